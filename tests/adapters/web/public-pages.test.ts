import { readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, startHttpServer } from '../../../src/adapters/web/http-server.ts';
import { type PublicPagesOptions, publicPages } from '../../../src/adapters/web/public-pages.ts';
import { buildDigest } from '../../../src/core/digest/build-digest.ts';
import { Fault } from '../../../src/core/errors.ts';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { nastyPapers } from '../../fakes/nasty-papers.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

const DAY = '2026-01-07';
const sample = parsePapers(readFileSync('samples/daily-papers.json', 'utf8'), { source: 'huggingface' });
const papers = [...nastyPapers, ...sample.papers.map(one => ({ ...one.paper, listedOn: DAY }))];

let server: RunningServer | undefined;
afterEach(() => server?.close());

const clock = new ManualClock('2026-01-08T12:00:00.500Z');
async function open(
  over: Partial<PublicPagesOptions> = {},
): Promise<{ get: (path: string, init?: RequestInit) => Promise<Response>; made: () => number }> {
  let made = 0;
  const handler = publicPages({
    clock,
    digests: {
      newestDay: async () => DAY,
      make: async ({ period, topics, limit, minVotes }) => {
        made++;
        const [since, until] =
          period.kind === 'day' ? [period.day, period.day] : [period.since, period.until];
        const chosen = papers.filter(({ listedOn = '' }) => listedOn >= since && listedOn <= until);
        const ranking = { now: clock.now() };
        return buildDigest(chosen, {
          period,
          ...(topics && { topics }),
          today: DAY,
          limit,
          minVotes,
          ranking,
        });
      },
    },
    catalogue: { topics: [], find: () => undefined, suggest: () => [] },
    publicUrl: 'https://papers.example/sheet/',
    limit: 8,
    minVotes: 0,
    ...over,
  });
  server = await startHttpServer({ port: 0, host: '127.0.0.1' }, [handler], new RecordingLog());
  const { port } = server;
  return { get: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), made: () => made };
}

/** Reads XML strictly enough to see an unclosed or invented element, and gives texts by element name. */
function textsOf(xml: string): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const path: string[] = [];
  const parser = new Parser(
    {
      onopentag: name => path.push(name),
      ontext: text => {
        const name = path.at(-1) ?? '';
        texts.set(name, [...(texts.get(name) ?? []), text]);
      },
      onclosetag: (name, implied) => {
        if (implied && name !== 'atom:link') throw new Error(`${name} is not closed`);
        if (path.pop() !== name) throw new Error(`${name} closes another element`);
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.end(xml);
  return texts;
}

describe('the public digest page', () => {
  it('shows a day to anybody, and where its feeds are', async () => {
    const { get } = await open();
    const response = await get('/digest?topics=quantization');
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('<h1 dir="auto">Wednesday 7 January 2026</h1>');
    expect(text).toContain('href="https://papers.example/sheet/feed.rss?topics=quantization"');
    expect(text).toContain('rel="alternate" type="application/feed+json"');
    expect(text).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toMatch(/style-src 'sha256-/);
  });

  it('is recognised by tag and by date', async () => {
    const { get } = await open();
    const first = await get('/digest');
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    expect(new Date(modified).toUTCString()).toBe(modified);
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await get('/digest', { headers })).status;
    expect(await status({ 'if-none-match': `"x", W/${etag}` })).toBe(304);
    expect(await status({ 'if-none-match': '"x"', 'if-modified-since': modified })).toBe(200);
    expect(await status({ 'if-modified-since': modified })).toBe(304);
    expect(await status({ 'if-modified-since': 'Wed, 07 Jan 2026 00:00:00 GMT' })).toBe(200);
  });

  it('is one page for queries that mean the same', async () => {
    const { get, made } = await open();
    const tags = await Promise.all(
      ['quantization,agents', '  quantization ,  agents '].map(async topics =>
        (await get(`/digest?topics=${encodeURIComponent(topics)}`)).headers.get('etag'),
      ),
    );
    expect([new Set(tags).size, made()]).toEqual([1, 1]);
  });

  it.each([
    ['/digest?topics=autor:x', 400],
    [`/digest?topics=${'x'.repeat(301)}`, 400],
    ['/digest?date=2026-02-30', 400],
    ['/digest/', 404],
    ['/feed.xml', 404],
    ['/', 404],
  ])('answers %s with %i', async (path, status) => {
    const { get, made } = await open();
    expect([(await get(path)).status, made()]).toEqual([status, 0]);
  });

  it('gives a HEAD the headers alone and takes nothing else', async () => {
    const { get } = await open();
    const head = await get('/digest', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1_000);
    expect((await get('/digest', { method: 'POST' })).status).toBe(405);
  });

  it('asks for patience when too many different pages are wanted', async () => {
    const { get } = await open({ limits: { madePerMinute: 1 } });
    await get('/digest');
    const refused = await get('/digest?topics=moe');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('says nothing of a database that does not answer but that it does not', async () => {
    const make = (): Promise<never> => Promise.reject(new Fault('unreachable', 'postgres://user:word@host'));
    const { get } = await open({ digests: { newestDay: async () => DAY, make } });
    const response = await get('/digest');
    expect([response.status, await response.text()]).toEqual([503, 'not available at the moment\n']);
  });
});

describe('the feeds', () => {
  it('are well-formed RSS whatever a title holds', async () => {
    const { get } = await open();
    const response = await get('/feed.rss');
    const xml = await response.text();
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect(xml).not.toContain('CDATA');
    const texts = textsOf(xml);
    expect([...texts.keys()].filter(name => name === 'script' || name === 'img')).toEqual([]);
    expect(xml).toContain('&lt;script&gt;document.title=&quot;owned&quot;&lt;/script&gt;');
    expect(new Set(texts.get('pubDate'))).toEqual(new Set(['Wed, 07 Jan 2026 00:00:00 GMT']));
    expect(xml).toContain('<guid isPermaLink="false">arxiv:2601.00000</guid>');
    expect(xml).toMatch(
      /rel="self" type="application\/rss\+xml" href="https:\/\/papers.example\/sheet\/feed.rss"/,
    );
    const guids = [...xml.matchAll(/<guid[^>]*>([^<]+)/g)].map(match => match[1]);
    expect(new Set(guids).size).toBe(guids.length);
  });

  it('say the same as JSON Feed', async () => {
    const { get } = await open();
    const feed = (await (await get('/feed.json?topics=quantization')).json()) as {
      version: string;
      feed_url: string;
      title: string;
      items: { id: string; url: string; content_text: string; date_published: string }[];
    };
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.feed_url).toBe('https://papers.example/sheet/feed.json?topics=quantization');
    expect(feed.title).toBe('Broadsheet: quantization');
    expect(feed.items.length).toBeGreaterThan(0);
    expect(feed.items[0]?.date_published).toBe('2026-01-07T00:00:00Z');
    expect(feed.items[0]?.content_text).toContain('matched "Quantization" in the title');
    expect(feed.items.every(item => item.url.startsWith('https://'))).toBe(true);
  });
});
