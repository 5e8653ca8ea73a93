import type { ServerResponse } from 'node:http';

/** On every answer: nothing of it is stored, guessed at, framed or run. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** An empty answer, a text or JSON. */
export function reply(
  response: ServerResponse,
  status: number,
  content?: unknown,
  headers: Record<string, string | string[]> = {},
): void {
  const closing = status === 413 ? { connection: 'close' } : {};
  if (content === undefined || content === '') {
    response.writeHead(status, { ...HEADERS, ...closing, ...headers, 'content-length': '0' }).end();
    return;
  }
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const type = typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { ...HEADERS, ...closing, 'content-type': type, ...headers }).end(text);
}
