import type { IncomingMessage, ServerResponse } from 'node:http';

type Headers = Readonly<Record<string, string>>;

/** Of every page: it is what it says it is, and tells no other site where a reader came from. */
const COMMON: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Answers with a text, plain and not to be kept unless the headers say otherwise. A HEAD gets the headers alone. */
export function answerText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: Headers = {},
): void {
  const body = Buffer.from(headers['content-type'] === undefined ? `${text}\n` : text);
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...COMMON,
    ...headers,
    ...(status !== 304 && { 'content-length': String(body.length) }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Whether a request only wants to read; one that does not is answered. */
export function onlyReads(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  answerText(request, response, 405, 'only GET and HEAD', { allow: 'GET, HEAD' });
  return false;
}
