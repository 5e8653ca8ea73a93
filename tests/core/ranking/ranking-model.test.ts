import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../../src/core/ranking/features.ts';
import { termsOf } from '../../../src/core/ranking/paper-terms.ts';
import { PLAIN_WEIGHTS } from '../../../src/core/ranking/plain-weights.ts';
import { RankingModel, RankingWeights } from '../../../src/core/ranking/ranking-model.ts';
import { samplePaper } from './sample-paper.ts';

const learned = RankingWeights.parse(
  JSON.parse(readFileSync(new URL('../../../config/ranking-weights.json', import.meta.url), 'utf8')),
);

describe('the ranking model', () => {
  it('reads usual votes off between two hours, and holds the last for ever', () => {
    const model = new RankingModel(PLAIN_WEIGHTS);
    expect(model.usualVotes(0)).toBe(0);
    expect(model.usualVotes(6)).toBe(6);
    expect(model.usualVotes(10)).toBeGreaterThan(6);
    expect(model.usualVotes(10)).toBeLessThan(9);
    expect(model.usualVotes(100_000)).toBe(16);
  });

  it('sums the weights of a text in every form a term can have', () => {
    const model = new RankingModel({
      ...PLAIN_WEIGHTS,
      text: { scale: 0.5, mean: 0, weight: 1, terms: { '2': 'heron =heron', '-3': 'grey_heron' } },
    });
    const text = (title: string, abstract: string) =>
      model.text(termsOf(samplePaper('1', { title, abstract })));
    expect(text('Heron', '')).toBeGreaterThan(text('Birds', 'One heron'));
    expect(text('Birds', 'One heron')).toBeGreaterThan(0);
    expect(text('Birds', 'One grey heron')).toBeLessThan(0);
    expect(text('Birds', 'None')).toBe(0);
  });

  it('expects nothing of what is not known', () => {
    const model = new RankingModel(learned);
    const parts = model.expected({}, termsOf(samplePaper('1')));
    expect(parts.map(({ from }) => from)).toEqual(['text']);
  });

  it('lets an expectation count for less the more votes are usual by now', () => {
    const model = new RankingModel(learned);
    const left = [0, 5, 20, 100].map(usual => model.standing(1, usual, usual).expectation);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    expect(left[3]).toBeGreaterThan(0);
  });

  it('never stands a paper lower for a vote more or a better expectation', () => {
    const model = new RankingModel(learned);
    const total = (expected: number, votes: number, usual: number) => {
      const standing = model.standing(expected, votes, usual);
      return standing.expectation + standing.votes;
    };
    const expectation = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(expectation, fc.nat(500), fc.nat(100), (expected, votes, usual) => {
        expect(total(expected, votes + 1, usual)).toBeGreaterThan(total(expected, votes, usual));
        expect(total(expected + 0.5, votes, usual)).toBeGreaterThan(total(expected, votes, usual));
      }),
    );
  });
});

describe('the learned weights', () => {
  it('stay small', () => {
    expect(JSON.stringify(learned).length).toBeLessThan(100_000);
  });

  it('say how they were made', () => {
    expect(learned.madeBy.join(' ')).toContain('train:ranking');
  });

  it('know the words that analysis makes of an abstract today', () => {
    const paper = samplePaper('1', {
      title: 'Reasoning agents with large language models',
      abstract:
        'Large language models have achieved remarkable progress. However, existing methods struggle with complex ' +
        'reasoning tasks. In this paper, we propose a novel framework and introduce a comprehensive benchmark. ' +
        'Extensive experiments demonstrate that our approach significantly outperforms state-of-the-art baselines.',
    });
    const known = new Set(Object.values(learned.rarity.stems).flatMap(list => list.split(' ')));
    const stems = [...termsOf(paper).counts.keys()];
    const common = stems.filter(stem => known.has(stem));
    expect(common.length / stems.length).toBeGreaterThan(0.8);
  });

  it('move a paper up for code, stars and authors with a good record', () => {
    const { features } = learned;
    for (const feature of ['code', 'stars', 'authorsBest', 'organization', 'team'] as const)
      expect(features[feature]?.weight).toBeGreaterThan(0);
    const values = featuresOf(
      samplePaper('1', { codeUrl: 'https://example.org/code' }),
      undefined,
      '2026-03-03',
    );
    expect(values.code).toBe(1);
  });
});
