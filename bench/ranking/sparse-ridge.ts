/** A sparse matrix by rows: the columns and values of row i lie in `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly width: number;
}

export function sparseRows(
  rows: readonly (readonly (readonly [number, number])[])[],
  width: number,
): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = (starts[i] ?? 0) + row.length;
  });
  const columns = new Int32Array(starts[rows.length] ?? 0);
  const values = new Float64Array(columns.length);
  let at = 0;
  for (const row of rows)
    for (const [column, value] of row) {
      columns[at] = column;
      values[at++] = value;
    }
  return { starts, columns, values, width };
}

/** Row times vector. */
export function rowDot(matrix: SparseRows, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = matrix.starts[row] ?? 0; k < (matrix.starts[row + 1] ?? 0); k++)
    sum += (matrix.values[k] ?? 0) * (vector[matrix.columns[k] ?? 0] ?? 0);
  return sum;
}

/**
 * Weighted ridge regression over the given rows: minimises the sum of w (y - x b)² plus lambda b², by conjugate
 * gradients on the normal equations.
 */
export function sparseRidge(
  matrix: SparseRows,
  rows: readonly number[],
  target: (row: number) => number,
  weight: (row: number) => number,
  lambda: number,
): Float64Array {
  const gradient = (residual: (row: number) => number): Float64Array => {
    const out = new Float64Array(matrix.width);
    for (const row of rows) {
      const value = residual(row);
      for (let k = matrix.starts[row] ?? 0; k < (matrix.starts[row + 1] ?? 0); k++) {
        const column = matrix.columns[k] ?? 0;
        out[column] = (out[column] ?? 0) + value * (matrix.values[k] ?? 0);
      }
    }
    return out;
  };
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
    return sum;
  };
  const solution = new Float64Array(matrix.width);
  const residual = gradient(row => weight(row) * target(row));
  const direction = Float64Array.from(residual);
  let norm = dot(residual, residual);
  const enough = norm * 1e-8;
  for (let step = 0; step < 60 && norm > enough; step++) {
    const applied = gradient(row => weight(row) * rowDot(matrix, row, direction));
    for (let i = 0; i < applied.length; i++) applied[i] = (applied[i] ?? 0) + lambda * (direction[i] ?? 0);
    const length = norm / dot(direction, applied);
    for (let i = 0; i < solution.length; i++) {
      solution[i] = (solution[i] ?? 0) + length * (direction[i] ?? 0);
      residual[i] = (residual[i] ?? 0) - length * (applied[i] ?? 0);
    }
    const next = dot(residual, residual);
    for (let i = 0; i < direction.length; i++)
      direction[i] = (residual[i] ?? 0) + (next / norm) * (direction[i] ?? 0);
    norm = next;
  }
  return solution;
}

/** Solves a small symmetric positive definite system (Cholesky). */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const lower = matrix.map(row => [...row]);
  const at = (i: number, j: number): number => lower[i]?.[j] ?? 0;
  const set = (i: number, j: number, value: number): void => {
    const row = lower[i];
    if (row) row[j] = value;
  };
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      set(i, j, i === j ? Math.sqrt(sum) : sum / at(j, j));
    }
  }
  const x = [...right];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] ?? 0) - at(i, k) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / at(i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = (x[i] ?? 0) - at(k, i) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / at(i, i);
  }
  return x;
}
