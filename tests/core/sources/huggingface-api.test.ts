import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/errors.ts';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';

const fixture = readFileSync('tests/fixtures/huggingface/daily-2026.json', 'utf8');
const paperOf = (value: unknown, context = {}) =>
  parsePapers(JSON.stringify(value), context).papers[0]?.paper;
const minimal = {
  id: '2401.00001',
  title: 'On Wool',
  summary: 'Wool is warm.',
  authors: [{ name: 'A. Ram' }],
};

describe('Hugging Face API answers', () => {
  it('become papers with everything the answer says', () => {
    const { format, papers, problems, notes } = parsePapers(fixture, { at: '2026-01-07T09:00:00Z' });
    expect({ format, problems, notes }).toEqual({ format: 'huggingface-api', problems: [], notes: [] });
    expect(papers[0]?.paper).toEqual({
      id: 'arxiv:2601.90001',
      title: 'SheepFormer: Counting Sheep 8× Faster',
      abstract:
        'We count sheep with a SheepFormer, a model that is 8× faster than “shepherds” at 1.40% of the cost.\nIt works on O(n²) meadows.',
      authors: ['Ada Fielding', 'Jide Okoro', 'María López'],
      authorCount: 3,
      organization: { slug: 'meadow-lab', name: 'Meadow Lab' },
      publishedAt: '2026-01-05T18:00:00.000Z',
      listedOn: '2026-01-07',
      upvotes: 41,
      comments: 3,
      keywords: ['sheep', 'transformers'],
      summary: 'A transformer counts sheep quickly.',
      codeUrl: 'https://github.com/example/sheepformer',
      codeStars: 12,
      projectUrl: 'https://sheep.example.org/former',
      thumbnailUrl: 'https://thumbnails.example.org/2601.90001.png',
      url: 'https://arxiv.org/abs/2601.90001',
      sightings: [{ source: 'huggingface', day: '2026-01-07', at: '2026-01-07T09:00:00Z' }],
    });
  });

  it('keep the text as it was written beside the clean one, where they differ', () => {
    const [sheep, wool] = parsePapers(fixture, {}).papers;
    expect(sheep?.original?.title).toBe('SheepFormer: Counting Sheep\n  $8\\times$ Faster');
    expect(sheep?.original?.abstract).toContain('``shepherds');
    expect(wool?.original).toBeUndefined();
  });

  it('leave out what is unknown, zero votes are known', () => {
    const wool = parsePapers(fixture, {}).papers[1]?.paper;
    expect(wool).toMatchObject({ id: 'arxiv:2601.90002', upvotes: 0, comments: 0, authors: [] });
    expect(Object.keys(wool ?? {})).not.toContain('projectUrl');
    expect(Object.keys(wool ?? {})).not.toContain('authorCount');
  });

  it('name the listing day by submission before there was a field for it', () => {
    const late = {
      paper: { ...minimal, publishedAt: '2024-12-03T08:33:50.000Z' },
      publishedAt: '2024-12-03T22:42:37.589Z',
    };
    expect(paperOf([late])?.listedOn).toBe('2024-12-04');
  });

  it('name no listing day where the item only repeats when the paper was published', () => {
    const shifted = {
      paper: { ...minimal, publishedAt: '2025-03-05T15:33:52.000Z' },
      publishedAt: '2025-03-05T10:33:52.000Z',
    };
    expect(paperOf([shifted])).not.toHaveProperty('listedOn');
    expect(paperOf([shifted], { day: '2025-03-11' })?.listedOn).toBe('2025-03-11');
  });

  it('may be one item, one paper, flat records with nulls, or lines', () => {
    expect(paperOf({ paper: minimal })?.title).toBe('On Wool');
    expect(paperOf(minimal)?.title).toBe('On Wool');
    const flat = {
      ...minimal,
      authors: ['A. Ram'],
      day: '2026-01-07',
      organization: null,
      githubStars: null,
      upvotes: null,
    };
    expect(paperOf(flat)).toEqual({
      id: 'arxiv:2401.00001',
      title: 'On Wool',
      abstract: 'Wool is warm.',
      authors: ['A. Ram'],
      authorCount: 1,
      listedOn: '2026-01-07',
      url: 'https://arxiv.org/abs/2401.00001',
      sightings: [{ source: 'huggingface', day: '2026-01-07' }],
    });
    const lines = [flat, { ...flat, id: '2401.00002' }].map(line => JSON.stringify(line)).join('\n');
    expect(parsePapers(lines, {}).papers.map(({ paper }) => paper.id)).toEqual([
      'arxiv:2401.00001',
      'arxiv:2401.00002',
    ]);
  });

  it('keep beside the paper who put it on the list', () => {
    const submitterOf = (item: unknown) => parsePapers(JSON.stringify([item]), {}).papers[0]?.submitter;
    const bySheep = { paper: minimal, submittedBy: { name: 'shepherd', followerCount: 9 } };
    expect(submitterOf(bySheep)).toBe('shepherd');
    expect(submitterOf({ paper: { ...minimal, submittedOnDailyBy: { name: 'collie' } } })).toBe('collie');
    expect(submitterOf({ paper: minimal, submittedBy: { name: 'no such account' } })).toBeUndefined();
    expect(submitterOf(minimal)).toBeUndefined();
    expect(paperOf([bySheep])).toEqual(paperOf([{ paper: minimal }]));
  });

  it('do not know who put a paper on the list where that is odd, and say so', () => {
    const { papers, notes } = parsePapers(JSON.stringify([{ paper: minimal, submittedBy: 'me' }]), {});
    expect(papers[0]?.paper.title).toBe('On Wool');
    expect(papers[0]).not.toHaveProperty('submitter');
    expect(notes).toEqual([expect.stringContaining('submittedBy: expected object')]);
  });

  it('lose one bad item and keep its neighbours', () => {
    const items = [
      minimal,
      null,
      { ...minimal, title: 7 },
      { ...minimal, id: 'x' },
      { ...minimal, upvotes: -1 },
      { ...minimal, title: ' ' },
    ];
    const { papers, problems } = parsePapers(
      JSON.stringify([...items.map(paper => ({ paper })), { paper: minimal }]),
      {},
    );
    expect(papers).toHaveLength(2);
    expect(problems).toEqual([
      { place: 'item 2', reason: 'paper: expected object, received null' },
      { place: 'item 3', reason: 'title: expected string, received number' },
      { place: 'item 4', reason: '"x" is not an arXiv id' },
      { place: 'item 5', reason: 'upvotes: Too small: expected number to be >=0' },
      { place: 'item 6', reason: 'the title is empty' },
    ]);
  });

  it('keep a paper whose passing fields are odd, and say so', () => {
    const { papers, notes } = parsePapers(
      JSON.stringify([{ paper: { ...minimal, githubStars: 'many' } }]),
      {},
    );
    expect(papers[0]?.paper.title).toBe('On Wool');
    expect(notes).toEqual(['item 1: left out githubStars: expected number, received string']);
  });

  it('give every item before the place where they were cut off', () => {
    const { papers, problems } = parsePapers(fixture.slice(0, fixture.indexOf('On Wool')), {});
    expect(papers.map(({ paper }) => paper.id)).toEqual(['arxiv:2601.90001']);
    expect(problems).toEqual([{ place: 'item 2', reason: expect.stringMatching(/^not JSON: /) }]);
  });

  it('lose only the item that is broken inside a list', () => {
    const three = JSON.stringify([1, 2, 3].map(n => ({ paper: { ...minimal, id: `2401.0000${n}` } })));
    const { papers, problems } = parsePapers(three.replace('"2401.00002"', '"2401.00002'), {});
    expect(papers.map(({ paper }) => paper.id)).toEqual(['arxiv:2401.00001', 'arxiv:2401.00003']);
    expect(problems.map(({ place }) => place)).toEqual(['item 2']);
  });

  it('may be empty, which is said', () => {
    expect(parsePapers('[]', {})).toMatchObject({ papers: [], problems: [], notes: ['the list is empty'] });
  });

  it('reject with what the API says when it is an error', () => {
    expect(() => parsePapers('{"error":"Invalid date"}', {})).toThrow(
      new Fault('bad-format', 'Hugging Face answered with an error: Invalid date'),
    );
  });
});

describe('parsePapers', () => {
  it.each(['', 'hello', '{"a":1}', '[1,2]', 'day,id\n1,2', '<html><body>hi</body></html>'])(
    'does not know %j',
    text => {
      expect(() => parsePapers(text, {})).toThrow(/^not a format Broadsheet knows: /);
    },
  );
});
