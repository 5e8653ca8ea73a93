import { byScore } from './best-papers.ts';
import { compareFacts, type IndexView, type PlacedPaper } from './index-view.ts';
import type { LatentSpace } from './meaning/latent-space.ts';
import { smoothed, Vectors } from './meaning/likeness.ts';
import { Occurrences } from './occurrences.ts';
import { directionOf, markedIn, type ResolvedQuery } from './resolved-query.ts';
import { MEANING_WEIGHT, NEIGHBOUR_SHARE, NEIGHBOURHOOD } from './score-weights.ts';
import { isShort, scoreOf } from './scored-ranking.ts';

export interface ScoredPaper extends PlacedPaper {
  readonly score: number;
}

/**
 * Scores candidates by their words as they stand in the text: where, how near each other, spelled how. For descriptions
 * also by what the papers are about, and by what the papers like them score. Best first; equal ones newest first, then
 * by votes.
 */
export function rerank(
  query: ResolvedQuery,
  candidates: readonly PlacedPaper[],
  view: IndexView,
): ScoredPaper[] {
  const { segments } = view;
  const { ranking } = query;
  if (!ranking) return candidates.map(paper => ({ ...paper, score: 0 }));
  const space = isShort(ranking) ? undefined : view.space;
  const dims = space?.dims ?? 0;
  const vectors = new Vectors(dims, candidates.length);
  const scores = new Float64Array(candidates.length);
  const found = new Occurrences();
  candidates.forEach(({ segment: number, doc }, i) => {
    const segment = segments[number];
    if (!segment) return;
    const record = segment.record(doc);
    record.copyVector(Math.min(dims, segment.dims), vectors.bytes, i * dims);
    found.collect(record, segment, markedIn(query, segment));
    scores[i] = scoreOf(ranking, found, segment.averages);
  });
  if (space) addMeaning(query, space, vectors, scores);
  const byFacts = (a: number, b: number): number => {
    const left = candidates[a];
    const right = candidates[b];
    return (left && right && compareFacts(view, left, right)) || a - b;
  };
  const order = [...candidates.keys()].sort(byScore(scores, byFacts));
  if (space) smoothBest(order, vectors, scores);
  return order.map(i => {
    const { segment = 0, doc = 0 } = candidates[i] ?? {};
    return { segment, doc, score: scores[i] ?? 0 };
  });
}

function addMeaning(query: ResolvedQuery, space: LatentSpace, vectors: Vectors, scores: Float64Array): void {
  const direction = directionOf(query, space);
  for (let i = 0; i < scores.length; i++) {
    vectors.measure(i);
    if (direction) scores[i] = (scores[i] ?? 0) + MEANING_WEIGHT * vectors.along(i, direction);
  }
}

/** Smooths the best among themselves and puts them in their new order; the rest keeps its place behind them. */
function smoothBest(order: number[], vectors: Vectors, scores: Float64Array): void {
  const best = order.slice(0, NEIGHBOURHOOD);
  const own = Float64Array.from(best, i => scores[i] ?? 0);
  const mixed = smoothed(own, vectors, best, NEIGHBOUR_SHARE);
  best.forEach((i, place) => {
    scores[i] = mixed[place] ?? 0;
  });
  best.sort(byScore(scores, () => 0));
  order.splice(0, best.length, ...best);
  const least = scores[best.at(-1) ?? 0] ?? 0;
  for (const i of order.slice(best.length))
    scores[i] = Math.min(scores[i] ?? 0, least) * (1 - NEIGHBOUR_SHARE);
}
