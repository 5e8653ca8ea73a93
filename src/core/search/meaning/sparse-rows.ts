import { YIELD_EVERY } from '../making/document-frequency.ts';
import { addRows, type Matrix, padded } from './weighted-rows.ts';

/** Rows of weighted columns, each as long as {@link padded} says, filled up with column 0 of weight 0. */
export interface SparseRows {
  /** By row: where it starts, and as the last where all end. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** The same weights by column. */
export function transposed({ starts, columns, weights }: SparseRows, count: number): SparseRows {
  const lengths = new Int32Array(count);
  columns.forEach((column, i) => {
    if (weights[i] !== 0) lengths[column] = (lengths[column] ?? 0) + 1;
  });
  const ends = new Int32Array(count + 1);
  for (let column = 0; column < count; column++)
    ends[column + 1] = (ends[column] ?? 0) + padded(lengths[column] ?? 0);
  const next = ends.slice();
  const total = ends[count] ?? 0;
  const turned = { starts: ends, columns: new Int32Array(total), weights: new Float64Array(total) };
  for (let row = 0; row + 1 < starts.length; row++)
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      if (weights[i] === 0) continue;
      const column = columns[i] ?? 0;
      const at = next[column] ?? 0;
      next[column] = at + 1;
      turned.columns[at] = row;
      turned.weights[at] = weights[i] ?? 0;
    }
  return turned;
}

/** Into each row the rows of `by` that its columns name, times their weights. Yields now and then. */
export function* multiply(
  { starts, columns, weights }: SparseRows,
  by: Matrix,
  into: Matrix,
): Generator<undefined, void> {
  into.values.fill(0);
  for (let row = 0; row < into.rows; row++) {
    const line = into.values.subarray(row * into.columns, (row + 1) * into.columns);
    addRows(by, columns, weights, starts[row] ?? 0, starts[row + 1] ?? 0, line);
    if (row % YIELD_EVERY === 0) yield;
  }
}
