import type { Paper } from '../../src/core/papers/paper.ts';

/** Something that is looked for, and the papers that answer. */
export interface Topic {
  readonly id: string;
  readonly text: string;
  readonly relevant: ReadonlySet<string>;
}

/** A collection with queries and judgements, and what is expected of a search over it. */
export interface Task {
  readonly name: string;
  readonly papers: readonly Paper[];
  readonly topics: readonly Topic[];
  readonly measure: Measure;
  readonly target?: number;
}

export type Measure = 'nDCG@10' | 'R@20' | 'MRR' | 'success@3';

/** Papers by id, best first, for one topic. */
export type Ranking = readonly string[];

/** How good a ranking is by each measure, with relevance yes or no. */
export function scoresOf(ranking: Ranking, relevant: ReadonlySet<string>): Record<Measure, number> {
  const gains = ranking.map(id => (relevant.has(id) ? 1 : 0));
  const discounted = (gain: number, rank: number): number => gain / Math.log2(rank + 2);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const ideal = sum(Array.from({ length: Math.min(10, relevant.size) }, (_, rank) => discounted(1, rank)));
  const first = gains.indexOf(1);
  return {
    'nDCG@10': sum(gains.slice(0, 10).map(discounted)) / ideal,
    'R@20': sum(gains.slice(0, 20)) / relevant.size,
    MRR: first < 0 ? 0 : 1 / (first + 1),
    'success@3': first >= 0 && first < 3 ? 1 : 0,
  };
}

/** The mean over all topics, by each measure. */
export function meanScores(
  topics: readonly Topic[],
  run: ReadonlyMap<string, Ranking>,
): Record<Measure, number> {
  const each = topics.map(topic => scoresOf(run.get(topic.id) ?? [], topic.relevant));
  const mean = (measure: Measure): number =>
    each.reduce((sum, scores) => sum + scores[measure], 0) / Math.max(1, each.length);
  return {
    'nDCG@10': mean('nDCG@10'),
    'R@20': mean('R@20'),
    MRR: mean('MRR'),
    'success@3': mean('success@3'),
  };
}
