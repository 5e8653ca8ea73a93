import {
  FEATURES,
  type Feature,
  type FeatureValues,
  featuresOf,
  REACTIONS,
} from '../../src/core/ranking/features.ts';
import type { RankingWeights } from '../../src/core/ranking/ranking-model.ts';
import type { TrackRecord } from '../../src/core/ranking/track-record.ts';
import { type FittedColumn, fitColumns } from './fit-features.ts';
import { fitText, rarities } from './fit-text.ts';
import { fitVotes } from './fit-votes.ts';
import type { PastPaper } from './history.ts';
import { average, deviation, grouped } from './statistics.ts';

const DAY_MS = 86_400_000;

/** What a year of age costs a paper's weight, as a rate. */
const YEARLY_DECAY = 0.7;
/** A day's mean is drawn towards its month's by so many papers. */
const DAY_DOUBT = 5;

/**
 * Learns {@link RankingWeights} from the papers of days before `until`; the record is asked of each paper's own past only.
 */
export function fitRanking(
  history: readonly PastPaper[],
  record: TrackRecord,
  until: string,
): RankingWeights {
  const papers = history.filter(({ day }) => day < until);
  const target = targets(papers);
  const weights = papers.map(({ day }) =>
    Math.exp((-YEARLY_DECAY * (Date.parse(until) - Date.parse(day))) / (365 * DAY_MS)),
  );
  const text = fitText(papers, target, weights);
  const features = papers.map(past => knownFeatures(past, record));
  const standing = FEATURES.filter(feature => !REACTIONS.has(feature));
  const columns = [...standing.map(feature => features.map(values => values[feature])), text.unseen];
  const fitted = fitColumns(columns, target, weights);
  const expected = papers.map((_, i) =>
    fitted.reduce((sum, { mean, weight }, j) => sum + weight * ((columns[j]?.[i] ?? mean) - mean), 0),
  );
  const unexplained = target.map((value, i) => value - (expected[i] ?? 0));
  return {
    madeBy: [
      '`npm run train:ranking` (bench/train-ranking.ts), from the votes on papers in ../shared/data',
      `${papers.length} papers listed from ${papers[0]?.day} to before ${until}; each judged against its own day's`,
      'text and features: ridge regression; claims and comments: the same, on what those leave unexplained on open days',
      'credit and swing: what would have ordered the open days best',
    ],
    features: {
      ...Object.fromEntries(standing.map((feature, j) => [feature, fitted[j]])),
      ...fitReactions(papers, features, unexplained, weights),
    },
    text: { mean: 0, weight: 0, ...fitted.at(-1), scale: text.scale, terms: text.terms },
    rarity: rarities(papers),
    votes: fitVotes(papers, expected),
  };
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

/** What people's reactions while a day was open tell of what nothing else has told, against the papers of the same day. */
function fitReactions(
  papers: readonly PastPaper[],
  features: readonly FeatureValues[],
  unexplained: readonly number[],
  weights: readonly number[],
): { readonly [F in Feature]?: FittedColumn } {
  const reactions = FEATURES.filter(feature => REACTIONS.has(feature));
  const open = papers.flatMap(({ open, day }, i) => (open ? [{ i, day: open.paper.listedOn ?? day }] : []));
  const byDay = [...grouped(open, ({ day }) => day).values()];
  const centred = (its: (i: number) => number): number[] =>
    byDay.flatMap(day => {
      const usual = average(day.map(({ i }) => its(i)));
      return day.map(({ i }) => its(i) - usual);
    });
  const columns = reactions.map(feature => centred(i => features[i]?.[feature] ?? 0));
  const fitted = fitColumns(
    columns,
    centred(i => unexplained[i] ?? 0),
    byDay.flat().map(({ i }) => weights[i] ?? 0),
  );
  return Object.fromEntries(
    reactions.map((feature, j) => {
      const mean = average(open.map(({ i }) => features[i]?.[feature] ?? 0));
      return [feature, { mean: Number(mean.toFixed(4)), weight: fitted[j]?.weight ?? 0 }];
    }),
  );
}
