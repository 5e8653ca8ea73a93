import { describe, expect, it } from 'vitest';
import { reasonPhrase, sayLeftOut, sayReasons } from '../../../src/core/digest/reason-text.ts';
import type { MatchPlace, Reason } from '../../../src/core/ranking/rank.ts';
import { inventPaper } from './invent-paper.ts';

const match = (text: string, where: MatchPlace, topic?: string): Reason => ({
  weight: 0.3,
  kind: 'match',
  text,
  where,
  ...(topic === undefined ? {} : { topic }),
});
const paper = inventPaper(1, {
  title: 'Fast Speculative Decoding for State-Space Models',
  keywords: ['gpu', 'mixture experts'],
});
const say = (...reasons: Reason[]): string[] => sayReasons(reasons, paper).map(reasonPhrase);

describe('reasons in words', () => {
  it('name what matched and where', () => {
    expect(say(match('speculative decoding', 'title'))).toEqual([
      'matched "speculative decoding" in the title',
    ]);
    const places: MatchPlace[] = ['title', 'keywords', 'abstract', 'authors', 'organization', 'categories'];
    expect(places.flatMap(where => say(match('x', where)))).toEqual([
      'matched "x" in the title',
      'matched "x" in its keywords',
      'matched "x" in the abstract',
      'matched "x" among its authors',
      'matched "x" in its organisation',
      'matched "x" in its categories',
    ]);
  });

  it('show words as the paper has them side by side', () => {
    expect(say(match('Decoding', 'title'), match('Speculative', 'title'))).toEqual([
      'matched "Speculative Decoding" in the title',
    ]);
    expect(say(match('State', 'title'), match('Space', 'title'), match('Models', 'title'))).toEqual([
      'matched "State-Space Models" in the title',
    ]);
  });

  it('join no words of different keywords', () => {
    expect(say(match('experts', 'keywords'), match('mixture', 'keywords'))).toEqual([
      'matched "mixture experts" in its keywords',
    ]);
    expect(say(match('gpu', 'keywords'), match('mixture', 'keywords'))).toEqual([
      'matched "gpu" and "mixture" in its keywords',
    ]);
  });

  it('say all that matched at once, best place first, and three things at most', () => {
    expect(
      say(match('Fast', 'title'), match('Models', 'title'), match('gpu', 'keywords'), match('x', 'abstract')),
    ).toEqual(['matched "Fast" and "Models" in the title, "gpu" in its keywords']);
  });

  it('say a thing in its best place only, and the topic it stands for where that is another word', () => {
    expect(
      say(match('SSM', 'title', 'state-space-models'), match('ssm', 'abstract', 'state-space-models')),
    ).toEqual(['matched "SSM" (state-space-models) in the title']);
    expect(say(match('Quantization', 'title', 'quantization'))).toEqual([
      'matched "Quantization" in the title',
    ]);
  });

  it('put every kind of reason into words', () => {
    expect(
      say(
        { weight: 1, kind: 'votes', upvotes: 124 },
        { weight: 1, kind: 'votes', upvotes: 1 },
        { weight: 1, kind: 'rising', upvotes: 57, usual: 12 },
        { weight: 1, kind: 'rising', upvotes: 18, usual: 10 },
        { weight: 1, kind: 'code' },
        { weight: 1, kind: 'code', stars: 1312 },
        { weight: 1, kind: 'organization', name: 'Halcyon Lab' },
        { weight: 1, kind: 'authors', name: 'Mara Lindqvist' },
        { weight: 1, kind: 'submitter', name: 'shepherd' },
        { weight: 1, kind: 'fresh', day: '2026-01-07' },
        { weight: 1, kind: 'content' },
        { weight: 1, kind: 'liked', term: 'quantization' },
      ),
    ).toEqual([
      '124 upvotes',
      '1 upvote',
      '57 upvotes, 5× usual',
      '18 upvotes, 1.8× usual',
      'has code',
      'has code with 1,312 stars',
      'from Halcyon Lab',
      "Mara Lindqvist's papers do well",
      "shepherd's picks do well",
      'listed 7 January 2026',
      'promising by its text',
      'readers here like "quantization"',
    ]);
  });

  it('leave out what spoke against the paper', () => {
    expect(
      say({ weight: -0.5, kind: 'votes', upvotes: 1 }, { weight: -0.1, kind: 'liked', term: 'survey' }),
    ).toEqual([]);
  });
});

describe('what was left out', () => {
  it('is counted by reason, in one order', () => {
    const left = (why: Parameters<typeof sayLeftOut>[0][number]['why'], times: number) =>
      Array.from({ length: times }, () => ({ why }));
    expect(sayLeftOut([])).toBe('');
    expect(sayLeftOut([...left('duplicate', 1), ...left('over-limit', 5), ...left('no-topic', 1200)])).toBe(
      '1,200 off topic, 1 near-duplicate, 5 over the limit',
    );
    expect(
      sayLeftOut([
        ...left('excluded', 1),
        ...left('seen', 2),
        ...left('duplicate', 2),
        ...left('too-few-votes', 3),
        ...left('below-floor', 4),
      ]),
    ).toBe(
      '1 excluded by the topics, 2 seen before, 2 near-duplicates, 3 with too few votes, 4 below the quality floor',
    );
  });
});
