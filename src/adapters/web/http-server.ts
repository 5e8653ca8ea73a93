import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../core/errors.ts';

/** Requests that a platform takes for itself. */
export interface WebhookHandler {
  readonly paths: readonly string[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The one HTTP port of the process: platform webhooks on their paths, `/healthz`, and nothing else.
 * Rejects with Fault `locked` when the port is taken, `refused` when it may not be opened.
 */
export async function startHttpServer(
  where: { readonly port: number; readonly host: string },
  handlers: readonly WebhookHandler[],
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    // Tells a second process, and doctor, whose port it is.
    response.setHeader('server', 'Broadsheet');
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const handler = handlers.find(each => each.paths.includes(path));
    if (handler) void handler.handle(request, response);
    else if (path === '/healthz' && request.method === 'GET') answer(response, 200, 'ok');
    else answer(response, 404, 'not found');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'locked' : 'refused';
      const why = error.code === 'EADDRINUSE' ? 'another process has it' : error.message;
      reject(
        new Fault(code, `PORT ${where.port} on ${where.host} can't be opened: ${why}`, { cause: error }),
      );
    });
    server.listen(where.port, where.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(`${text}\n`);
}
