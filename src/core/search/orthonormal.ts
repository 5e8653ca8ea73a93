/** Numbers row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export const matrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float32Array(rows * columns),
});

/** The products of every two columns, as a full square. Four rows at a time: the square is walked over less often. */
export function gram({ rows, columns, values }: Matrix): Float64Array {
  const square = new Float64Array(columns * columns);
  const padded = new Float32Array(4 * columns);
  for (let row = 0; row < rows; row += 4) {
    padded.fill(0);
    padded.set(values.subarray(row * columns, Math.min(rows, row + 4) * columns));
    for (let a = 0; a < columns; a++) {
      const x0 = padded[a] ?? 0;
      const x1 = padded[columns + a] ?? 0;
      const x2 = padded[2 * columns + a] ?? 0;
      const x3 = padded[3 * columns + a] ?? 0;
      const into = a * columns;
      for (let b = a; b < columns; b++)
        square[into + b] =
          (square[into + b] ?? 0) +
          x0 * (padded[b] ?? 0) +
          x1 * (padded[columns + b] ?? 0) +
          x2 * (padded[2 * columns + b] ?? 0) +
          x3 * (padded[3 * columns + b] ?? 0);
    }
  }
  for (let a = 0; a < columns; a++)
    for (let b = 0; b < a; b++) square[a * columns + b] = square[b * columns + a] ?? 0;
  return square;
}

/** Adds to `line` the row of `values` from `at` on, times a factor of `columns` columns. Four of its rows at a time. */
export function addProduct(
  line: Float64Array,
  values: Float32Array,
  at: number,
  factor: Float64Array,
  rows: number,
): void {
  const columns = line.length;
  let a = 0;
  for (; a + 3 < rows; a += 4) {
    const x0 = values[at + a] ?? 0;
    const x1 = values[at + a + 1] ?? 0;
    const x2 = values[at + a + 2] ?? 0;
    const x3 = values[at + a + 3] ?? 0;
    const from = a * columns;
    for (let b = 0; b < columns; b++)
      line[b] =
        (line[b] ?? 0) +
        x0 * (factor[from + b] ?? 0) +
        x1 * (factor[from + columns + b] ?? 0) +
        x2 * (factor[from + 2 * columns + b] ?? 0) +
        x3 * (factor[from + 3 * columns + b] ?? 0);
  }
  for (; a < rows; a++) {
    const x = values[at + a] ?? 0;
    for (let b = 0; b < columns; b++) line[b] = (line[b] ?? 0) + x * (factor[a * columns + b] ?? 0);
  }
}

/** Makes the columns perpendicular and of length 1, by the Cholesky factor of their products. */
export function orthonormalise(of: Matrix): void {
  const { rows, columns: n, values } = of;
  const r = cholesky(gram(of), n);
  const inverse = invertUpper(r, n);
  const line = new Float64Array(n);
  for (let row = 0; row < rows; row++) {
    const at = row * n;
    line.fill(0);
    addProduct(line, values, at, inverse, n);
    for (let b = 0; b < n; b++) values[at + b] = line[b] ?? 0;
  }
}

/** The upper triangle R with RᵀR = square; directions that are not there come out as good as nothing. */
function cholesky(square: Float64Array, n: number): Float64Array {
  const r = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = square[i * n + j] ?? 0;
      for (let k = 0; k < i; k++) sum -= (r[k * n + i] ?? 0) * (r[k * n + j] ?? 0);
      r[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (r[i * n + i] ?? 1);
    }
  }
  return r;
}

function invertUpper(r: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / (r[j * n + j] ?? 1);
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += (r[i * n + k] ?? 0) * (inverse[k * n + j] ?? 0);
      inverse[i * n + j] = -sum / (r[i * n + i] ?? 1);
    }
  }
  return inverse;
}

/**
 * The eigenvectors of a symmetric square, as columns, and the eigenvalues, by Jacobi rotations. The square is used up.
 */
export function eigen(square: Float64Array, n: number): { vectors: Float64Array; values: Float64Array } {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  let total = 0;
  for (let i = 0; i < n; i++) total += (square[i * n + i] ?? 0) ** 2;
  for (let sweep = 0; sweep < 12; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += (square[p * n + q] ?? 0) ** 2;
    if (off <= total * 1e-14) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(square, vectors, n, p, q);
  }
  return { vectors, values: Float64Array.from({ length: n }, (_, i) => square[i * n + i] ?? 0) };
}

function rotate(square: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = square[p * n + q] ?? 0;
  if (Math.abs(apq) < 1e-15) return;
  const theta = ((square[q * n + q] ?? 0) - (square[p * n + p] ?? 0)) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turn(square, n, p, q, c, s, n);
  turn(square, 1, p * n, q * n, c, s, n);
  turn(vectors, n, p, q, c, s, n);
}

/** Turns two rows or columns: `count` pairs from `a` and `b` on, `stride` apart. */
function turn(
  values: Float64Array,
  stride: number,
  a: number,
  b: number,
  c: number,
  s: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const i = a + k * stride;
    const j = b + k * stride;
    const x = values[i] ?? 0;
    const y = values[j] ?? 0;
    values[i] = c * x - s * y;
    values[j] = s * x + c * y;
  }
}
