import { termsOf } from '../../src/core/ranking/paper-terms.ts';
import { type RankingWeights, textNorm, textTerms } from '../../src/core/ranking/ranking-model.ts';
import type { PastPaper } from './history.ts';
import { rowDot, type SparseRows, sparseRidge, sparseRows } from './sparse-ridge.ts';

/** A term is learned when so many papers have it. */
const MIN_PAPERS = 6;
/** How many terms are kept. */
const TERMS = 6000;
const RIDGE = 30;
const FOLDS = 5;
/** Stems rarer than this are as good as any other rare stem: they would drown what a few votes say. */
const RAREST = 3;

export interface TextFit {
  readonly scale: number;
  readonly terms: Record<string, string>;
  /** What the text says of each paper, by a model that has not seen it. */
  readonly unseen: readonly number[];
}

/** Learns what terms weigh; `target` and `weights` by paper. */
export function fitText(
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
      RIDGE,
    );
  const all = papers.map((_, i) => i);
  const kept = pruned(matrix, learn(matrix, all), TERMS);
  const unseen = new Array<number>(papers.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inFold = (i: number): boolean => Math.floor((i * FOLDS) / papers.length) === fold;
    const seen = all.filter(i => !inFold(i));
    const its = pruned(matrix, learn(matrix, seen), TERMS).matrix;
    const solution = learn(its, seen);
    for (const i of all.filter(inFold)) unseen[i] = rowDot(its, i, solution);
  }
  return { ...packed(learn(kept.matrix, all), kept.columns, names), unseen };
}

/** How rare the common stems are. */
export function rarities(papers: readonly PastPaper[]): RankingWeights['rarity'] {
  const frequency = new Map<string, number>();
  for (const { paper } of papers)
    for (const stem of termsOf(paper).counts.keys()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const groups = new Map<string, string[]>();
  for (const [stem, count] of [...frequency].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rarity = Math.log(papers.length / count);
    if (rarity >= RAREST) continue;
    const key = rarity.toFixed(1);
    groups.set(key, [...(groups.get(key) ?? []), stem]);
  }
  const sorted = [...groups].sort(([a], [b]) => Number(a) - Number(b));
  return {
    rarest: RAREST,
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
    .filter(([, count]) => count >= MIN_PAPERS)
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
