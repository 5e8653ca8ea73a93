import { FEATURES, type FeatureValues, featuresOf } from '../../src/core/ranking/features.ts';
import { termsOf } from '../../src/core/ranking/paper-terms.ts';
import { type RankingWeights, textNorm, textTerms } from '../../src/core/ranking/ranking-model.ts';
import type { TrackRecord } from '../../src/core/ranking/track-record.ts';
import type { PastPaper } from './history.ts';
import { spearman } from './measures.ts';
import { rowDot, type SparseRows, solve, sparseRidge, sparseRows } from './sparse-ridge.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Chosen once, by trying; see docs/ranking.md. */
export const SETTINGS = {
  /** A term is learned when so many papers have it. */
  minPapers: 6,
  /** How many terms are kept. */
  terms: 6000,
  textRidge: 30,
  featureRidge: 20,
  /** What a year of age costs a paper's weight, as a rate. */
  yearlyDecay: 0.7,
  /** A day's mean is drawn towards its month's by so many papers. */
  dayDoubt: 5,
  folds: 5,
  /** Votes seen before are a morning's, after an afternoon's. */
  morningHours: 10,
  dayHours: 20,
  /** Of an expectation in votes, tried: what an ordinary paper is credited with, and how that grows with its expected standing. */
  credits: [1, 2, 3, 4, 5, 6, 8],
  swings: [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4],
  /** A shorter list has no order worth learning from. */
  fewest: 5,
  /** Stems rarer than this are as good as any other rare stem: they would drown what a few votes say. */
  rarest: 3,
  /** Hours after which votes are as good as final. */
  finalHours: 240,
};

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
    Math.exp((-SETTINGS.yearlyDecay * (Date.parse(until) - Date.parse(day))) / (365 * DAY_MS)),
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

/** Logarithm of votes against the same day's, in standard deviations. */
export function targets(papers: readonly PastPaper[]): number[] {
  const log = papers.map(({ paper }) => Math.log1p(paper.upvotes ?? 0));
  const mean = (
    keyOf: (past: PastPaper) => string,
    doubt: number,
    usual: (i: number) => number,
  ): number[] => {
    const sums = new Map<string, { sum: number; count: number }>();
    papers.forEach((past, i) => {
      const sum = sums.get(keyOf(past)) ?? { sum: 0, count: 0 };
      sum.sum += log[i] ?? 0;
      sum.count += 1;
      sums.set(keyOf(past), sum);
    });
    return papers.map((past, i) => {
      const { sum, count } = sums.get(keyOf(past)) ?? { sum: 0, count: 0 };
      return (sum + doubt * usual(i)) / (count + doubt);
    });
  };
  const monthly = mean(
    ({ day, votes }) => day.slice(0, 7) + votes,
    0,
    () => 0,
  );
  const daily = mean(
    ({ day, votes }) => day + votes,
    SETTINGS.dayDoubt,
    i => monthly[i] ?? 0,
  );
  const centred = log.map((value, i) => value - (daily[i] ?? 0));
  const spread = new Map<string, number[]>();
  papers.forEach(({ day, votes }, i) => {
    const key = day.slice(0, 7) + votes;
    spread.set(key, [...(spread.get(key) ?? []), centred[i] ?? 0]);
  });
  const deviation = new Map(
    [...spread].map(([key, values]) => [
      key,
      Math.sqrt(values.reduce((a, b) => a + b * b, 0) / values.length),
    ]),
  );
  return papers.map(
    ({ day, votes }, i) => (centred[i] ?? 0) / Math.max(0.3, deviation.get(day.slice(0, 7) + votes) ?? 1),
  );
}

interface TextFit {
  readonly scale: number;
  readonly terms: Record<string, string>;
  /** What the text says of each paper, by a model that has not seen it. */
  readonly unseen: readonly number[];
}

function fitText(
  papers: readonly PastPaper[],
  target: readonly number[],
  weights: readonly number[],
): TextFit {
  const { matrix, names } = termMatrix(papers);
  const learn = (kept: SparseRows, rows: readonly number[]): Float64Array =>
    sparseRidge(
      kept,
      rows,
      i => target[i] ?? 0,
      i => weights[i] ?? 0,
      SETTINGS.textRidge,
    );
  const all = papers.map((_, i) => i);
  const kept = pruned(matrix, learn(matrix, all), SETTINGS.terms);
  const unseen = new Array<number>(papers.length).fill(0);
  for (let fold = 0; fold < SETTINGS.folds; fold++) {
    const inFold = (i: number): boolean => Math.floor((i * SETTINGS.folds) / papers.length) === fold;
    const seen = all.filter(i => !inFold(i));
    const its = pruned(matrix, learn(matrix, seen), SETTINGS.terms).matrix;
    const solution = learn(its, seen);
    for (const i of all.filter(inFold)) unseen[i] = rowDot(its, i, solution);
  }
  return { ...packed(learn(kept.matrix, all), kept.columns, names), unseen };
}

function rarities(papers: readonly PastPaper[]): RankingWeights['rarity'] {
  const frequency = new Map<string, number>();
  for (const { paper } of papers)
    for (const stem of termsOf(paper).counts.keys()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const groups = new Map<string, string[]>();
  for (const [stem, count] of [...frequency].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rarity = Math.log(papers.length / count);
    if (rarity >= SETTINGS.rarest) continue;
    const key = rarity.toFixed(1);
    groups.set(key, [...(groups.get(key) ?? []), stem]);
  }
  const sorted = [...groups].sort(([a], [b]) => Number(a) - Number(b));
  return {
    rarest: SETTINGS.rarest,
    stems: Object.fromEntries(sorted.map(([key, stems]) => [key, stems.join(' ')])),
  };
}

/** Rows as the running model sees them, except that a rare term is let weigh more: by its inverse document frequency. */
function termMatrix(papers: readonly PastPaper[]): {
  matrix: SparseRows;
  names: readonly { term: string; rarity: number }[];
} {
  const frequency = new Map<string, number>();
  for (const { paper } of papers)
    for (const term of textTerms(termsOf(paper))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const names = [...frequency]
    .filter(([, count]) => count >= SETTINGS.minPapers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, count]) => ({ term, rarity: Math.log(papers.length / count) }));
  const columns = new Map(names.map(({ term }, i) => [term, i]));
  const rows = papers.map(({ paper }) => {
    const norm = textNorm(termsOf(paper));
    return [...textTerms(termsOf(paper))].flatMap((term): [number, number][] => {
      const column = columns.get(term);
      return column === undefined ? [] : [[column, (names[column]?.rarity ?? 0) / norm]];
    });
  });
  return { matrix: sparseRows(rows, names.length), names };
}

/** The columns that move papers most. */
function pruned(
  matrix: SparseRows,
  solution: Float64Array,
  count: number,
): { matrix: SparseRows; columns: readonly number[] } {
  const squares = new Float64Array(matrix.width);
  matrix.values.forEach((value, k) => {
    const column = matrix.columns[k] ?? 0;
    squares[column] = (squares[column] ?? 0) + value * value;
  });
  const importance = solution.map((value, column) => Math.abs(value) * Math.sqrt(squares[column] ?? 0));
  const columns = [...importance.keys()]
    .sort((a, b) => (importance[b] ?? 0) - (importance[a] ?? 0))
    .slice(0, count)
    .sort((a, b) => a - b);
  const place = new Int32Array(matrix.width).fill(-1);
  columns.forEach((column, i) => {
    place[column] = i;
  });
  const rows = Array.from({ length: matrix.starts.length - 1 }, (_, row) => {
    const kept: [number, number][] = [];
    for (let k = matrix.starts[row] ?? 0; k < (matrix.starts[row + 1] ?? 0); k++) {
      const to = place[matrix.columns[k] ?? 0] ?? -1;
      if (to >= 0) kept.push([to, matrix.values[k] ?? 0]);
    }
    return kept;
  });
  return { matrix: sparseRows(rows, columns.length), columns };
}

/** Weights as integers up to 99, terms gathered by weight. */
function packed(
  solution: Float64Array,
  columns: readonly number[],
  names: readonly { term: string; rarity: number }[],
): { scale: number; terms: Record<string, string> } {
  const weights = columns.map((column, i) => (solution[i] ?? 0) * (names[column]?.rarity ?? 0));
  const scale = Math.max(...weights.map(Math.abs)) / 99;
  const byWeight = new Map<number, string[]>();
  columns.forEach((column, i) => {
    const weight = Math.round((weights[i] ?? 0) / scale);
    const term = names[column]?.term;
    if (weight === 0 || term === undefined) return;
    byWeight.set(weight, [...(byWeight.get(weight) ?? []), term]);
  });
  const terms = [...byWeight]
    .sort(([a], [b]) => b - a)
    .map(([weight, list]) => [`${weight}`, list.sort().join(' ')]);
  return { scale: Number(scale.toPrecision(4)), terms: Object.fromEntries(terms) };
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
    const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
    const spread = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, known.length));
    return { mean, spread: spread > 1e-9 ? spread : 1 };
  });
  const z = features.map((_, i) =>
    columns.map((column, j) => {
      const value = column[i];
      const { mean, spread } = standard[j] ?? { mean: 0, spread: 1 };
      return value === undefined ? 0 : (value - mean) / spread;
    }),
  );
  const solution = weightedRidge(
    z,
    target,
    weights,
    SETTINGS.featureRidge,
    columns.map(() => 0),
  );
  const fitted = standard.map(({ mean, spread }, j) => ({
    mean: Number(mean.toFixed(4)),
    weight: Number(((solution[j] ?? 0) / spread).toFixed(4)),
  }));
  return {
    features: Object.fromEntries(FEATURES.map((feature, j) => [feature, fitted[j]])),
    text: fitted.at(-1) ?? { mean: 0, weight: 0 },
  };
}

/** Ridge regression that draws its solution towards `around`. */
function weightedRidge(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  weights: readonly number[],
  lambda: number,
  around: readonly number[],
): number[] {
  const gram = around.map((_, j) => around.map((__, k) => (j === k ? lambda : 0)));
  const right = around.map(value => lambda * value);
  rows.forEach((row, i) => {
    const w = weights[i] ?? 0;
    row.forEach((x, j) => {
      if (x === 0) return;
      right[j] = (right[j] ?? 0) + w * x * (target[i] ?? 0);
      const line = gram[j] ?? [];
      row.forEach((other, k) => {
        line[k] = (line[k] ?? 0) + w * x * other;
      });
    });
  });
  return solve(gram, right);
}

/** How many votes an expectation is worth: what would have ordered the open days best. */
function fitVotes(papers: readonly PastPaper[], expected: readonly number[]): RankingWeights['votes'] {
  const rows = papers.flatMap(({ open, day, paper }, i) => {
    if (!open) return [];
    const hours = (open.at - Date.parse(`${open.paper.listedOn ?? day}T02:00:00Z`)) / HOUR_MS;
    const [votes, final] = [open.paper.upvotes ?? 0, paper.upvotes ?? 0];
    return hours < SETTINGS.dayHours ? [{ day, hours, votes, final, expected: expected[i] ?? 0 }] : [];
  });
  const days = [...grouped(rows, row => row.day).values()].filter(day => day.length >= SETTINGS.fewest);
  let best = { credit: 4, swing: 1, quality: -1 };
  for (const credit of SETTINGS.credits)
    for (const swing of SETTINGS.swings) {
      const quality = average(
        days.map(day =>
          spearman(
            day.map(row => row.votes + credit * Math.exp(swing * row.expected)),
            day.map(row => row.final),
          ),
        ),
      );
      if (quality > best.quality) best = { credit, swing, quality };
    }
  const final = papers.filter(({ votes }) => votes === 'final').slice(-2000);
  const finalVotes = final.map(({ paper }) => paper.upvotes ?? 0);
  const knot = (those: typeof rows): { hours: number; votes: number } => ({
    hours: rounded(average(those.map(row => row.hours))),
    votes: rounded(typicalVotes(those.map(row => row.votes))),
  });
  const [morning, afternoon] = [
    rows.filter(({ hours }) => hours < SETTINGS.morningHours),
    rows.filter(({ hours }) => hours >= SETTINGS.morningHours),
  ];
  return {
    credit: best.credit,
    swing: best.swing,
    weight: rounded(1 / deviation(finalVotes.map(votes => Math.log(votes + best.credit)))),
    usual: [
      { hours: 0, votes: 0 },
      ...[morning, afternoon].filter(those => those.length > 0).map(knot),
      { hours: SETTINGS.finalHours, votes: rounded(typicalVotes(finalVotes)) },
    ],
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const rounded = (value: number): number => Number(value.toPrecision(3));
const average = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** Geometric mean of votes, counted from one more. */
const typicalVotes = (votes: readonly number[]): number => Math.expm1(average(votes.map(Math.log1p)));

function deviation(values: readonly number[]): number {
  const mean = average(values);
  return Math.sqrt(average(values.map(value => (value - mean) ** 2)));
}
