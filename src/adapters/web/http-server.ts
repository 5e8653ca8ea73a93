import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { answerText } from './answer-text.ts';

/** Requests to certain paths, which are answered whatever they say. */
export interface HttpHandler {
  readonly paths: readonly string[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The one HTTP port of the process: each handler on its paths, and nothing else.
 * Rejects with Fault `locked` when the port is taken, `refused` when it may not be opened.
 */
export async function startHttpServer(
  where: { readonly port: number; readonly host: string },
  handlers: readonly HttpHandler[],
  log: Log,
): Promise<RunningServer> {
  const byPath = new Map(handlers.flatMap(handler => handler.paths.map(path => [path, handler] as const)));
  const server = createServer((request, response) => {
    // Tells a second process, and doctor, whose port it is.
    response.setHeader('server', 'Broadsheet');
    const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    const handler = byPath.get(path);
    if (!handler) return answerText(request, response, 404, 'not found');
    handler.handle(request, response).catch((error: unknown) => {
      log.error('http-request-failed', {
        path,
        reason: error instanceof Error ? error.message : String(error),
      });
      if (response.headersSent) response.destroy();
      else answerText(request, response, 500, 'something went wrong on our side');
    });
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
  const { port } = server.address() as AddressInfo;
  log.info('http-listening', { host: where.host, port });
  return {
    port,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}
