import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { bestAuthor, featuresOf } from '../../../src/core/ranking/features.ts';
import { buildTrackRecord } from '../../../src/core/ranking/track-record.ts';
import { samplePaper } from './sample-paper.ts';

const features = (rest: Parameters<typeof samplePaper>[1]) =>
  featuresOf(samplePaper('1', rest), undefined, '2026-03-03');

describe('the features of a paper', () => {
  it.each([
    ['Heron: counting reeds quickly', { named: 1, question: 0 }],
    ['Do reeds count themselves?', { named: 0, question: 1 }],
    ['ReedBench: a benchmark of reeds', { named: 1, benchmark: 1 }],
    ['Counting 3:1 mixtures', { named: 0, benchmark: 0 }],
  ])('read the title "%s"', (title, expected) => {
    expect(features({ title })).toMatchObject(expected);
  });

  it.each([
    ['2026-03-02T17:59:59.000Z', 1],
    ['2026-03-02T17:42:00Z', 1],
    ['2026-03-02T18:00:01Z', 0],
    ['2026-03-02T09:00:00Z', 0],
    ['2026-03-02T13:59:00-04:00', 1],
  ])('see whether %s is just before the deadline', (publishedAt, deadline) => {
    expect(features({ publishedAt }).deadline).toBe(deadline);
  });

  it('do not know a deadline from a date without a time', () => {
    expect(features({ publishedAt: '2026-03-02' })).not.toHaveProperty('deadline');
  });

  it('grow with the days between publication and listing, and never below none', () => {
    const delay = (publishedAt: string) => features({ publishedAt }).delay ?? Number.NaN;
    expect(delay('2026-02-01')).toBeGreaterThan(delay('2026-03-02'));
    expect(delay('2026-03-09')).toBe(0);
  });

  it('count the authors when only their number is known, and know nothing when not even that is', () => {
    expect(features({ authors: [], authorCount: 12 }).team).toBeCloseTo(Math.log(12));
    expect(features({ authors: [] })).not.toHaveProperty('team');
  });

  it('do not hold it against people that a young record does not know them', () => {
    const others = Array.from({ length: 600 }, (_, i) =>
      samplePaper(`${1000 + i}`, { authors: [`Name ${i}`], upvotes: i % 9, listedOn: '2026-02-02' }),
    );
    const of = (papers: readonly Paper[]) =>
      featuresOf(samplePaper('1'), buildTrackRecord(papers, new Map([['arxiv:1', 'finder']])), '2026-03-03');
    expect(of(others.slice(0, 20))).not.toHaveProperty('authorsBest');
    expect(of(others.slice(0, 20))).not.toHaveProperty('submitter');
    expect(of(others)).toMatchObject({ authorsBest: 0, authorsLast: 0, submitter: 0 });
  });

  it('hold the record of the three best authors and of the last one', () => {
    const record = buildTrackRecord([
      samplePaper('7', { authors: ['Ada Example'], upvotes: 90, listedOn: '2026-02-02' }),
      samplePaper('8', { authors: ['Ben Sample'], upvotes: 2, listedOn: '2026-02-02' }),
      samplePaper('9', { authors: ['Someone Else'], upvotes: 9, listedOn: '2026-02-02' }),
    ]);
    const paper = samplePaper('1', { authors: ['Ada Example', 'New Name', 'Ben Sample'] });
    const { authorsBest = 0, authorsLast = 0 } = featuresOf(paper, record, '2026-03-03');
    expect(authorsBest).toBeGreaterThan(0);
    expect(authorsLast).toBeLessThan(0);
    expect(bestAuthor(paper, record, '2026-03-03')).toBe('Ada Example');
    expect(bestAuthor(paper, record, '2026-02-02')).toBeUndefined();
  });
});
