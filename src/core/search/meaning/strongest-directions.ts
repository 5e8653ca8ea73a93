import { orthonormalise } from './orthonormal.ts';
import { multiply, type SparseRows, transposed } from './sparse-rows.ts';
import { type Matrix, matrix } from './weighted-rows.ts';

/** The strength of directions to be got rid of, as a share of the mean strength of those found at first. */
const WEAK = 0.4;

/**
 * Perpendicular directions of length 1, as the columns of a matrix with a row for each term. Going from terms to papers and
 * back makes strong directions stronger. On the second way what weak ones have is taken away as well, which parts strong
 * and weak as far as two more ways would.
 */
export function* strongestDirections(
  papers: SparseRows,
  terms: number,
  dims: number,
): Generator<undefined, Matrix> {
  const byTerm = transposed(papers, terms);
  const directions = scattered(papers, terms, dims);
  const near = matrix(papers.starts.length - 1, dims);
  yield* multiply(papers, directions, near);
  orthonormalise(near);
  yield* multiply(byTerm, near, directions);
  const far = matrix(near.rows, dims);
  yield* multiply(papers, directions, far);
  const weak = (WEAK / dims) * squares(directions);
  for (let i = 0; i < far.values.length; i++)
    far.values[i] = (far.values[i] ?? 0) - weak * (near.values[i] ?? 0);
  yield* multiply(byTerm, far, directions);
  orthonormalise(directions);
  yield;
  return directions;
}

function squares({ values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  return sum;
}

/**
 * Where to start from: the papers dealt out over the columns in turn and summed there, added or taken away as if at random.
 * That is nearer to what papers are about than random numbers, and costs less.
 */
function scattered({ starts, columns, weights }: SparseRows, terms: number, dims: number): Matrix {
  const made = matrix(terms, dims);
  // The same signs every time: the same papers give the same space.
  let state = 6;
  for (let row = 0; row + 1 < starts.length; row++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const sign = state < 0 ? -1 : 1;
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      const at = (columns[i] ?? 0) * dims + (row % dims);
      made.values[at] = (made.values[at] ?? 0) + sign * (weights[i] ?? 0);
    }
  }
  return made;
}
