import { FEATURES, type FeatureValues, featuresOf } from '../../src/core/ranking/features.ts';
import type { RankingWeights } from '../../src/core/ranking/ranking-model.ts';
import type { TrackRecord } from '../../src/core/ranking/track-record.ts';
import { fitColumns } from './fit-features.ts';
import { fitText, rarities } from './fit-text.ts';
import { fitVotes } from './fit-votes.ts';
import type { PastPaper } from './history.ts';
import { average, deviation, grouped } from './statistics.ts';

const DAY_MS = 86_400_000;

/** What a year of age costs a paper's weight, as a rate. */
const YEARLY_DECAY = 0.7;
/** A day's mean is drawn towards its month's by so many papers. */
const DAY_DOUBT = 5;

/** How a past paper did beyond what was expected of it, and what it weighs as an example. */
export interface Unexplained {
  readonly past: PastPaper;
  readonly value: number;
  readonly weight: number;
}

/**
 * Learns {@link RankingWeights} from the papers of days before `until`; the record is asked of each paper's own past only.
 */
export function fitRanking(
  history: readonly PastPaper[],
  record: TrackRecord,
  until: string,
): { readonly weights: RankingWeights; readonly unexplained: readonly Unexplained[] } {
  const papers = history.filter(({ day }) => day < until);
  const target = targets(papers);
  const sample = papers.map(({ day }) =>
    Math.exp((-YEARLY_DECAY * (Date.parse(until) - Date.parse(day))) / (365 * DAY_MS)),
  );
  const text = fitText(papers, target, sample);
  const features = papers.map(past => knownFeatures(past, record));
  const columns = [...FEATURES.map(feature => features.map(values => values[feature])), text.unseen];
  const fitted = fitColumns(columns, target, sample);
  const expected = papers.map((_, i) =>
    fitted.reduce((sum, { mean, weight }, j) => sum + weight * ((columns[j]?.[i] ?? mean) - mean), 0),
  );
  const weights: RankingWeights = {
    madeBy: [
      '`npm run train:ranking` (bench/train-ranking.ts), from the votes on papers in ../shared/data',
      `${papers.length} papers listed from ${papers[0]?.day} to before ${until}; each judged against its own day's`,
      'text and features: ridge regression; credit and swing: what would have ordered the open days best',
    ],
    features: Object.fromEntries(FEATURES.map((feature, j) => [feature, fitted[j]])),
    text: { mean: 0, weight: 0, ...fitted.at(-1), scale: text.scale, terms: text.terms },
    rarity: rarities(papers),
    votes: fitVotes(papers, expected),
  };
  const unexplained = papers.map((past, i) => ({
    past,
    value: (target[i] ?? 0) - (expected[i] ?? 0),
    weight: sample[i] ?? 0,
  }));
  return { weights, unexplained };
}

function knownFeatures(past: PastPaper, record: TrackRecord): FeatureValues {
  if (past.votes === 'morning') return featuresOf(past.paper, record, past.day);
  const values = featuresOf(past.open?.paper ?? past.paper, record, past.day);
  const { organization: _, code = 0, stars: __, project = 0, ...rest } = values;
  const linksKnown = past.open !== undefined && past.day >= '2025-04';
  return linksKnown ? { ...rest, code, project } : rest;
}

/** Logarithm of votes against the same day's, in standard deviations of the month. */
function targets(papers: readonly PastPaper[]): number[] {
  const log = new Map(papers.map(past => [past, Math.log1p(past.paper.upvotes ?? 0)]));
  const logOf = (past: PastPaper): number => log.get(past) ?? 0;
  const target = new Map<PastPaper, number>();
  for (const month of grouped(papers, ({ day, votes }) => day.slice(0, 7) + votes).values()) {
    const usual = average(month.map(logOf));
    for (const day of grouped(month, past => past.day).values()) {
      const sum = day.reduce((total, past) => total + logOf(past), DAY_DOUBT * usual);
      for (const past of day) target.set(past, logOf(past) - sum / (day.length + DAY_DOUBT));
    }
    const spread = Math.max(
      0.3,
      deviation(
        month.map(past => target.get(past) ?? 0),
        0,
      ),
    );
    for (const past of month) target.set(past, (target.get(past) ?? 0) / spread);
  }
  return papers.map(past => target.get(past) ?? 0);
}
