import type { AverageLengths } from './impact.ts';
import type { Occurrences } from './occurrences.ts';
import type { PlannedRun, Ranking } from './query-plan.ts';
import type { ResolvedWord } from './resolved-word.ts';
import type { RunFeatures } from './run-features.ts';
import { LONGEST_GAP, type RunPair, RunScorer, type ScoredRun } from './run-features.ts';
import { DESCRIPTION_WEIGHTS, type FeatureWeights, SHORT, TERM_WEIGHTS } from './score-weights.ts';

/** A ranking ready to score papers. */
export type ScoredRanking =
  | { readonly kind: 'run'; readonly run: ScoredRun; readonly scorer: RunScorer }
  | { readonly kind: 'sum' | 'best'; readonly of: readonly ScoredRanking[]; readonly total: number };

/** Whether a word counts in ranking: it says something, and some paper has it. */
export type Counts = (word: ResolvedWord) => boolean;

/** Puts the archive's weights to a ranking. Undefined where no word of it counts. */
export function scoredRanking(
  ranking: Ranking,
  words: readonly ResolvedWord[],
  counts: Counts,
): ScoredRanking | undefined {
  if (ranking.kind === 'run') {
    const run = scoredRun(ranking, words, counts);
    return run && { kind: 'run', run, scorer: new RunScorer(run, words.length) };
  }
  const of = ranking.of.flatMap(member => scoredRanking(member, words, counts) ?? []);
  if (of.length === 0) return undefined;
  const totals = of.map(totalOf);
  const total = ranking.kind === 'sum' ? totals.reduce((a, b) => a + b, 0) : Math.max(...totals);
  return { kind: ranking.kind, of, total };
}

const totalOf = (ranking: ScoredRanking): number =>
  ranking.kind === 'run' ? ranking.run.total : ranking.total;

function scoredRun(
  { sequence }: PlannedRun,
  words: readonly ResolvedWord[],
  counts: Counts,
): ScoredRun | undefined {
  const counted = sequence.filter(({ word }) => {
    const resolved = words[word];
    return resolved !== undefined && counts(resolved);
  });
  if (counted.length === 0) return undefined;
  const times = new Map<number, number>();
  for (const { word } of counted) times.set(word, (times.get(word) ?? 0) + 1);
  const weightOf = (word: number): number => words[word]?.weight ?? 0;
  const distinct = [...times.keys()];
  const weights = Float64Array.from(distinct, word => weightOf(word) * (times.get(word) ?? 1));
  return {
    words: distinct,
    weights,
    total: weights.reduce((a, b) => a + b, 0),
    pairs: pairsOf(counted, weightOf),
    term: counted,
  };
}

function pairsOf(
  counted: readonly { readonly word: number; readonly position: number }[],
  weightOf: (word: number) => number,
): RunPair[] {
  const pairs = new Map<string, RunPair>();
  counted.forEach(({ word: second, position }, i) => {
    const before = counted[i - 1];
    if (!before || before.word === second) return;
    const gap = position - before.position;
    if (gap > LONGEST_GAP) return;
    const weight = (weightOf(before.word) + weightOf(second)) / 2;
    const key = `${before.word} ${second}`;
    pairs.set(key, pairs.get(key) ?? { first: before.word, second, gap, weight });
  });
  return [...pairs.values()];
}

/** How well a paper answers, and whether the ranking describes rather than names. */
export function scoreOf(ranking: ScoredRanking, found: Occurrences, averages: AverageLengths): number {
  if (ranking.kind === 'run') {
    const weights = isShort(ranking) ? TERM_WEIGHTS : DESCRIPTION_WEIGHTS;
    return weighed(ranking.scorer.featuresOf(found, averages), weights);
  }
  if (ranking.kind === 'best') return Math.max(...ranking.of.map(member => scoreOf(member, found, averages)));
  const sum = ranking.of.reduce(
    (total, member) => total + totalOf(member) * scoreOf(member, found, averages),
    0,
  );
  return sum / ranking.total;
}

/** Whether a ranking is made of terms only, no description. */
export function isShort(ranking: ScoredRanking): boolean {
  return ranking.kind === 'run' ? ranking.run.words.length <= SHORT : ranking.of.every(isShort);
}

function weighed(features: RunFeatures, weights: FeatureWeights): number {
  return (
    weights.words * features.words +
    weights.pairs * features.pairs +
    weights.spelledPairs * features.spelledPairs +
    weights.near * features.near +
    weights.titleShare * features.titleShare +
    weights.cover * features.cover +
    weights.term * features.term +
    weights.ownTerm * features.ownTerm +
    weights.named * features.named
  );
}
