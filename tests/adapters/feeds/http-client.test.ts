import type { IncomingMessage } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeLimits } from '../../../src/adapters/feeds/exchange.ts';
import { createHttpClient, type HttpAnswer, type HttpGet } from '../../../src/adapters/feeds/http-client.ts';
import { createLane } from '../../../src/adapters/feeds/lane.ts';
import { Fault } from '../../../src/core/errors.ts';
import { Secret } from '../../../src/core/secret.ts';
import {
  type Answerer,
  answer,
  answerWithEtag,
  breakOff,
  bulk,
  hangUp,
  LoopbackServer,
  silence,
  stall,
  urlOf,
} from '../../emulators/loopback-server.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

const hello = (request: IncomingMessage): Answerer =>
  answerWithEtag(`hello ${urlOf(request).pathname}`, { 'content-type': 'text/plain' });

let server: LoopbackServer;
let clock: SkippingClock;
let log: RecordingLog;

beforeEach(async () => {
  server = await new LoopbackServer(hello).start();
  clock = new SkippingClock('2026-01-07T12:00:00Z');
  log = new RecordingLog();
});
afterEach(() => server.stop());

function asker(settings: { limits?: Partial<ExchangeLimits>; random?: number; maxPauseMs?: number } = {}) {
  const client = createHttpClient({
    version: '1.2.3',
    clock,
    log,
    random: () => settings.random ?? 0.5,
    ...(settings.limits && { limits: settings.limits }),
  });
  const lane = createLane({ name: 'Loopback', gapMs: 0, maxPauseMs: settings.maxPauseMs ?? 60_000, clock });
  return (path: string, more: Partial<HttpGet> = {}): Promise<HttpAnswer> =>
    client.get({ url: new URL(path, server.url), lane, accept: 'text/plain', ...more });
}

/** The Fault of a request that must fail. */
async function faultOf(asking: Promise<unknown>): Promise<Fault> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

const textOf = (reply: HttpAnswer): string => (reply.kind === 'body' ? reply.text : '(unchanged)');

describe('asking over HTTP', () => {
  it('names Broadsheet and its version', async () => {
    await asker()('/a');
    expect(server.requests[0]?.headers['user-agent']).toBe('Broadsheet/1.2.3');
  });

  it('says "unchanged" to a reader who has the answer', async () => {
    const ask = asker();
    const first = await ask('/a');
    expect(textOf(first)).toBe('hello /a');
    const validators = first.kind === 'body' ? first.validators : {};
    expect(await ask('/a', { validators })).toMatchObject({ kind: 'unchanged' });
    expect(await ask('/b', { validators })).toMatchObject({ kind: 'body', text: 'hello /b' });
  });

  it('asks by date where a server gives no ETag', async () => {
    const lastModified = 'Wed, 07 Jan 2026 05:00:02 GMT';
    server.next.push(answer(200, 'fresh', { 'last-modified': lastModified }), answer(304));
    const ask = asker();
    const first = await ask('/feed');
    expect(first).toMatchObject({ validators: { lastModified } });
    expect(await ask('/feed', { validators: { lastModified } })).toMatchObject({ kind: 'unchanged' });
    expect(server.requests[1]?.headers['if-modified-since']).toBe(lastModified);
  });

  it('does not take a 304 that nobody asked for as an answer', async () => {
    server.next.push(answer(304));
    expect(await faultOf(asker()('/a'))).toMatchObject({ code: 'refused' });
  });

  it('follows redirects', async () => {
    server.next.push(answer(302, '', { location: '/elsewhere' }));
    expect(textOf(await asker()('/a'))).toBe('hello /elsewhere');
  });

  it('gives up a redirect in circles and one to another protocol', async () => {
    for (let hop = 0; hop < 6; hop++) server.next.push(answer(302, '', { location: '/again' }));
    expect(await faultOf(asker()('/a'))).toMatchObject({ code: 'refused' });
    server.next.push(answer(301, '', { location: 'file:///etc/passwd' }));
    expect(await faultOf(asker()('/a'))).toMatchObject({ code: 'refused' });
    expect(server.requests).toHaveLength(7);
  });
});

describe('trying again', () => {
  it('asks again after failures of the server, waiting twice as long each time at most', async () => {
    server.next.push(answer(500), answer(502), hangUp);
    expect(textOf(await asker({ random: 0.999 })('/a'))).toBe('hello /a');
    expect(clock.waits).toEqual([999, 1998, 3996]);
    expect(log.events.map(({ event, fields }) => [event, fields['code']])).toEqual([
      ['http-retry', 'unavailable'],
      ['http-retry', 'unavailable'],
      ['http-retry', 'unreachable'],
    ]);
  });

  it('spreads the waiting over the whole span', async () => {
    server.next.push(answer(500), answer(500));
    await asker({ random: 0.001 })('/a');
    expect(clock.waits).toEqual([1, 2]);
  });

  it('stops after four times', async () => {
    for (let i = 0; i < 4; i++) server.next.push(answer(503, '{"error":"overloaded"}'));
    const fault = await faultOf(asker()('/a'));
    expect(fault.code).toBe('unavailable');
    expect(fault.message).toMatch(/^127\.0\.0\.1:\d+\/a answered 503: overloaded$/);
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [404, 'not-found'],
    [410, 'not-found'],
  ])('does not repeat what was answered %i', async (status, code) => {
    server.next.push(answer(status));
    expect(await faultOf(asker()('/a'))).toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  it('takes a status as an answer where the caller knows it', async () => {
    server.next.push(answer(404, 'nobody'));
    expect(await asker()('/a', { alsoAnswers: [404] })).toMatchObject({ status: 404, text: 'nobody' });
  });

  it('says that nobody listens', async () => {
    const gone = await new LoopbackServer(hello).start();
    const { url } = gone;
    await gone.stop();
    const fault = await faultOf(asker()('/a', { url: new URL(url) }));
    expect(fault.code).toBe('unreachable');
    expect(fault.message).toContain('ECONNREFUSED');
  });

  it('notices an answer that breaks off', async () => {
    server.next.push(breakOff, breakOff, breakOff, breakOff);
    expect(await faultOf(asker()('/a'))).toMatchObject({ code: 'unreachable' });
  });
});

describe('being asked to wait', () => {
  const rateLimited = (t: number): Answerer => answer(429, 'slow down', { ratelimit: `"api";r=0;t=${t}` });

  it('waits out 429 with RateLimit: "api";r=0;t=2, and no longer', async () => {
    server.next.push(rateLimited(2));
    expect(textOf(await asker()('/a'))).toBe('hello /a');
    expect(clock.waits).toEqual([2_000]);
  });

  it('waits out Retry-After in seconds and as a date', async () => {
    server.next.push(answer(429, '', { 'retry-after': '7' }));
    server.next.push(answer(503, '', { 'retry-after': 'Wed, 07 Jan 2026 12:00:17 GMT' }));
    await asker()('/a');
    expect(clock.waits).toEqual([7_000, 10_000]);
  });

  it('holds back the next request when an answer says that nothing is left', async () => {
    server.next.push(answer(200, 'last one', { ratelimit: '"api";r=0;t=30' }));
    const ask = asker();
    await ask('/a');
    expect(clock.waits).toEqual([]);
    await ask('/b');
    expect(clock.waits).toEqual([30_000]);
  });

  it('backs off at least five seconds when a 429 does not say how long', async () => {
    server.next.push(answer(429, 'Rate exceeded.'));
    await asker({ random: 0 })('/a');
    expect(clock.waits).toEqual([5_000]);
  });

  it('does not hurry because a failing server says "at once"', async () => {
    server.next.push(answer(503, '', { 'retry-after': '0' }));
    await asker()('/a');
    expect(clock.waits).toEqual([500]);
  });

  it('does not wait for hours: it says when, and asks nobody meanwhile', async () => {
    server.next.push(answer(429, '', { 'retry-after': '7200' }));
    const ask = asker();
    expect(await faultOf(ask('/a'))).toMatchObject({ code: 'rate-limited', retryAfterMs: 7_200_000 });
    expect(await faultOf(ask('/b'))).toMatchObject({ code: 'rate-limited', retryAfterMs: 7_200_000 });
    expect(server.requests).toHaveLength(1);
    clock.set('2026-01-07T14:00:00Z');
    expect(textOf(await ask('/b'))).toBe('hello /b');
  });
});

describe('limits', () => {
  it('gives up a server that takes the request and says nothing', async () => {
    server.next.push(silence, silence, silence, silence);
    const fault = await faultOf(asker({ limits: { headersMs: 15 } })('/a'));
    expect(fault.code).toBe('timeout');
    expect(fault.message).toMatch(/did not answer within 0\.015 s$/);
    expect(server.requests).toHaveLength(4);
  });

  it('gives up a body that stalls', async () => {
    server.next.push(stall, stall, stall, stall);
    const fault = await faultOf(asker({ limits: { stallMs: 15 } })('/list'));
    expect(fault).toMatchObject({ code: 'timeout' });
    expect(fault.message).toMatch(/\/list stopped in the middle of its answer$/);
  });

  it('gets the answer when only the first body stalled', async () => {
    server.next.push(stall);
    expect(textOf(await asker({ limits: { stallMs: 150 } })('/a'))).toBe('hello /a');
  });

  it('gives up a body that drips for ever', async () => {
    const drips: NodeJS.Timeout[] = [];
    const drip: Answerer = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 2);
      response.on('close', () => clearInterval(timer));
      drips.push(timer);
    };
    server.next.push(drip, drip, drip, drip);
    const fault = await faultOf(asker({ limits: { totalMs: 30 } })('/a'));
    expect(fault).toMatchObject({ code: 'timeout' });
    expect(drips).toHaveLength(4);
  });

  it.each(['announced', 'pieces', 'gzip'] as const)(
    'refuses a body of 30 MB, %s, and asks once',
    async how => {
      server.next.push(bulk(30_000_000, how));
      const fault = await faultOf(asker()('/a'));
      expect(fault.code).toBe('too-large');
      expect(fault.message).toContain('20 MB');
      expect(server.requests).toHaveLength(1);
    },
  );

  it('takes a body that is just under the cap', async () => {
    server.next.push(bulk(19_999_999, 'gzip'));
    expect(textOf(await asker()('/a'))).toHaveLength(19_999_999);
  });

  it('says when a body can not be unpacked', async () => {
    server.next.push(answer(200, 'this is no gzip', { 'content-encoding': 'gzip' }));
    expect(await faultOf(asker()('/a'))).toMatchObject({ code: 'bad-format' });
  });

  it('stops at once when the caller wants to stop', async () => {
    const stop = new AbortController();
    server.next.push((_request, _response) => stop.abort(new Error('shutting down')));
    await expect(asker()('/a', { signal: stop.signal })).rejects.toThrow('shutting down');
    await expect(asker()('/a', { signal: stop.signal })).rejects.toThrow('shutting down');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a token', () => {
  const token = 'hf_verySecretIndeed';
  const bearer = { secret: new Secret(token), name: 'HF_TOKEN' };

  it('goes to the address it is for', async () => {
    await asker()('/a', { bearer });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it('stays with a redirect on the same host and does not go to another', async () => {
    const other = await new LoopbackServer(hello).start();
    server.next.push(
      answer(302, '', { location: '/moved' }),
      answer(307, '', { location: `${other.url}/far` }),
    );
    expect(textOf(await asker()('/a', { bearer }))).toBe('hello /far');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${token}`,
    ]);
    expect(other.requests).toHaveLength(1);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    await other.stop();
  });

  it('is in no error and no log, even when a server repeats it', async () => {
    const repeat = answer(500, JSON.stringify({ error: `bad token ${token}` }));
    server.next.push(repeat, repeat, repeat, repeat, answer(401, `Bearer ${token} has expired`), hangUp);
    const faults = [
      await faultOf(asker()('/a', { bearer })),
      await faultOf(asker()('/b', { bearer })),
      await faultOf(asker({ limits: { maxBytes: 3 } })('/c', { bearer })),
    ];
    expect(faults[0]?.message).toContain('bad token [secret]');
    expect(faults[1]?.message).toContain('check HF_TOKEN');
    expect(inspect([faults, log.events], { depth: 20, showHidden: true })).not.toContain(token);
  });
});

it('quotes nothing of an error page and keeps a message on one line', async () => {
  server.next.push(answer(403, '<!doctype html><title>Forbidden</title>'), answer(403, 'no\nway\u001b[31m'));
  expect((await faultOf(asker()('/a'))).message).toMatch(/answered 403$/);
  expect((await faultOf(asker()('/a'))).message).toMatch(/answered 403: no way \[31m$/);
});
