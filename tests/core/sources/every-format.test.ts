import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/errors.ts';
import { Paper } from '../../../src/core/papers/paper.ts';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';

/** A document of a format: its items and what stands around them. */
interface Example {
  readonly name: string;
  readonly before: string;
  readonly items: readonly string[];
  readonly between: string;
  readonly after: string;
  /** How much of an item's start marks it as an item; harming that harms the list. */
  readonly mark: number;
}

const id = (n: number): string => `2601.0${String(n).padStart(4, '0')}`;
const title = (n: number): string => `A paper about sheep of herd ${n}`;
const wrapped = (n: number): string =>
  JSON.stringify({
    paper: {
      id: id(n),
      authors: [
        { _id: 'x', name: 'A. Ram' },
        { _id: 'y', name: 'B. Ewe' },
      ],
      title: title(n),
      summary: 'We {count} "sheep", [all].',
      upvotes: n,
    },
    publishedAt: '2026-01-05T13:00:00.000Z',
    numComments: 1,
  });
const flat = (n: number): string =>
  JSON.stringify({
    id: id(n),
    title: title(n),
    summary: 'We count.',
    authors: ['A. Ram'],
    day: '2026-01-07',
    organization: null,
  });

const herd = (item: (n: number) => string): string[] => Array.from({ length: 6 }, (_, n) => item(n));

const INVENTED: readonly Example[] = [
  { name: 'huggingface-api', before: '[', items: herd(wrapped), between: ',', after: ']', mark: 10 },
  { name: 'huggingface-api', before: '', items: herd(flat), between: '\n', after: '\n', mark: 1 },
  {
    name: 'corpus',
    before: '',
    items: herd(n => JSON.stringify({ _id: id(n), title: title(n), text: 'We count.' })),
    between: '\n',
    after: '\n',
    mark: 1,
  },
  {
    name: 'paper-ndjson',
    before: '',
    items: herd(n =>
      JSON.stringify({ id: `arxiv:${id(n)}`, title: title(n), abstract: '', authors: [], sightings: [] }),
    ),
    between: '\n',
    after: '\n',
    mark: 1,
  },
  {
    name: 'arxiv-atom',
    before: '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>',
    items: herd(
      n =>
        `<entry><id>http://arxiv.org/abs/${id(n)}v1</id><title>${title(n)}</title><summary>We count &amp; sleep.</summary><author><name>A. Ram</name></author><category term="cs.CL"/></entry>`,
    ),
    between: '\n',
    after: '</feed>',
    mark: 7,
  },
  {
    name: 'arxiv-feed',
    before: '<rss version="2.0"><channel><link>http://rss.arxiv.org/rss/cs.CL</link>',
    items: herd(
      n =>
        `<item><title>${title(n)}</title><link>https://arxiv.org/abs/${id(n)}</link><description>arXiv:${id(n)}v1 Announce Type: new \nAbstract: We count.</description><guid>oai:arXiv.org:${id(n)}v1</guid></item>`,
    ),
    between: '\n',
    after: '</channel></rss>',
    mark: 6,
  },
  {
    name: 'oai-pmh',
    before: '<OAI-PMH xmlns="x"><ListRecords>',
    items: herd(
      n =>
        `<record><header><identifier>oai:arXiv.org:${id(n)}</identifier></header><metadata><arXiv><id>${id(n)}</id><title>${title(n)}</title><abstract>We count.</abstract></arXiv></metadata></record>`,
    ),
    between: '\n',
    after: '</ListRecords></OAI-PMH>',
    mark: 8,
  },
  {
    name: 'huggingface-page-text',
    before: 'Daily Papers\n\nJan 7\n\n',
    items: herd(n => `${title(n)}\n\nWe count sheep.\n\n  • 2 authors\n·\nDec 30, 2025 3\n`),
    between: '\n',
    after: '',
    mark: 0,
  },
];

const DATA = '../shared/data';

/** The start of a real file, cut where its items begin. */
function realXml(file: string, tag: string): Example {
  const [before = '', ...items] = readFileSync(`${DATA}/${file}`, 'utf8').split(new RegExp(`(?=<${tag}>)`));
  return { name: file, before, items: items.slice(0, 8), between: '', after: '', mark: tag.length + 2 };
}

function realExamples(): Example[] {
  const listing: unknown[] = JSON.parse(readFileSync(`${DATA}/hf/daily/2026-03-12.json`, 'utf8'));
  const lines = readFileSync(`${DATA}/archive/slim-2024-05.ndjson`, 'utf8').split('\n');
  const items = listing.slice(0, 6).map(item => JSON.stringify(item, undefined, 1));
  return [
    { name: 'hf/daily', before: '[', items, between: ',\n', after: ']', mark: 14 },
    { name: 'archive', before: '', items: lines.slice(0, 8), between: '\n', after: '', mark: 1 },
    realXml('arxiv/api-atom/lucas-m-lopes__transformer_5_2026-06-14.xml', 'entry'),
    realXml('arxiv/rss/jmamath__rss_cs_ai_2026-04-27.xml', 'item'),
    realXml('arxiv/rss/TideDra__atom_cs.AI_2025-08-20.xml', 'entry'),
    realXml('arxiv/oai-pmh/hepcrawl__arxiv-physics-hep-ex.xml', 'record'),
  ];
}

const EXAMPLES = [...INVENTED, ...(existsSync(DATA) ? realExamples() : [])];

const documentOf = ({ before, items, between, after }: Example, harmed = -1, text = ''): string =>
  before + items.map((item, n) => (n === harmed ? text : item)).join(between) + after;

/** Some of the text taken out and something put in, after the first `mark` characters. */
const harm = (text: string, mark: number, noise: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: mark, max: text.length }), fc.integer({ min: 0, max: 40 }), noise)
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

const SIGNS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '<',
  '>',
  '</',
  '&',
  "'",
  '<!--',
  '<![CDATA[',
  '<entry>',
  'null',
  '\u0000',
  '\uD800',
  '·',
  '"paper":',
  ' ',
];
const noise = fc.oneof(
  fc.constant(''),
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 4 }).map(signs => signs.join('')),
  fc.string({ maxLength: 8 }),
);

/** Allows no null and no field of another's. */
const StrictPaper = Paper.strict();

/** Parses whatever it is given; throws for what is neither valid papers nor a Fault. */
function idsIn(text: string): string[] {
  try {
    return parsePapers(text, {}).papers.map(({ paper }) => StrictPaper.parse(paper).id);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [];
  }
}

describe.each(INVENTED)('$name', example => {
  it('gives every paper', () => {
    const { format, papers, problems } = parsePapers(documentOf(example), {});
    expect(format).toBe(example.name);
    expect(problems).toEqual([]);
    expect(papers.map(({ paper }) => paper.title)).toEqual(example.items.map((_, n) => title(n)));
  });
});

describe.each(EXAMPLES)('$name', example => {
  const all = idsIn(documentOf(example));
  const isText = example.name === 'huggingface-page-text';

  it('loses no neighbour of an item that is harmed', () => {
    expect(all).toHaveLength(example.items.length);
    const kind = isText ? noise.filter(put => !put.includes('·')) : noise;
    const harmed = fc.nat(example.items.length - 1).chain(n => {
      const whole = example.items[n] ?? '';
      // What stands under a paper on the page is what ends it.
      const end = isText ? whole.indexOf('sheep.') : whole.length;
      return harm(whole.slice(0, end), example.mark, kind).map(text => ({
        n,
        text: text + whole.slice(end),
      }));
    });
    fc.assert(
      fc.property(harmed, ({ n, text }) => {
        const ids = new Set(idsIn(documentOf(example, n, text)));
        expect(all.filter((neighbour, i) => i !== n && !ids.has(neighbour))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the papers before the place where it was cut off', () => {
    const whole = documentOf(example);
    const ends = example.items.map(item => whole.indexOf(item) + item.length);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length }), length => {
        const ids = idsIn(whole.slice(0, length));
        expect(all.filter((paper, n) => (ends[n] ?? 0) < length && !ids.includes(paper))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('parsePapers', () => {
  it('gives a result or a Fault for any text', () => {
    const starts = fc.constantFrom(
      '',
      '[',
      '{',
      '<feed ',
      '<rss ',
      '<OAI-PMH>',
      '{"paper":',
      '[{"paper":{}}',
      '{"_id":"1","title":"a","text":',
      'Daily Papers\n',
    );
    fc.assert(
      fc.property(
        starts,
        fc.array(fc.oneof(noise, fc.string({ unit: 'binary' })), { maxLength: 8 }),
        (start, parts) => {
          expect(() => idsIn(start + parts.join(''))).not.toThrow();
        },
      ),
      { numRuns: 1000 },
    );
  });

  const folders = [
    'hf/daily',
    'hf/search',
    'hf/html',
    'arxiv/api-atom',
    'arxiv/rss',
    'arxiv/oai-pmh',
    'seed',
  ].map(folder => `${DATA}/${folder}`);
  it.runIf(folders.every(existsSync))(
    'gives a result or a Fault for what is left of a real file that was harmed',
    () => {
      const files = folders.flatMap(folder => readdirSync(folder).map(name => `${folder}/${name}`));
      const beginnings = files.map(file => readFileSync(file, 'utf8').slice(0, 12_000));
      fc.assert(
        fc.property(
          fc
            .constantFrom(...beginnings)
            .chain(text => harm(text, 0, noise).chain(once => harm(once, 0, noise))),
          text => {
            expect(() => idsIn(text)).not.toThrow();
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});
