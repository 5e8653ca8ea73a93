import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParsedPaper } from '../../../src/core/papers/archive.ts';
import { cleanLine, cleanParagraphs } from '../../../src/core/papers/clean-text.ts';
import { Paper } from '../../../src/core/papers/paper.ts';
import { titleKey } from '../../../src/core/papers/title-key.ts';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';

const DATA = '../shared/data';
const StrictPaper = Paper.strict();

function papersOf(file: string, skipped = 0): readonly ParsedPaper[] {
  const { papers, problems } = parsePapers(readFileSync(`${DATA}/${file}`, 'utf8'), {});
  expect(problems).toHaveLength(skipped);
  for (const { paper } of papers) StrictPaper.parse(paper);
  return papers;
}

const filesIn = (folder: string): string[] =>
  readdirSync(`${DATA}/${folder}`).map(name => `${folder}/${name}`);

const countsIn = (folder: string): Record<string, number> =>
  Object.fromEntries(filesIn(folder).map(file => [file.slice(folder.length + 1), papersOf(file).length]));

describe.runIf(existsSync(DATA))('real data', () => {
  it('has 42 papers on the copied page, every one with all that stands there', () => {
    const papers = papersOf('seed/daily-papers-page.txt').map(({ paper }) => paper);
    expect(papers).toHaveLength(42);
    expect(new Set(papers.map(({ listedOn }) => listedOn))).toEqual(new Set(['2026-01-07']));
    expect(
      papers.filter(
        ({ authorCount, organization }) => (authorCount === undefined) === (organization === undefined),
      ),
    ).toEqual([]);
    expect(papers.filter(({ publishedAt, abstract }) => !publishedAt || abstract.length < 1000)).toEqual([]);
    expect(papers.flatMap(({ organization }) => organization ?? [])).toEqual([
      { slug: 'inclusionAI', name: 'inclusionAI' },
      { slug: 'inclusionAI', name: 'inclusionAI' },
      { slug: 'apple', name: 'Apple' },
      { slug: 'nvidia', name: 'NVIDIA' },
      { slug: 'meituan-longcat', name: 'LongCat' },
    ]);
    expect(papers.filter(({ comments }) => comments !== undefined)).toHaveLength(15);
    const text = papers.map(({ title, abstract }) => `${title} ${abstract}`).join('\n');
    expect(text).not.toMatch(/\\|``|''|\dtimes/);
    for (const mended of [
      'as low as 1.40% on',
      'on 8× H800 GPUs',
      'overall 45× compression',
      '88.1% [email protected] on',
      '16 times fewer',
      '$0.70 per million',
    ])
      expect(text).toContain(mended);
  });

  it('says on the copied page what the archive says of the same papers', () => {
    const known = new Map(
      filesIn('archive')
        .flatMap(file => papersOf(file))
        .map(({ paper }) => [titleKey(paper.title), paper]),
    );
    const pairs = papersOf('seed/daily-papers-page.txt').flatMap(({ paper }) => {
      const other = known.get(titleKey(paper.title));
      return other ? [[paper, other] as const] : [];
    });
    expect(pairs).toHaveLength(12);
    for (const [page, archived] of pairs) {
      expect(page.abstract).toBe(archived.abstract);
      expect([undefined, archived.authorCount]).toContain(page.authorCount);
    }
  });

  it('has every paper of the Hugging Face API, whatever its era', () => {
    expect(countsIn('hf/daily')).toEqual({
      '2024-05-27.json': 13,
      '2024-06-13.json': 21,
      '2024-07-23.json': 23,
      '2024-08-06.json': 14,
      '2024-10-24.json': 10,
      '2024-12-04.json': 15,
      '2025-01-13.json': 5,
      '2025-03-04.json': 13,
      '2025-03-11.json': 26,
      '2025-03-17.json': 12,
      '2025-04-14.closed.json': 21,
      '2025-04-14.json': 11,
      '2025-04-15.closed.json': 28,
      '2025-04-15.json': 15,
      '2025-04-16.closed.json': 30,
      '2025-04-16.json': 17,
      '2025-04-17.closed.json': 16,
      '2025-04-17.json': 6,
      '2025-04-18.closed.json': 23,
      '2025-04-18.json': 15,
      '2025-04-21.json': 8,
      '2025-04-22.json': 18,
      '2025-04-23.json': 18,
      '2025-04-24.json': 10,
      '2025-04-25.json': 9,
      '2025-05-22.json': 27,
      '2025-06-25.json': 14,
      '2025-09-30.json': 50,
      '2025-10-02.json': 25,
      '2025-12-11.json': 14,
      '2026-03-12.json': 19,
      '2026-05-14.json': 37,
    });
    expect(Object.values(countsIn('hf/search'))).toEqual([11, 9]);
    expect(papersOf('hf/html/papers-2024-08-01.html')).toHaveLength(13);
  });

  it('is listed on the day it was fetched for, wherever the answer tells', () => {
    for (const file of filesIn('hf/daily').filter(name => !name.includes('2025-03-11')))
      for (const { paper } of papersOf(file)) expect(paper.listedOn).toBe(/\d{4}-\d\d-\d\d/.exec(file)?.[0]);
  });

  it('has every paper of arXiv’s answers, feeds and records', () => {
    expect(Object.values(countsIn('arxiv/api-atom'))).toEqual([50, 5, 25, 2]);
    expect(Object.values(countsIn('arxiv/rss'))).toEqual([0, 7, 3, 3, 3]);
    expect(countsIn('arxiv/oai-pmh')).toMatchObject({
      'hepcrawl__arxiv-physics-hep-ex.xml': 3,
      'hepcrawl__arxiv-physics-hep-th.xml': 3,
      'hepcrawl__sample_arxiv_record.xml': 12,
    });
    expect(Object.values(countsIn('arxiv/oai-pmh')).reduce((sum, count) => sum + count)).toBe(30);
  });

  it('has every paper of recorded exchanges, and the error that one is', () => {
    const recordings = filesIn('arxiv/api-recorded').filter(file => file.endsWith('.json'));
    const answers = recordings.filter(file => !file.includes('id_abc'));
    expect(answers.map(file => papersOf(file).length).reduce((sum, count) => sum + count)).toBe(221);
    for (const file of answers)
      expect(papersOf(file)).toEqual(papersOf(file.replace('.json', '.status200.xml')));
    for (const file of filesIn('arxiv/api-recorded').filter(name => name.includes('id_abc')))
      expect(() => papersOf(file)).toThrow('arXiv answered with an error: incorrect id format for abc');
  });

  it('has every document of the retrieval collections but the two that are empty', () => {
    expect(papersOf('retrieval/cisi/corpus.jsonl')).toHaveLength(1460);
    expect(papersOf('retrieval/cranfield/corpus.jsonl', 2)).toHaveLength(1398);
  });

  it.each([
    ...[
      'hf/votes.csv',
      'retrieval/cisi/qrels.tsv',
      'retrieval/cisi/queries.jsonl',
      'retrieval/cranfield/queries.jsonl',
    ],
    ...['retrieval/cranfield/qrels.original.txt', 'retrieval/cranfield/cranqrel.readme', 'README.md'],
  ])('does not take %s for papers', file => {
    expect(() => papersOf(file)).toThrow(/^not a format Broadsheet knows: /);
  });

  it('has 12,527 papers in the archive, whose text is clean and comes back as lines of our own', () => {
    const papers = filesIn('archive').flatMap(file => papersOf(file));
    expect(new Set(papers.map(({ paper }) => paper.id)).size).toBe(12_527);
    const dirty = papers.filter(
      ({ paper: { title, abstract } }) =>
        cleanLine(title) !== title || cleanParagraphs(abstract) !== abstract,
    );
    expect(dirty).toEqual([]);
    const lines = papers.map(({ paper }) => JSON.stringify(paper)).join('\n');
    expect(parsePapers(lines, {}).papers.map(({ paper }) => paper)).toEqual(papers.map(({ paper }) => paper));
  });
});
