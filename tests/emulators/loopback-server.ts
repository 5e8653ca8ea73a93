import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

export interface SeenRequest {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
}

/** An HTTP server on 127.0.0.1 that answers as one upstream does, unless the next answers are prescribed. */
export class LoopbackServer {
  readonly requests: SeenRequest[] = [];
  /** Used up one a request, before the usual answers. */
  readonly next: Answerer[] = [];
  /** The most requests that were ever in the air at once. */
  mostAtOnce = 0;
  readonly #server = createServer((request, response) => this.#handle(request, response));
  #inTheAir = 0;
  readonly #usual: (request: IncomingMessage) => Answerer;

  constructor(usual: (request: IncomingMessage) => Answerer) {
    this.#usual = usual;
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = urlOf(request);
    this.requests.push({
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: request.headers,
    });
    this.#inTheAir++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#inTheAir);
    response.on('close', () => this.#inTheAir--);
    const answerer = this.next.shift() ?? this.#usual(request);
    answerer(request, response);
  }
}

export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://127.0.0.1');
}

/** A whole answer, with an ETag, and 304 for a reader who has it. */
export function answerWithEtag(body: string, headers: Record<string, string>): Answerer {
  const etag = `W/"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"`;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { ...headers, etag }).end(body);
  };
}

export function answer(status: number, body = '', headers: Record<string, string> = {}): Answerer {
  return (_, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Takes the request and says nothing. */
export const silence: Answerer = () => undefined;

/** Begins a body and goes quiet. */
export const stall: Answerer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[{"paper":');
};

/** Hangs up without a word. */
export const hangUp: Answerer = (_, response) => {
  response.destroy();
};

/** Announces more than it sends, and hangs up in the middle. */
export const breakOff: Answerer = (_, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('[{"paper":', () => response.destroy());
};

/** So many bytes of blanks: announced in `Content-Length`, sent in pieces without one, or packed. */
export function bulk(bytes: number, how: 'announced' | 'pieces' | 'gzip'): Answerer {
  return (_, response) => {
    if (how === 'gzip') {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(bytes, 0x20)));
      return;
    }
    response.writeHead(200, how === 'announced' ? { 'content-length': String(bytes) } : {});
    const piece = Buffer.alloc(64 * 1024, 0x20);
    let left = bytes;
    const send = (): void => {
      while (left > 0 && !response.destroyed) {
        const size = Math.min(left, piece.length);
        left -= size;
        if (!response.write(piece.subarray(0, size))) {
          response.once('drain', send);
          return;
        }
      }
      if (!response.destroyed) response.end();
    };
    send();
  };
}
