import { AT_ONCE, addRows, type Matrix } from './weighted-rows.ts';

/** What is smaller than this beside the longest of what it is part of is rounding, no direction of its own. */
const NOTHING = 1e-12;

/**
 * Makes the columns perpendicular and of length 1, by the Cholesky factor of their products; a column that the ones before
 * it make up becomes 0. The number of columns is a multiple of {@link AT_ONCE}.
 */
export function orthonormalise(of: Matrix): void {
  const { rows, columns: n, values } = of;
  const inverse = { rows: n, columns: n, values: invertUpper(cholesky(gram(of), n), n) };
  const places = Int32Array.from({ length: n }, (_, i) => i);
  for (let row = 0; row < rows; row++) {
    const line = values.subarray(row * n, (row + 1) * n);
    const before = line.slice();
    line.fill(0);
    for (let a = 0; a < n; a += AT_ONCE) addRows(inverse, places, before, a, a + AT_ONCE, line, a);
  }
}

/** The products of every two columns, as a square: its upper triangle. */
function gram(of: Matrix): Float64Array {
  const { rows, columns: n, values } = of;
  const square = new Float64Array(n * n);
  const lines = Array.from({ length: n }, (_, a) => square.subarray(a * n, (a + 1) * n));
  const places = new Int32Array(AT_ONCE);
  const weights = new Float64Array(AT_ONCE);
  for (let from = 0; from < rows; from += AT_ONCE) {
    for (let i = 0; i < AT_ONCE; i++) places[i] = from + i < rows ? from + i : 0;
    lines.forEach((line, a) => {
      for (let i = 0; i < AT_ONCE; i++) weights[i] = from + i < rows ? (values[(from + i) * n + a] ?? 0) : 0;
      addRows(of, places, weights, 0, AT_ONCE, line, a);
    });
  }
  return square;
}

/** The upper triangle R with RᵀR = square, of which only the upper triangle is read. */
function cholesky(square: Float64Array, n: number): Float64Array {
  const r = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const whole = square[i * n + i] ?? 0;
    for (let j = i; j < n; j++) {
      let sum = square[i * n + j] ?? 0;
      for (let k = 0; k < i; k++) sum -= (r[k * n + i] ?? 0) * (r[k * n + j] ?? 0);
      if (i === j) r[i * n + i] = sum > whole * NOTHING ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
      else r[i * n + j] = sum / (r[i * n + i] ?? 1);
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
