import { solve } from './sparse-ridge.ts';
import { average, deviation } from './statistics.ts';

const RIDGE = 20;

/** A value of a column moves what is fitted by `weight` a unit above `mean`. */
export interface FittedColumn {
  readonly mean: number;
  readonly weight: number;
}

/** Values of one feature, by row; what is unknown is `undefined`. */
export type Column = readonly (number | undefined)[];

/** Ridge regression on standardised columns; what is unknown is taken for the mean. */
export function fitColumns(
  columns: readonly Column[],
  target: readonly number[],
  weights: readonly number[],
): FittedColumn[] {
  const standard = columns.map(column => {
    const known = column.filter(value => value !== undefined);
    const spread = deviation(known);
    return { mean: average(known), spread: spread > 1e-9 ? spread : 1 };
  });
  const z = target.map((_, i) =>
    columns.map((column, j) => {
      const value = column[i];
      const { mean, spread } = standard[j] ?? { mean: 0, spread: 1 };
      return value === undefined ? 0 : (value - mean) / spread;
    }),
  );
  const solution = ridge(z, target, weights);
  return standard.map(({ mean, spread }, j) => ({
    mean: Number(mean.toFixed(4)),
    weight: Number(((solution[j] ?? 0) / spread).toFixed(4)),
  }));
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
