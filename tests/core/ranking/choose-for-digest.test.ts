import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseForDigest } from '../../../src/core/ranking/choose-for-digest.ts';
import type { RankedPaper } from '../../../src/core/ranking/rank.ts';
import { samplePaper } from './sample-paper.ts';

const entry = (id: string, score: number, rest: Parameters<typeof samplePaper>[1] = {}): RankedPaper => ({
  paper: samplePaper(id, rest),
  score,
  reasons: [],
  folded: [],
});

describe('the choice for a digest', () => {
  it('is short on a thin day', () => {
    const { chosen, leftOut } = chooseForDigest([entry('1', 2), entry('2', -1), entry('3', -2)], {
      limit: 8,
    });
    expect(chosen.map(({ paper }) => paper.id)).toEqual(['arxiv:1']);
    expect(leftOut.map(({ why }) => why)).toEqual(['below-floor', 'below-floor']);
  });

  it('leaves out a paper with too few votes, and one whose votes are unknown', () => {
    const { chosen, leftOut } = chooseForDigest(
      [entry('1', 3, { upvotes: 4 }), entry('2', 2, { upvotes: 5 }), entry('3', 1)],
      { limit: 8, minVotes: 5 },
    );
    expect(chosen.map(({ paper }) => paper.id)).toEqual(['arxiv:2']);
    expect(leftOut.map(({ why }) => why)).toEqual(['too-few-votes', 'too-few-votes']);
  });

  it('prefers another subject to more of the same', () => {
    const same = 'Sparse attention kernels for long sequences on small devices';
    const ranked = [
      entry('1', 2, { title: same, abstract: same }),
      entry('2', 1.9, { title: `${same} again`, abstract: same }),
      entry('3', 1.5, { title: 'Reading ancient scrolls', abstract: 'Ink is found by tomography.' }),
    ];
    const { chosen, leftOut } = chooseForDigest(ranked, { limit: 2 });
    expect(chosen.map(({ paper }) => paper.id)).toEqual(['arxiv:1', 'arxiv:3']);
    expect(leftOut).toEqual([{ paper: ranked[1]?.paper, why: 'over-limit' }]);
  });

  it('accounts for every paper exactly once, best first, within the limit', () => {
    const ranking = fc
      .array(fc.record({ score: fc.float({ min: -3, max: 5, noNaN: true }), upvotes: fc.nat(20) }))
      .map(list =>
        list
          .sort((a, b) => b.score - a.score)
          .map(({ score, upvotes }, i) => ({
            ...entry(`${i}`, score, { upvotes }),
            folded: i % 4 === 0 ? [samplePaper(`${i}-copy`)] : [],
          })),
      );
    fc.assert(
      fc.property(ranking, fc.nat(10), fc.nat(10), (ranked, limit, minVotes) => {
        const { chosen, leftOut } = chooseForDigest(ranked, { limit, minVotes });
        expect(chosen.length).toBeLessThanOrEqual(limit);
        expect(chosen.map(({ score }) => score)).toEqual(
          chosen.map(({ score }) => score).sort((a, b) => b - a),
        );
        const seen = [...chosen.map(({ paper }) => paper.id), ...leftOut.map(({ paper }) => paper.id)];
        const all = ranked.flatMap(({ paper, folded }) => [paper.id, ...folded.map(({ id }) => id)]);
        expect(seen.sort()).toEqual(all.sort());
      }),
    );
  });
});
