import { existsSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSources, type Sources } from '../../../src/adapters/feeds/create-sources.ts';
import type { ExchangeLimits } from '../../../src/adapters/feeds/exchange.ts';
import { Secret } from '../../../src/core/secret.ts';
import { type BackfillProgress, backfill } from '../../../src/core/sources/backfill.ts';
import { collect } from '../../../src/core/sources/collect.ts';
import { daysBetween } from '../../../src/core/sources/listing-day.ts';
import type { FetchOutcome, PaperSource } from '../../../src/core/sources/source.ts';
import { type DailyItem, HuggingFaceServer } from '../../emulators/huggingface-server.ts';
import { answer, bulk, LoopbackServer, stall } from '../../emulators/loopback-server.ts';
import { dailyItem, dailyItems } from '../../fakes/daily-items.ts';
import { type OpenAskPorts, openAskPorts } from '../../fakes/open-ask-ports.ts';

const DAY = '2026-01-07';
let ports: OpenAskPorts;
let server: HuggingFaceServer;

beforeEach(async () => {
  ports = await openAskPorts('2026-01-07T09:00:00Z');
  server = new HuggingFaceServer({ clock: ports.clock });
  await server.start();
});
afterEach(async () => {
  await server.stop();
  await ports.close();
});

function open(
  settings: { endpoint?: string; token?: string; limits?: Partial<ExchangeLimits> } = {},
): Sources {
  const { clock, log, store } = ports;
  return createSources(
    {
      names: ['huggingface'],
      huggingface: {
        endpoint: settings.endpoint ?? server.url,
        token: settings.token === undefined ? undefined : new Secret(settings.token),
      },
      arxiv: { apiUrl: `${server.url}/no-arxiv`, rssUrl: server.url },
    },
    {
      version: '1.2.3',
      clock,
      log,
      store,
      random: () => 0.5,
      ...(settings.limits && { limits: settings.limits }),
    },
  );
}

const source = (settings = {}): PaperSource => open(settings).named('huggingface');

/** What an outcome brought, as short as a test needs it. */
async function kept(outcome: FetchOutcome): Promise<{ papers: number; found: number }> {
  if (outcome.kind === 'unchanged') return { papers: 0, found: outcome.found };
  await outcome.confirm();
  return { papers: outcome.papers.papers.length, found: outcome.found };
}

describe('a day of Hugging Face', () => {
  it('is read over all its pages', async () => {
    server.days.set(DAY, dailyItems(230));
    const outcome = await source().fetchDay(DAY);
    expect(await kept(outcome)).toEqual({ papers: 230, found: 230 });
    expect(server.requests.map(({ query }) => query)).toEqual([
      { date: DAY, limit: '100' },
      { date: DAY, limit: '100', p: '1' },
      { date: DAY, limit: '100', p: '2' },
    ]);
  });

  it('is read to its last page where no next page is announced', async () => {
    server.withoutLinks = true;
    server.days.set(DAY, dailyItems(200));
    expect(await kept(await source().fetchDay(DAY))).toEqual({ papers: 200, found: 200 });
    expect(server.requests.map(({ query }) => query['p'])).toEqual([undefined, '1', '2']);
  });

  it('is unchanged when nothing changed, page by page', async () => {
    const items = dailyItems(130);
    server.days.set(DAY, items);
    await kept(await source().fetchDay(DAY));
    expect(await source().fetchDay(DAY)).toEqual({ kind: 'unchanged', found: 130 });
    expect(server.requests).toHaveLength(4);

    server.days.set(DAY, [...items, dailyItem('2601.00999')]);
    expect(await kept(await source().fetchDay(DAY))).toEqual({ papers: 31, found: 131 });
  });

  it('is read again where its papers were not kept, and on request', async () => {
    server.days.set(DAY, dailyItems(3));
    await source().fetchDay(DAY);
    expect(await kept(await source().fetchDay(DAY))).toEqual({ papers: 3, found: 3 });
    expect(await kept(await source().fetchDay(DAY, { refresh: true }))).toEqual({ papers: 3, found: 3 });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('can be empty', async () => {
    expect(await kept(await source().fetchDay('2026-01-04'))).toEqual({ papers: 0, found: 0 });
  });

  it('has no papers yet when Hugging Face says that it is in the future', async () => {
    ports.clock.set('2026-01-07T20:00:00Z');
    expect(await kept(await source().fetchDay('2026-01-08'))).toEqual({ papers: 0, found: 0 });
  });

  it('is refused when Hugging Face says so of a day that has begun', async () => {
    server.next.push(answer(400, '{"error":"Invalid date"}'));
    await expect(source().fetchDay(DAY)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/\/api\/daily_papers answered 400: Invalid date$/),
    });
  });

  it('keeps the neighbours of an item that can not be read', async () => {
    const broken = { ...dailyItem('2601.00002'), paper: { id: '2601.00002' } } as DailyItem;
    server.days.set(DAY, [dailyItem('2601.00001', 9), broken, dailyItem('2601.00003')]);
    const outcome = await source().fetchDay(DAY);
    if (outcome.kind !== 'papers') throw new Error('must have papers');
    expect(outcome.papers.papers.map(({ paper }) => paper.id).sort()).toEqual([
      'arxiv:2601.00001',
      'arxiv:2601.00003',
    ]);
    expect(outcome.papers.problems).toHaveLength(1);
  });

  it.each([
    ['a web page', '<!doctype html><html><body>Under maintenance</body></html>'],
    ['an error object', '{"error":"Internal"}'],
    ['half an answer', '[{"paper":{"id":"2601.00001","title":"On'],
    ['nothing', ''],
    ['items of another kind', '[{"model":"a"},{"model":"b"}]'],
  ])('never passes for empty when the answer is %s', async (_, body) => {
    server.next.push(answer(200, body));
    await expect(source().fetchDay(DAY)).rejects.toMatchObject({ code: 'bad-format' });
  });

  it('gives up a list whose pages go in circles', async () => {
    const link = `<${server.url}/api/daily_papers?date=${DAY}&limit=100>; rel="next"`;
    server.next.push(answer(200, JSON.stringify(dailyItems(1)), { link }));
    await expect(source().fetchDay(DAY)).rejects.toMatchObject({ code: 'bad-format' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('an unkind network', () => {
  beforeEach(() => server.days.set(DAY, dailyItems(2)));

  it('that answers 500 is asked again', async () => {
    server.next.push(answer(500), answer(503));
    expect(await kept(await source().fetchDay(DAY))).toEqual({ papers: 2, found: 2 });
  });

  it('that lets a body stall is given up', async () => {
    server.next.push(stall, stall, stall, stall);
    await expect(source({ limits: { stallMs: 15 } }).fetchDay(DAY)).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('that sends 30 MB is refused', async () => {
    server.next.push(bulk(30_000_000, 'pieces'));
    await expect(source().fetchDay(DAY)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('that limits the rate is obeyed: the window is waited out and no request is lost', async () => {
    await server.stop();
    server = new HuggingFaceServer({ clock: ports.clock, quota: { requests: 2, windowSeconds: 300 } });
    await server.start();
    server.days.set(DAY, dailyItems(430));
    expect(await kept(await source().fetchDay(DAY))).toEqual({ papers: 430, found: 430 });
    expect(ports.clock.waits).toEqual([300_000, 300_000]);
    expect(server.requests).toHaveLength(5);
  });
});

describe('a backfill', () => {
  it('stopped in the middle goes on where it was, inside the rate limit', async () => {
    await server.stop();
    server = new HuggingFaceServer({ clock: ports.clock, quota: { requests: 4, windowSeconds: 60 } });
    await server.start();
    const range = { since: '2026-01-01', until: '2026-01-06' };
    for (const day of daysBetween(range.since, range.until))
      server.days.set(day, dailyItems(2, Number(day.slice(8)) * 10));

    const stop = new AbortController();
    const first = backfill(source(), ports, {
      ...range,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 3) stop.abort(new Error('interrupted'));
      },
    });
    await expect(first).rejects.toThrow('interrupted');
    expect(await ports.archive.count()).toBe(6);

    let last: BackfillProgress | undefined;
    const report = await backfill(source(), ports, {
      ...range,
      onProgress: progress => {
        last = progress;
      },
    });
    expect(report.alreadyComplete).toBe(3);
    expect(last).toEqual({ done: 6, total: 6, found: 6, added: 6, failed: 0 });
    expect(await ports.archive.count()).toBe(12);
    expect(server.requests.map(({ query }) => query['date'])).toEqual(daysBetween(range.since, range.until));
    expect(ports.clock.waits).toEqual([60_000]);
  });
});

describe('a token', () => {
  const token = 'hf_verySecretIndeed';

  it('is sent to the endpoint only, though the next page is announced elsewhere', async () => {
    server.days.set(DAY, dailyItems(120));
    expect(await kept(await source({ token }).fetchDay(DAY))).toMatchObject({ found: 120 });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${token}`,
    ]);
  });

  it('is not sent to where the endpoint redirects', async () => {
    const far = await new LoopbackServer(() => answer(200, '[]')).start();
    server.next.push(answer(302, '', { location: `${far.url}/api/daily_papers` }));
    await source({ token }).fetchDay(DAY);
    expect(far.requests[0]?.headers.authorization).toBeUndefined();
    await far.stop();
  });

  it('that no header can carry is refused before it is used, and not shown', () => {
    let said = '';
    try {
      source({ token: `${token}\n` });
    } catch (error) {
      said = inspect(error);
    }
    expect(said).toContain('HF_TOKEN: holds a character that no token has');
    expect(said).not.toContain(token);
  });
});

describe('a single paper', () => {
  it('is found by its id', async () => {
    server.papers.set('2601.00007', dailyItem('2601.00007', 5).paper);
    const found = await open().lookup.find('arxiv:2601.00007');
    expect(found?.paper).toMatchObject({ id: 'arxiv:2601.00007', title: 'On the matter of 2601.00007' });
  });
});

describe('a search', () => {
  it('gives what Hugging Face found', async () => {
    server.searchResults = [dailyItem('2601.00004'), dailyItem('2601.00005')];
    const found = await open().lookup.search('on the matter', { limit: 500 });
    expect(found.papers.map(({ paper }) => paper.id)).toEqual(['arxiv:2601.00004', 'arxiv:2601.00005']);
    expect(server.requests[0]?.query).toEqual({ q: 'on the matter', limit: '120' });
  });
});

const recorded = (file: string): string => `../shared/data/hf/daily/${file}`;

describe.runIf(existsSync(recorded('2025-04-14.json')))('recorded days', () => {
  const read = (file: string): DailyItem[] => JSON.parse(readFileSync(recorded(file), 'utf8'));

  it.each(['2025-04-14', '2025-04-15', '2025-04-16', '2025-04-17', '2025-04-18'])(
    '%s fetched while it was open and when it had closed is one day',
    async day => {
      const [half, whole] = [read(`${day}.json`), read(`${day}.closed.json`)];
      const { configured } = open();
      ports.clock.set(`${day}T09:00:00Z`);
      server.days.set(day, half);
      await collect(configured, ports, { lookBackDays: 0 });
      expect(await ports.archive.select({ listedSince: day, listedUntil: day })).toHaveLength(half.length);

      ports.clock.set(`${day}T23:59:59Z`);
      await ports.clock.sleep(3 * 3_600_000);
      server.days.set(day, whole);
      await collect(configured, ports, { lookBackDays: 1 });
      const ids = new Set([...half, ...whole].map(({ paper }) => `arxiv:${paper.id}`));
      const papers = await ports.archive.select({ listedSince: day, listedUntil: day });
      expect(new Set(papers.map(({ id }) => id))).toEqual(ids);
      for (const { paper } of whole) {
        expect(papers.find(({ id }) => id === `arxiv:${paper.id}`)?.upvotes).toBe(paper.upvotes);
      }
      expect(await ports.complete.has('huggingface', day)).toBe(true);
    },
  );
});
