import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';

const text = readFileSync('tests/fixtures/huggingface/page.txt', 'utf8');
const html = readFileSync('tests/fixtures/huggingface/page.html', 'utf8');
const papersOf = (page: string) => parsePapers(page, {}).papers.map(({ paper }) => paper);

describe('the Daily Papers page as copied text', () => {
  it('gives each paper its title, abstract, authors, date and comments', () => {
    const { format, papers, problems, notes } = parsePapers(text, {});
    expect({ format, problems, notes }).toEqual({ format: 'huggingface-page-text', problems: [], notes: [] });
    expect(papers).toHaveLength(4);
    expect(papers[0]?.paper).toEqual({
      id: 'page:sheepformer-counting-sheep-with-attention',
      title: 'SheepFormer: Counting Sheep with Attention',
      abstract:
        'We count sheep. Our model is 8× faster on 8× H800 GPUs, and sometimes 3 times, at 1.40% of the cost; it reaches 88.1% [email protected] on MeadowBench, a 45× compression–the best so far.',
      authors: [],
      authorCount: 2,
      publishedAt: '2025-12-30',
      listedOn: '2026-01-07',
      comments: 3,
      sightings: [{ source: 'huggingface', day: '2026-01-07' }],
    });
  });

  it('tells an organisation by its slug and its name, one word or several', () => {
    expect(papersOf(text).map(paper => paper.organization)).toEqual([
      undefined,
      { slug: 'meadow-lab', name: 'The Meadow Lab' },
      undefined,
      { slug: 'Far-Hills', name: 'Far Hills' },
    ]);
    expect(papersOf(text.replace('meadow-lab The Meadow Lab', 'apple Apple'))[1]?.organization).toEqual({
      slug: 'apple',
      name: 'Apple',
    });
  });

  it('keeps paragraphs, counts with separators and does not invent comments', () => {
    const [, wool, shearing] = papersOf(text);
    expect(wool?.abstract).toBe('Wool is warm. Its price is $0.70 a ball.\nIt is also soft.');
    expect(wool).not.toHaveProperty('comments');
    expect(shearing).toMatchObject({ authorCount: 1204, comments: 1002 });
  });

  it('takes a day without a year for the first such day on or after the newest paper', () => {
    expect(papersOf(text.replace('Dec 30, 2025', 'Jan 7, 2026'))[0]?.listedOn).toBe('2026-01-07');
    expect(papersOf(text.replace('Dec 30, 2025', 'Jan 8, 2026'))[0]?.listedOn).toBe('2027-01-07');
    expect(papersOf(text.replace('Jan 7', 'Feb 29'))[0]?.listedOn).toBe('2028-02-29');
    expect(papersOf(text.replace('Jan 7', 'Jan 7, 2026'))[0]?.listedOn).toBe('2026-01-07');
  });

  it('reads the same with the line breaks of Windows', () => {
    expect(papersOf(text.replaceAll('\n', '\r\n'))).toEqual(papersOf(text));
  });

  it('skips a paper whose date is none and keeps its neighbours', () => {
    const { papers, problems } = parsePapers(text.replace('Oct 21, 2025', 'Oct 99, 2025'), {});
    expect(papers.map(({ paper }) => paper.title)).toEqual([
      'SheepFormer: Counting Sheep with Attention',
      'Speculative Shearing',
      'On Sheepdogs',
    ]);
    expect(problems).toEqual([{ place: 'line 22', reason: '"Oct 99, 2025" is not a date' }]);
  });

  it('tells two papers apart when the first has lost what stands under it', () => {
    const lost = text.replace('meadow-lab The Meadow Lab\n·\nOct 21, 2025\n', '');
    expect(papersOf(lost).map(paper => paper.title)).toEqual(papersOf(text).map(paper => paper.title));
  });

  it('is a page without papers at a weekend, which is said', () => {
    expect(parsePapers('Daily Papers\n\nbyAK and the research community\n\nJan 10\n', {})).toMatchObject({
      papers: [],
      notes: ['the page lists no papers'],
    });
  });
});

describe('the Daily Papers page as HTML', () => {
  it('gives what the JSON in it holds, with the day of the page', () => {
    const { format, papers, problems } = parsePapers(html, {});
    expect({ format, problems }).toEqual({ format: 'huggingface-page-html', problems: [] });
    expect(papers.map(({ paper }) => paper)).toMatchObject([
      {
        id: 'arxiv:2407.90001',
        title: 'Sheep & Goats',
        abstract: 'They differ at the <EOS> token.',
        upvotes: 9,
        comments: 2,
        listedOn: '2024-08-01',
      },
      { id: 'arxiv:2407.90002', title: 'On Hay', listedOn: '2024-08-01' },
    ]);
  });

  it('gives the papers before the place where it was cut off', () => {
    const { papers, problems } = parsePapers(html.slice(0, html.indexOf('Hay is dry')), {});
    expect(papers.map(({ paper }) => paper.id)).toEqual(['arxiv:2407.90001']);
    expect(problems).toHaveLength(1);
  });

  it('is refused when its list is not there at all', () => {
    expect(() => parsePapers('<html><div data-target="DailyPapers"></div></html>', {})).toThrow(/cut off/);
  });
});
