import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../fakes/seeded-random.ts';

/** A message that stands in a channel, once for every time it was posted. */
export interface RecordedMessage {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly under?: string;
  readonly paperIds: readonly string[];
  readonly at: number;
}

/** Shares of posts, 0 to 1, that go wrong in one way. */
export interface FaultShares {
  /** 503 and nothing posted, though the answer can't tell. */
  readonly failed: number;
  /** Posted, then 502. */
  readonly failedAfter: number;
  /** The socket dropped before anything was posted. */
  readonly dropped: number;
  /** Posted, then the socket dropped: the lost answer. */
  readonly droppedAfter: number;
}

export interface RecordingRules {
  readonly seed: number;
  readonly latencyMs: readonly [least: number, most: number];
  /** Posts a second in all; a bucket that holds a second's worth. */
  readonly postsPerSecond: number;
  /** A post that could not be taken so soon after it was sent is dropped: what makes a settling time true. */
  readonly dropAfterMs: number;
  /** Least time between two posts in one channel. */
  readonly channelGapMs: number;
  readonly faults: FaultShares;
}

export const NO_FAULTS: FaultShares = { failed: 0, failedAfter: 0, dropped: 0, droppedAfter: 0 };

/** What the server was asked and answered, in numbers. */
export interface RecordingTally {
  readonly posted: number;
  readonly rateLimited: number;
  readonly failed: number;
  readonly lostAnswers: number;
  readonly lookups: number;
}

type Gone = 'channel' | 'workspace' | 'permission';

/**
 * A chat platform over HTTP that records every message it takes and never removes a repeated one. It lives in the
 * process of the test, so that a bot that is killed can't take the record with it. What it has begun it finishes,
 * whether or not anybody waits for the answer.
 */
export class RecordingServer {
  readonly messages: RecordedMessage[] = [];
  readonly told: { readonly person: string; readonly summary: string }[] = [];
  /** Channels that take a post and never answer. */
  readonly hanging = new Set<string>();
  readonly gone = new Map<string, Gone>();
  /** Channels that a bot was told are gone. */
  readonly goneTold = new Set<string>();
  /** Until then every post is asked to wait. */
  stormUntil = 0;
  #rules: RecordingRules;
  readonly #random: () => number;
  readonly #server: Server;
  readonly #lastPost = new Map<string, number>();
  readonly #tally = { posted: 0, rateLimited: 0, failed: 0, lostAnswers: 0, lookups: 0 };
  #tokens: number;
  #filledAt = performance.now();

  constructor(rules: RecordingRules) {
    this.#rules = rules;
    this.#random = seededRandom(rules.seed);
    this.#tokens = rules.postsPerSecond;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  get tally(): RecordingTally {
    return { ...this.#tally };
  }

  /** Starts to listen on the loopback; resolves to the address. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on nothing goes wrong by itself any more. */
  calm(): void {
    this.stormUntil = 0;
    this.#rules = { ...this.#rules, faults: NO_FAULTS };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request)) as PostBody & FindBody & TellBody;
    if (request.url === '/post') return this.#post(body, response);
    await sleep(this.#latency());
    if (request.url === '/tell') {
      this.told.push({ person: body.person, summary: body.summary });
      return send(response, 200, {});
    }
    this.#tally.lookups++;
    const found = this.messages.filter(
      message => message.channel === body.channel && body.keys.includes(message.key),
    );
    send(response, 200, { found: found.map(message => [message.key, message.id]) });
  }

  async #post(body: PostBody, response: ServerResponse): Promise<void> {
    const gone = this.gone.get(body.channel);
    if (gone) {
      this.goneTold.add(body.channel);
      return send(response, 404, { gone });
    }
    const wait = this.#limit(body.channel);
    if (wait) {
      this.#tally.rateLimited++;
      return send(response, 429, wait);
    }
    const fault = this.#fault();
    await sleep(this.#latency());
    if (fault === 'failed' || fault === 'dropped') this.#tally.failed++;
    if (fault === 'failed') return send(response, 503, {});
    if (fault === 'dropped') return void response.destroy();
    if (Date.now() - body.sentAt > this.#rules.dropAfterMs) return void response.destroy();
    const id = this.#record(body);
    if (this.hanging.has(body.channel)) return;
    if (fault) this.#tally.lostAnswers++;
    if (fault === 'failedAfter') return send(response, 502, {});
    if (fault === 'droppedAfter') return void response.destroy();
    send(response, 200, { id });
  }

  #record(body: PostBody): string {
    const id = `m${this.messages.length}`;
    this.#tally.posted++;
    this.messages.push({
      id,
      channel: body.channel,
      key: body.key,
      paperIds: body.payload.paperIds,
      at: Date.now(),
      ...(body.under === undefined ? {} : { under: body.under }),
    });
    return id;
  }

  /** Takes the post's place in the limits, or says how long to wait and with what. */
  #limit(channel: string): { scope: 'channel' | 'platform'; retryAfterMs: number } | undefined {
    const now = performance.now();
    const stormMs = this.stormUntil - Date.now();
    if (stormMs > 0) return { scope: 'platform', retryAfterMs: Math.min(stormMs, 500) };
    const { postsPerSecond, channelGapMs } = this.#rules;
    this.#tokens = Math.min(postsPerSecond, this.#tokens + ((now - this.#filledAt) / 1000) * postsPerSecond);
    this.#filledAt = now;
    if (this.#tokens < 1)
      return { scope: 'platform', retryAfterMs: Math.ceil(((1 - this.#tokens) / postsPerSecond) * 1000) };
    const gap = (this.#lastPost.get(channel) ?? -Infinity) + channelGapMs - now;
    if (gap > 0) return { scope: 'channel', retryAfterMs: Math.ceil(gap) };
    this.#tokens--;
    this.#lastPost.set(channel, now);
    return undefined;
  }

  #fault(): keyof FaultShares | undefined {
    let chance = this.#random();
    for (const [name, share] of Object.entries(this.#rules.faults)) {
      if (chance < share) return name as keyof FaultShares;
      chance -= share;
    }
    return undefined;
  }

  #latency(): number {
    const [least, most] = this.#rules.latencyMs;
    return least + this.#random() * (most - least);
  }
}

interface PostBody {
  readonly channel: string;
  readonly key: string;
  readonly payload: { readonly paperIds: readonly string[] };
  readonly under?: string;
  readonly sentAt: number;
}

interface FindBody {
  readonly keys: readonly string[];
}

interface TellBody {
  readonly person: string;
  readonly summary: string;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
