import { largestOf, weightOf } from './latent-space.ts';
import { AT_ONCE, addRows, type Matrix, matrix, padded } from './weighted-rows.ts';

/** A double holds two whole numbers: the first times this plus the second, each less than half of it. */
const FIRST = 2 ** 26;
/** Coordinates are whole numbers up to this, weights sixteenths up to {@link HEAVIEST}. */
const FARTHEST = 2047;
const SIXTEENTHS = 16;
const HEAVIEST = 127;
/** So many terms are summed before the two numbers are taken apart: their sums stay below half of {@link FIRST}. */
const MOST = Math.floor(FIRST / 2 / (FARTHEST * HEAVIEST) / AT_ONCE) * AT_ONCE;

const wholeWeight = (times: number): number => Math.min(HEAVIEST, Math.round(weightOf(times) * SIXTEENTHS));
const WHOLE_WEIGHTS = Int8Array.from({ length: 64 }, (_, times) => wholeWeight(times));

/**
 * Sums rows of a matrix by how often a paper says their terms, two coordinates in one addition: every paper of an archive
 * is summed. Of the signed bytes that a sum becomes, one in twelve is off by one.
 */
export class PackedSum {
  readonly #packed: Matrix;
  readonly #pairs: Float64Array;
  readonly #rows = new Int32Array(MOST);
  readonly #weights = new Float64Array(MOST);
  #count = 0;

  /** `rows` of `dims` columns, an even number. */
  constructor(rows: Float32Array, dims: number) {
    const largest = largestOf(rows);
    const scale = largest > 0 ? FARTHEST / largest : 0;
    this.#packed = matrix(rows.length / dims, dims / 2);
    this.#pairs = new Float64Array(dims / 2);
    const { values } = this.#packed;
    for (let i = 0; i < values.length; i++)
      values[i] = Math.round((rows[2 * i] ?? 0) * scale) * FIRST + Math.round((rows[2 * i + 1] ?? 0) * scale);
  }

  /** Adds a row, said so many times, to `sum`, which holds it after {@link finish} at the latest. */
  add(row: number, times: number, sum: Float32Array): void {
    if (times === 0) return;
    this.#rows[this.#count] = row;
    this.#weights[this.#count] = WHOLE_WEIGHTS[times] ?? wholeWeight(times);
    this.#count += 1;
    if (this.#count === MOST) this.finish(sum);
  }

  /** The sum is in units of its own. */
  finish(sum: Float32Array): void {
    const pairs = this.#pairs;
    const end = padded(this.#count);
    this.#weights.fill(0, this.#count, end);
    this.#count = 0;
    pairs.fill(0);
    addRows(this.#packed, this.#rows, this.#weights, 0, end, pairs);
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i] ?? 0;
      const first = Math.round(pair / FIRST);
      sum[2 * i] = (sum[2 * i] ?? 0) + first;
      sum[2 * i + 1] = (sum[2 * i + 1] ?? 0) + (pair - first * FIRST);
    }
  }
}
