import { FEATURES, type FeatureValues, featuresOf } from '../../src/core/ranking/features.ts';
import type { RankingWeights } from '../../src/core/ranking/ranking-model.ts';
import type { TrackRecord } from '../../src/core/ranking/track-record.ts';
import { fitText, rarities } from './fit-text.ts';
import { fitVotes } from './fit-votes.ts';
import type { PastPaper } from './history.ts';
import { solve } from './sparse-ridge.ts';
import { average, deviation, grouped } from './statistics.ts';

const DAY_MS = 86_400_000;

/** What a year of age costs a paper's weight, as a rate. */
const YEARLY_DECAY = 0.7;
/** A day's mean is drawn towards its month's by so many papers. */
const DAY_DOUBT = 5;
const RIDGE = 20;

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
  const fitted = fitFeatures(features, text.unseen, target, weights);
  const expected = features.map(
    (values, i) =>
      fitted.text.weight * ((text.unseen[i] ?? 0) - fitted.text.mean) +
      FEATURES.reduce((sum, feature) => {
        const [value, known] = [values[feature], fitted.features[feature]];
        return value === undefined || !known ? sum : sum + known.weight * (value - known.mean);
      }, 0),
  );
  return {
    madeBy: [
      '`npm run train:ranking` (bench/train-ranking.ts), from the votes on papers in ../shared/data',
      `${papers.length} papers listed from ${papers[0]?.day} to before ${until}; each judged against its own day's`,
      'text and features: ridge regression; credit and swing: what would have ordered the open days best',
    ],
    features: fitted.features,
    text: { ...fitted.text, scale: text.scale, terms: text.terms },
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

type FeatureFit = Pick<RankingWeights, 'features'> & { readonly text: { mean: number; weight: number } };

/** Ridge regression on standardised features; what is unknown is taken for the mean. */
function fitFeatures(
  features: readonly FeatureValues[],
  text: readonly number[],
  target: readonly number[],
  weights: readonly number[],
): FeatureFit {
  const columns = [...FEATURES.map(feature => features.map(values => values[feature])), text];
  const standard = columns.map(column => {
    const known = column.filter(value => value !== undefined);
    const spread = deviation(known);
    return { mean: average(known), spread: spread > 1e-9 ? spread : 1 };
  });
  const z = features.map((_, i) =>
    columns.map((column, j) => {
      const value = column[i];
      const { mean, spread } = standard[j] ?? { mean: 0, spread: 1 };
      return value === undefined ? 0 : (value - mean) / spread;
    }),
  );
  const solution = ridge(z, target, weights);
  const fitted = standard.map(({ mean, spread }, j) => ({
    mean: Number(mean.toFixed(4)),
    weight: Number(((solution[j] ?? 0) / spread).toFixed(4)),
  }));
  return {
    features: Object.fromEntries(FEATURES.map((feature, j) => [feature, fitted[j]])),
    text: fitted.at(-1) ?? { mean: 0, weight: 0 },
  };
}

function ridge(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  weights: readonly number[],
): number[] {
  const width = rows[0]?.length ?? 0;
  const gram: number[][] = Array.from({ length: width }, (_, j) =>
    Array.from({ length: width }, (__, k) => (j === k ? RIDGE : 0)),
  );
  const right = new Array<number>(width).fill(0);
  rows.forEach((row, i) => {
    const weight = weights[i] ?? 0;
    row.forEach((x, j) => {
      if (x === 0) return;
      right[j] = (right[j] ?? 0) + weight * x * (target[i] ?? 0);
      const line = gram[j] ?? [];
      row.forEach((other, k) => {
        line[k] = (line[k] ?? 0) + weight * x * other;
      });
    });
  });
  return solve(gram, right);
}
