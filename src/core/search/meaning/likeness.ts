/** Vectors of signed bytes, one after the other, and their lengths. */
export class Vectors {
  readonly dims: number;
  readonly bytes: Int8Array;
  readonly lengths: Float64Array;

  constructor(dims: number, count: number) {
    this.dims = dims;
    this.bytes = new Int8Array(dims * count);
    this.lengths = new Float64Array(count);
  }

  /** To be called when the bytes of a vector are in place. */
  measure(i: number): void {
    let sum = 0;
    const at = i * this.dims;
    for (let k = at; k < at + this.dims; k++) sum += (this.bytes[k] ?? 0) ** 2;
    this.lengths[i] = Math.sqrt(sum);
  }

  /** The cosine of two vectors; 0 where one is nothing. */
  between(i: number, j: number): number {
    const lengths = (this.lengths[i] ?? 0) * (this.lengths[j] ?? 0);
    if (lengths === 0) return 0;
    const { bytes, dims } = this;
    let sum = 0;
    for (let a = i * dims, b = j * dims, end = a + dims; a < end; a++, b++)
      sum += (bytes[a] ?? 0) * (bytes[b] ?? 0);
    return sum / lengths;
  }

  /** The cosine of a vector and a direction of length 1. */
  along(i: number, direction: Float32Array): number {
    const length = this.lengths[i] ?? 0;
    if (length === 0) return 0;
    let sum = 0;
    for (let k = 0; k < this.dims; k++) sum += (this.bytes[i * this.dims + k] ?? 0) * (direction[k] ?? 0);
    return sum / length;
  }
}

/** Papers nearest to one: what its others score says little. */
const NEAREST = 10;

/**
 * Scores smoothed over papers that are alike: relevant papers lie near each other, so a paper whose likes score high is
 * more likely one (Diaz, "Regularizing ad hoc retrieval scores", 2005). `share` of each score becomes the mean of the
 * {@link NEAREST} others' weighted by likeness to the eighth power. `order` are the vectors' numbers.
 */
export function smoothed(
  scores: Float64Array,
  vectors: Vectors,
  order: readonly number[],
  share: number,
): Float64Array {
  const n = order.length;
  const forces = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const likeness = Math.max(0, vectors.between(order[i] ?? 0, order[j] ?? 0));
      const square = likeness * likeness;
      const force = square * square * square * square;
      forces[i * n + j] = force;
      forces[j * n + i] = force;
    }
  return scores.map((score, i) => {
    const own = forces.subarray(i * n, (i + 1) * n);
    const least = own.slice().sort().at(-NEAREST) ?? 0;
    let [sum, weight] = [0, 0];
    own.forEach((force, j) => {
      if (force < least) return;
      sum += force * (scores[j] ?? 0);
      weight += force;
    });
    return weight > 0 ? score * (1 - share) + (share * sum) / weight : score * (1 - share);
  });
}
