import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import type { Clock } from '../../core/time.ts';
import { isJson, type Json, textAt } from './json-value.ts';
import type { Lull } from './lull.ts';
import { PATHS } from './manifest.ts';
import type { Once } from './once.ts';
import { reply } from './reply.ts';
import { checkSignature } from './signature.ts';

/** Slack's largest payloads, views with everything in them, are a fraction of this. */
const MAX_BODY_BYTES = 1024 * 1024;

export interface WebhookPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly once: Once;
  readonly lull: Lull;
  readonly signingSecret: Secret;
}

/**
 * Slack over HTTP: one path that takes signed POSTs and nothing else. A request that is forged, stale, from the future,
 * too large or seen before never reaches the app; each is logged once, with its reason only.
 */
export class WebhookReceiver implements Receiver {
  readonly #ports: WebhookPorts;
  #app: App | undefined;

  constructor(ports: WebhookPorts) {
    this.#ports = ports;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** The server is the process's; there is nothing to open. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {
    this.#app = undefined;
  }

  /** Answers a request to {@link PATHS}.events. Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = this.#ports.lull.begin();
    response.once('close', end);
    try {
      await this.#handle(request, response);
    } catch (error) {
      this.#ports.log.error('slack-request-failed', {
        reason: error instanceof Error ? error.message : String(error),
      });
      if (!response.headersSent) reply(response, 500);
    }
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, once, signingSecret } = this.#ports;
    if (request.method !== 'POST') return this.#refuse(response, 405, 'method');
    const body = await readBody(request);
    if (body === undefined) return this.#refuse(response, 413, 'too-large');
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const signature = header('x-slack-signature');
    const timestamp = header('x-slack-request-timestamp');
    const verdict = checkSignature({ body, timestamp, signature }, signingSecret, clock.now());
    if (verdict.kind === 'refused') return this.#refuse(response, 401, verdict.reason);
    const payload = parseBody(body, header('content-type'));
    if (payload === undefined) return this.#refuse(response, 400, 'malformed');
    if (payload['ssl_check'] === '1') return reply(response, 200);
    if (payload['type'] === 'url_verification')
      return reply(response, 200, { challenge: textAt(payload, 'challenge') ?? '' });
    const print = createHash('sha256').update(`${timestamp}:${signature}`).digest('base64');
    // Slack signs each repetition of its own anew: the very same request is somebody else's. After a restart it is what
    // it delivers that is known again, once it was acknowledged.
    if (!once.isFirstHere(`request:${print}`)) return this.#refuse(response, 401, 'replayed');
    await this.#process(payload, request, response);
  }

  async #process(body: Json, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const app = this.#app;
    if (!app) return reply(response, 503);
    const retryNum = Number(request.headers['x-slack-retry-num'] ?? Number.NaN);
    await app.processEvent({
      body: { ...body },
      ...(Number.isInteger(retryNum) ? { retryNum } : {}),
      ack: async (content: unknown) => {
        if (!response.headersSent) reply(response, 200, content);
      },
    });
    // Nobody listens to this kind: Slack is not to send it again.
    if (!response.headersSent) reply(response, 200);
  }

  #refuse(response: ServerResponse, status: number, reason: string): void {
    this.#ports.log.warn('slack-request-refused', { reason, path: PATHS.events });
    reply(response, status);
  }
}

/** The bytes that were signed; undefined when there are more than any payload has. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON, or a form whose `payload` is JSON, or a form as it is. */
function parseBody(body: Buffer, contentType = ''): Json | undefined {
  try {
    if (contentType.startsWith('application/x-www-form-urlencoded')) {
      const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
      const parsed: unknown = form['payload'] === undefined ? form : JSON.parse(form['payload']);
      return isJson(parsed) ? parsed : undefined;
    }
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return isJson(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
