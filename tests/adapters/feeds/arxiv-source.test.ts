import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSources, type Sources } from '../../../src/adapters/feeds/create-sources.ts';
import { type ArxivPaper, ArxivServer } from '../../emulators/arxiv-server.ts';
import { answer, LoopbackServer } from '../../emulators/loopback-server.ts';
import { type OpenAskPorts, openAskPorts } from '../../fakes/open-ask-ports.ts';

// A Wednesday: it lists what was submitted from Monday 14:00 to Tuesday 14:00 Eastern, 19:00 UTC.
const DAY = '2026-01-07';
let ports: OpenAskPorts;
let server: ArxivServer;
let huggingFace: LoopbackServer;
let sources: Sources;

beforeEach(async () => {
  ports = await openAskPorts('2026-01-07T12:00:00Z');
  server = new ArxivServer(ports.clock);
  await server.start();
  huggingFace = await new LoopbackServer(() => answer(404, '{"error":"Paper not found"}')).start();
  const { clock, log, store } = ports;
  sources = createSources(
    {
      names: ['arxiv:cs.CL', 'arxiv:cs.LG+stat'],
      huggingface: { endpoint: huggingFace.url },
      arxiv: { apiUrl: `${server.url}/api/query`, rssUrl: server.url },
    },
    { version: '1.2.3', clock, log, store, random: () => 0.5 },
  );
});
afterEach(async () => {
  await server.stop();
  await huggingFace.stop();
  await ports.close();
});

function paper(number: number, facts: Partial<ArxivPaper> = {}): ArxivPaper {
  return {
    id: `2601.${String(number).padStart(5, '0')}`,
    title: `Paper ${number} & others < all`,
    abstract: 'We show it.',
    authors: ['Ada Quill', 'Ben Ink'],
    categories: ['cs.CL'],
    submitted: '2026-01-06T12:00:00Z',
    ...facts,
  };
}

describe('a listing of arXiv', () => {
  it('of today is the feed', async () => {
    server.feed = { day: DAY, papers: [paper(1), paper(2, { categories: ['math.AG'] })] };
    const outcome = await sources.named('arxiv:cs.CL').fetchDay(DAY);
    expect(outcome).toMatchObject({ kind: 'papers', found: 1 });
    expect(server.requests.map(({ path }) => path)).toEqual(['/rss/cs.CL']);
    if (outcome.kind !== 'papers') throw new Error('must have papers');
    expect(outcome.papers.papers[0]?.paper).toMatchObject({ id: 'arxiv:2601.00001', listedOn: DAY });
    await outcome.confirm();
    expect(await sources.named('arxiv:cs.CL').fetchDay(DAY)).toEqual({ kind: 'unchanged', found: 1 });
  });

  it('of today has nothing while the feed still is the day before’s', async () => {
    server.feed = { day: '2026-01-06', papers: [paper(1)] };
    expect(await sources.named('arxiv:cs.CL').fetchDay(DAY)).toMatchObject({ kind: 'papers', found: 0 });
  });

  it('of an earlier day is what was submitted for it, from the API', async () => {
    server.papers.push(
      paper(1, { submitted: '2026-01-05T18:59:00Z' }),
      paper(2, { submitted: '2026-01-05T19:00:00Z' }),
      paper(3, { submitted: '2026-01-06T18:59:00Z', categories: ['cs.CV', 'cs.CL'] }),
      paper(4, { submitted: '2026-01-06T19:01:00Z' }),
      paper(5, { categories: ['cs.CV'] }),
    );
    ports.clock.set('2026-01-08T12:00:00Z');
    const outcome = await sources.named('arxiv:cs.CL').fetchDay(DAY);
    if (outcome.kind !== 'papers') throw new Error('must have papers');
    expect(outcome.papers.papers.map(({ paper: { id, listedOn } }) => [id, listedOn])).toEqual([
      ['arxiv:2601.00002', DAY],
      ['arxiv:2601.00003', DAY],
    ]);
  });

  it('of a whole archive and several categories is one list', async () => {
    server.papers.push(paper(1), paper(2, { categories: ['stat.ML'] }), paper(3, { categories: ['cs.LG'] }));
    ports.clock.set('2026-01-08T12:00:00Z');
    const outcome = await sources.named('arxiv:cs.LG+stat').fetchDay(DAY);
    expect(outcome).toMatchObject({ found: 2 });
    expect(server.requests[0]?.query['search_query']).toBe(
      '(cat:cs.LG OR cat:stat.*) AND submittedDate:[202601051900 TO 202601061900]',
    );
  });

  it('is read in slices, three seconds apart', async () => {
    for (let i = 1; i <= 2_100; i++) server.papers.push(paper(i));
    ports.clock.set('2026-01-08T12:00:00Z');
    const outcome = await sources.named('arxiv:cs.CL').fetchDay(DAY);
    expect(outcome).toMatchObject({ kind: 'papers', found: 2_100 });
    expect(server.requests.map(({ query }) => [query['start'], query['max_results']])).toEqual([
      ['0', '1000'],
      ['1000', '1000'],
      ['2000', '1000'],
    ]);
    expect(ports.clock.waits).toEqual([3_000, 3_000]);
  });

  it('is asked for again when a slice comes empty though the list goes on', async () => {
    server.papers.push(paper(1));
    const empty = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>1</opensearch:totalResults></feed>`;
    server.next.push(answer(200, empty, { 'content-type': 'application/atom+xml' }));
    ports.clock.set('2026-01-08T12:00:00Z');
    expect(await sources.named('arxiv:cs.CL').fetchDay(DAY)).toMatchObject({ found: 1 });
    expect(server.requests).toHaveLength(2);
  });

  it('is nothing on weekends and tomorrow, without asking', async () => {
    for (const day of ['2026-01-03', '2026-01-04', '2026-01-08'])
      expect(await sources.named('arxiv:cs.CL').fetchDay(day)).toEqual({ kind: 'unchanged', found: 0 });
    expect(server.requests).toEqual([]);
  });

  it('that is a complaint never passes for empty', async () => {
    server.next.push(answer(400, readComplaint('incorrect id format for abc')));
    ports.clock.set('2026-01-08T12:00:00Z');
    await expect(sources.named('arxiv:cs.CL').fetchDay(DAY)).rejects.toMatchObject({
      code: 'bad-format',
      message: expect.stringContaining('incorrect id format for abc'),
    });
  });
});

describe('an answer that is no whole feed', () => {
  it.each([
    ['a web page', '<!doctype html><html><body>Down for maintenance</body></html>'],
    ['half a feed', '<?xml version="1.0"?><rss version="2.0"><channel><title>cs.CL</title>'],
    ['nothing', ''],
  ])('never passes for empty: %s', async (_, body) => {
    server.next.push(answer(200, body));
    await expect(sources.named('arxiv:cs.CL').fetchDay(DAY)).rejects.toMatchObject({ code: 'bad-format' });
  });
});

describe('politeness', () => {
  it('is one for all sources of arXiv, feeds and API together', async () => {
    server.feed = { day: DAY, papers: [paper(1)] };
    server.papers.push(paper(2, { submitted: '2026-01-05T12:00:00Z' }));
    const [language, learning] = sources.configured;
    if (!language || !learning) throw new Error('two sources are configured');
    await Promise.all([
      language.fetchDay(DAY),
      learning.fetchDay(DAY),
      language.fetchDay('2026-01-06'),
      sources.named('arxiv:cs.CV').fetchDay('2026-01-06'),
      sources.lookup.find('arxiv:2601.00002'),
    ]);
    // The server says 429 to who comes too soon; nobody had to come twice.
    expect(server.requests).toHaveLength(5);
    expect(server.mostAtOnce).toBe(1);
    expect(ports.clock.waits).toEqual([3_000, 3_000, 3_000, 3_000]);
  });

  it('backs off when arXiv says that the rate is exceeded', async () => {
    server.next.push(answer(429, 'Rate exceeded.'));
    server.feed = { day: DAY, papers: [paper(1)] };
    expect(await sources.named('arxiv:cs.CL').fetchDay(DAY)).toMatchObject({ found: 1 });
    expect(ports.clock.waits.reduce((sum, ms) => sum + ms)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('a single paper', () => {
  it('comes from arXiv where Hugging Face does not have it', async () => {
    server.papers.push(paper(8));
    const found = await sources.lookup.find('arxiv:2601.00008');
    expect(found?.paper.title).toBe('Paper 8 & others < all');
    expect(await sources.lookup.find('arxiv:2601.99999')).toBeUndefined();
    expect(await sources.lookup.find('page:a-slug')).toBeUndefined();
  });
});

function readComplaint(complaint: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/</id><title>arXiv Search Results</title>
  <opensearch:totalResults>1</opensearch:totalResults>
  <entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>${complaint}</summary></entry>
</feed>`;
}

const folder = '../shared/data/arxiv';

describe.runIf(existsSync(folder))('recorded answers of arXiv', () => {
  const answers = (kind: string, ends: string): string[] =>
    readdirSync(`${folder}/${kind}`)
      .filter(file => file.endsWith(ends))
      .map(file => readFileSync(`${folder}/${kind}/${file}`, 'utf8'));

  it('of the API are read as they are', async () => {
    ports.clock.set('2026-01-08T12:00:00Z');
    for (const body of answers('api-atom', '.xml')) {
      // One page of a longer list: the server has no more of it.
      server.next.push(answer(200, body.replace(/(<opensearch:totalResults[^>]*>)\d+/, '$10')));
      const outcome = await sources.named('arxiv:cs.CL').fetchDay(DAY, { refresh: true });
      expect(outcome).toMatchObject({ kind: 'papers', found: body.split('<entry>').length - 1 });
    }
  });

  it('of the feeds are read as they are, and the empty weekend channel is empty', async () => {
    for (const file of readdirSync(`${folder}/rss`).filter(name => name.includes('rss'))) {
      const body = readFileSync(`${folder}/rss/${file}`, 'utf8');
      server.next.push(answer(200, body));
      const outcome = await sources.named('arxiv:cs.CL').fetchDay(DAY, { refresh: true });
      if (outcome.kind !== 'papers') throw new Error('must have papers');
      expect(outcome.papers.papers.length > 0).toBe(body.includes('<item>'));
    }
  });

  it('that are complaints are failures', async () => {
    for (const body of answers('api-recorded', 'status400.xml')) {
      server.next.push(answer(400, body));
      ports.clock.set('2026-01-08T12:00:00Z');
      const asking = sources.named('arxiv:cs.CL').fetchDay(DAY);
      await expect(asking).rejects.toThrow('incorrect id format for abc');
    }
  });
});
