import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamePaper, knownRecords, mergePapers } from '../../../src/core/papers/merge-papers.ts';
import { Paper } from '../../../src/core/papers/paper.ts';
import { pagePaperId } from '../../../src/core/papers/paper-id.ts';
import { arbitraryPaper } from './arbitrary-paper.ts';

const paper = (fields: Partial<Paper>): Paper => ({
  id: 'arxiv:2601.00001',
  title: 'Counting Sheep at Scale',
  abstract: 'We count sheep.',
  authors: [],
  sightings: [],
  ...fields,
});
const seenOn = (day: string, at?: string): Paper['sightings'] => [
  { source: 'huggingface', day, ...(at && { at }) },
];

describe('mergePapers', () => {
  it('takes the votes, comments and stars that were read last', () => {
    const monday = paper({ upvotes: 90, comments: 4, codeStars: 12, sightings: seenOn('2026-01-05') });
    const tuesday = paper({ upvotes: 85, comments: 5, codeStars: 11, sightings: seenOn('2026-01-06') });
    for (const merged of [mergePapers(monday, tuesday), mergePapers(tuesday, monday)])
      expect(merged).toMatchObject({ upvotes: 85, comments: 5, codeStars: 11 });
  });

  it('takes the later reading of one day, whatever the order of merging', () => {
    const early = paper({ upvotes: 7, sightings: seenOn('2026-01-05', '2026-01-05T09:00:00Z') });
    const late = paper({ upvotes: 30, sightings: seenOn('2026-01-05', '2026-01-06T01:00:00Z') });
    expect(mergePapers(late, early)).toEqual(mergePapers(early, late));
    expect(mergePapers(late, early)).toMatchObject({
      upvotes: 30,
      sightings: [{ source: 'huggingface', day: '2026-01-05', at: '2026-01-06T01:00:00Z' }],
    });
  });

  it('takes the higher count where nothing says which reading is newer', () => {
    const open = paper({ upvotes: 7, sightings: seenOn('2026-01-05') });
    const closed = paper({ upvotes: 30, sightings: seenOn('2026-01-05') });
    expect(mergePapers(closed, open).upvotes).toBe(30);
  });

  it('does not think votes newer because arXiv listed the paper later', () => {
    const counted = paper({ upvotes: 7, sightings: seenOn('2026-01-05') });
    const announced = paper({ sightings: [{ source: 'arxiv:cs.CL', day: '2026-01-09' }] });
    const recounted = paper({ upvotes: 9, sightings: seenOn('2026-01-06') });
    expect(mergePapers(mergePapers(counted, announced), recounted).upvotes).toBe(9);
  });

  it('never forgets votes because a later source has none', () => {
    const counted = paper({ upvotes: 7, sightings: seenOn('2026-01-05') });
    const uncounted = paper({ sightings: seenOn('2026-01-08') });
    expect(mergePapers(counted, uncounted)).toMatchObject({ upvotes: 7 });
  });

  it('keeps the title of the newest version', () => {
    const first = paper({ title: 'Counting Goats', sightings: seenOn('2026-01-05') });
    const second = paper({ title: 'Counting Sheep', sightings: seenOn('2026-03-05') });
    expect(mergePapers(second, first).title).toBe('Counting Sheep');
  });

  it('keeps the newest listing and the earliest publication', () => {
    const merged = mergePapers(
      paper({ listedOn: '2026-01-06', publishedAt: '2026-01-02' }),
      paper({ listedOn: '2026-01-05', publishedAt: '2026-01-02T10:00:00Z' }),
    );
    expect(merged).toMatchObject({ listedOn: '2026-01-06', publishedAt: '2026-01-02T10:00:00Z' });
  });

  it('gives a page paper the id and the undamaged text of its arXiv record', () => {
    const page = paper({
      id: 'page:counting-sheep-at-scale',
      abstract: 'We count 8times more sheep.',
      comments: 3,
      authorCount: 2,
      sightings: seenOn('2026-01-07'),
    });
    const record = paper({ abstract: 'We count 8× more sheep.', sightings: seenOn('2026-01-05') });
    expect(mergePapers(record, page)).toMatchObject({
      id: 'arxiv:2601.00001',
      abstract: 'We count 8× more sheep.',
      comments: 3,
      authorCount: 2,
    });
  });

  const twoSightings = fc
    .tuple(
      fc.constantFrom('arxiv:2601.00001', 'page:sheep'),
      fc.constantFrom('arxiv:2601.00001', 'page:sheep'),
    )
    .chain(([a, b]) => fc.tuple(arbitraryPaper(fc.constant(a)), arbitraryPaper(fc.constant(b))));

  it('does not depend on the order of two sightings', () => {
    fc.assert(
      fc.property(twoSightings, ([a, b]) => {
        expect(mergePapers(a, b)).toEqual(mergePapers(b, a));
      }),
    );
  });

  it('changes nothing when what is known is seen again', () => {
    fc.assert(
      fc.property(twoSightings, ([a, b]) => {
        const merged = mergePapers(a, b);
        expect(mergePapers(merged, a)).toEqual(merged);
        expect(mergePapers(merged, b)).toEqual(merged);
        expect(mergePapers(merged, merged)).toEqual(merged);
      }),
    );
  });

  it('loses no field and no sighting, invents none, and gives a valid paper', () => {
    fc.assert(
      fc.property(twoSightings, ([a, b]) => {
        const merged = mergePapers(a, b);
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(a), ...Object.keys(b)]));
        expect(Paper.safeParse(merged).error).toBeUndefined();
        const days = (p: Paper) => p.sightings.map(s => `${s.source} ${s.day ?? ''}`);
        expect(new Set(days(merged))).toEqual(new Set([...days(a), ...days(b)]));
      }),
    );
  });
});

describe('isSamePaper', () => {
  const onPage = (title: string): Paper => paper({ id: pagePaperId(title), title });

  it('knows a page paper by its title, however spelled', () => {
    expect(isSamePaper(onPage('COUNTING  sheep - at scale'), paper({}))).toBe(true);
    expect(isSamePaper(paper({ title: 'τ²-Sheep: “Señor”' }), onPage("tau2-sheep: ''Senor''"))).toBe(true);
  });

  it('keeps two arXiv papers of one title apart, and corpus papers from everything', () => {
    expect(isSamePaper(paper({}), paper({ id: 'arxiv:2601.00002' }))).toBe(false);
    expect(isSamePaper(paper({ id: 'corpus:1' }), onPage('Counting Sheep at Scale'))).toBe(false);
  });

  it('does not take two titles without letters for one', () => {
    expect(isSamePaper(onPage('???'), onPage('!!!'))).toBe(false);
  });
});

describe('knownRecords', () => {
  const page = paper({ id: 'page:counting-sheep-at-scale', publishedAt: '2026-01-03' });

  it('finds the record of the id and the pages of the title', () => {
    const record = paper({ title: 'Counting Goats' });
    expect(knownRecords(paper({}), [page, record])).toEqual([record, page]);
  });

  it('gives a page the arXiv paper of its title that was published nearest', () => {
    const far = paper({ id: 'arxiv:2501.00001', publishedAt: '2025-01-02T00:00:00Z' });
    const near = paper({ publishedAt: '2026-01-02T00:00:00Z' });
    expect(knownRecords(page, [far, near])).toEqual([near]);
  });

  it('is empty for a paper that is new', () => {
    expect(knownRecords(paper({ id: 'arxiv:2601.00009' }), [paper({})])).toEqual([]);
  });
});
