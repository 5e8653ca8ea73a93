import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../src/core/ranking/paper-terms.ts';
import { PLAIN_MODEL, rankPapers } from '../../../src/core/ranking/rank-papers.ts';
import { type ReaderVotes, Taste } from '../../../src/core/ranking/taste.ts';
import { samplePaper } from './sample-paper.ts';

const now = Date.parse('2026-03-03T17:00:00Z');
const speech = (id: string) =>
  samplePaper(id, {
    title: `Speech recognition ${id}`,
    abstract: 'Quiet voices are understood by better acoustic models.',
  });
const robots = (id: string) =>
  samplePaper(id, {
    title: `Arms and hands ${id}`,
    abstract: 'A robot arm learns dexterous manipulation of cups from demonstrations.',
  });
const up = (paper: ReaderVotes['paper']): ReaderVotes => ({ paper, up: 1, down: 0 });
const down = (paper: ReaderVotes['paper']): ReaderVotes => ({ paper, up: 0, down: 1 });
const liking = (votes: readonly ReaderVotes[], paper: ReaderVotes['paper']) =>
  new Taste(votes, PLAIN_MODEL).likes(termsOf(paper)).liking;

describe('a taste', () => {
  it('is there from the first vote on', () => {
    const votes = [up(speech('1'))];
    expect(liking(votes, speech('2'))).toBeGreaterThan(liking(votes, robots('3')));
  });

  it('is the opposite after a vote against', () => {
    const votes = [down(speech('1'))];
    expect(liking(votes, speech('2'))).toBeLessThan(liking(votes, robots('3')));
  });

  it('is believed more with every vote', () => {
    const confidence = [0, 1, 5, 20].map(
      count =>
        new Taste(
          Array.from({ length: count }, (_, i) => up(speech(`${i}`))),
          PLAIN_MODEL,
        ).confidence,
    );
    expect(confidence[0]).toBe(0);
    expect(confidence).toEqual([...confidence].sort((a, b) => a - b));
    expect(confidence[3]).toBeLessThan(1);
  });

  it('says nothing when people cancel each other out', () => {
    const taste = new Taste([{ paper: speech('1'), up: 2, down: 2 }], PLAIN_MODEL);
    expect(taste.confidence).toBe(0);
    expect(taste.likes(termsOf(speech('2')))).toEqual({ liking: 0 });
  });

  it('counts a newer vote for more than an older one', () => {
    const newest = (first: ReaderVotes, rest: ReaderVotes) =>
      liking([first, ...Array.from({ length: 60 }, () => rest), first], speech('9'));
    expect(newest(up(speech('1')), up(robots('2')))).toBeGreaterThan(0);
    const alternating = Array.from({ length: 100 }, (_, i) => (i < 50 ? up(speech('1')) : up(robots('2'))));
    expect(liking(alternating, speech('3'))).toBeGreaterThan(liking([...alternating].reverse(), speech('3')));
  });
});

describe('the ranking for a channel with a taste', () => {
  const taste = new Taste([up(speech('1')), up(speech('2')), down(robots('3'))], PLAIN_MODEL);

  it('puts first what its people like, and says so in the words of the paper', () => {
    const ranked = rankPapers(
      [{ paper: { ...robots('4'), upvotes: 9 } }, { paper: { ...speech('5'), upvotes: 9 } }],
      { now, taste },
    );
    expect(ranked.map(({ paper }) => paper.id)).toEqual(['arxiv:5', 'arxiv:4']);
    expect(ranked[0]?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'liked', term: 'Speech recognition' }),
    );
    expect(ranked[1]?.reasons.map(({ kind }) => kind)).not.toContain('liked');
  });

  it('never forgets what was asked for', () => {
    const ranked = rankPapers(
      [
        { paper: speech('4'), evidence: [] },
        { paper: robots('5'), evidence: [{ text: 'robot', where: 'abstract' }] },
      ],
      { now, taste },
    );
    expect(ranked[0]?.paper.id).toBe('arxiv:5');
  });
});
