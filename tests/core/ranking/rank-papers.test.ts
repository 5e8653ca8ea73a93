import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/core/ranking/rank.ts';
import { rankPapers } from '../../../src/core/ranking/rank-papers.ts';
import { samplePaper } from './sample-paper.ts';

const now = Date.parse('2026-03-03T17:00:00Z');
const ids = (candidates: readonly Candidate[]) =>
  rankPapers(candidates, { now }).map(({ paper }) => paper.id.slice('arxiv:'.length));

describe('the ranking', () => {
  it('puts more votes first', () => {
    expect(
      ids([
        { paper: samplePaper('1', { upvotes: 3 }) },
        { paper: samplePaper('2', { upvotes: 40 }) },
        { paper: samplePaper('3', { upvotes: 12 }) },
      ]),
    ).toEqual(['2', '3', '1']);
  });

  it('puts a match in the title before one in the abstract, and both before what was not asked for', () => {
    expect(
      ids([
        { paper: samplePaper('1', { upvotes: 400 }), evidence: [] },
        { paper: samplePaper('2', { upvotes: 2 }), evidence: [{ text: 'pruning', where: 'abstract' }] },
        { paper: samplePaper('3', { upvotes: 2 }), evidence: [{ text: 'pruning', where: 'title' }] },
      ]),
    ).toEqual(['3', '2', '1']);
  });

  it('prefers the fresher of two papers that are alike otherwise', () => {
    expect(
      ids([
        { paper: samplePaper('1', { listedOn: '2026-02-24' }) },
        { paper: samplePaper('2', { listedOn: '2026-03-03' }) },
      ]),
    ).toEqual(['2', '1']);
  });

  it('takes the same votes for more when they came in fewer hours', () => {
    const early = rankPapers([{ paper: samplePaper('1', { upvotes: 9 }) }], {
      now: Date.parse('2026-03-03T05:00:00Z'),
    });
    const late = rankPapers([{ paper: samplePaper('1', { upvotes: 9 }) }], {
      now: Date.parse('2026-03-04T01:00:00Z'),
    });
    expect(early[0]?.score).toBeGreaterThan(late[0]?.score ?? 0);
  });

  it('gives the same order whatever order the papers came in', () => {
    const candidates = Array.from({ length: 12 }, (_, i) => ({
      paper: samplePaper(`${i}`, { upvotes: i % 3, title: `Notes on matter ${i} and ${i * 7}` }),
    }));
    const order = ids(candidates);
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: candidates.length }), shuffled => {
        expect(ids(shuffled)).toEqual(order);
      }),
    );
  });

  it('gives reasons in the order of what they moved, in shares that never exceed the whole', () => {
    const [first] = rankPapers(
      [
        {
          paper: samplePaper('1', {
            upvotes: 124,
            codeUrl: 'https://example.org/code',
            codeStars: 900,
            organization: { slug: 'lab', name: 'Example Lab' },
          }),
          evidence: [{ text: 'speculative decoding', where: 'title', topic: 'speculative-decoding' }],
        },
      ],
      { now },
    );
    const weights = first?.reasons.map(reason => Math.abs(reason.weight)) ?? [];
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-9);
    expect(first?.reasons[0]).toMatchObject({
      kind: 'match',
      text: 'speculative decoding',
      topic: 'speculative-decoding',
    });
    expect(first?.reasons.map(reason => reason.kind)).toContain('rising');
  });

  it('says of few votes that they moved the paper down', () => {
    const [first] = rankPapers([{ paper: samplePaper('1', { upvotes: 0 }) }], { now });
    expect(first?.reasons.find(reason => reason.kind === 'votes')?.weight).toBeLessThan(0);
  });

  it('does not name freshness where all papers are of one day', () => {
    const ranked = rankPapers([{ paper: samplePaper('1') }, { paper: samplePaper('2') }], { now });
    expect(ranked.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).not.toContain('fresh');
  });

  it('ranks nothing when there is nothing', () => {
    expect(rankPapers([], { now })).toEqual([]);
  });
});

describe('near-duplicates', () => {
  const abstract =
    'We show that a small draft model can propose tokens which a large model then checks in one pass, ' +
    'and that this doubles throughput on four tasks without any loss of quality whatsoever.';

  it('are folded into the better of them', () => {
    const ranked = rankPapers(
      [
        { paper: samplePaper('1', { title: 'Drafting faster', abstract, upvotes: 2 }) },
        {
          paper: samplePaper('2', {
            title: 'Drafting Faster',
            abstract: `${abstract} Code is out.`,
            upvotes: 30,
          }),
        },
      ],
      { now },
    );
    expect(ranked.map(({ paper, folded }) => [paper.id, folded.map(({ id }) => id)])).toEqual([
      ['arxiv:2', ['arxiv:1']],
    ]);
  });

  it('are folded when a version has other figures and almost the same title', () => {
    const later = abstract.replace('one pass', 'a single pass').replace('four tasks', 'nine tasks');
    expect(
      ids([
        { paper: samplePaper('1', { title: 'Heron: drafting tokens faster (extended version)', abstract }) },
        { paper: samplePaper('2', { title: 'Heron: drafting tokens faster', abstract: later }) },
      ]),
    ).toHaveLength(1);
  });

  it('are not two parts of a series', () => {
    const part = (id: string, name: string) => ({
      paper: samplePaper(id, {
        title: `${name} Technical Report`,
        abstract: `${name} is a model. ${id} experts.`,
      }),
    });
    expect(ids([part('1', 'Grebe-2'), part('2', 'Grebe-3')])).toHaveLength(2);
  });

  it('are not two papers of one title by different people on different things', () => {
    expect(
      ids([
        {
          paper: samplePaper('1', {
            title: 'On memory',
            authors: ['A B'],
            abstract: 'Of caches and of speed.',
          }),
        },
        {
          paper: samplePaper('2', { title: 'On memory', authors: ['C D'], abstract: 'What people recall.' }),
        },
      ]),
    ).toHaveLength(2);
  });
});
