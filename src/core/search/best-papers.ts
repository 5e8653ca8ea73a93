/**
 * Compares places by their scores, the highest first. By small whole numbers: a difference of scores would be an object of
 * its own, for each of thousands of comparisons.
 */
export const byScore =
  (scores: Float64Array, otherwise: (a: number, b: number) => number) =>
  (a: number, b: number): number => {
    const left = scores[a] ?? 0;
    const right = scores[b] ?? 0;
    if (left === right) return otherwise(a, b);
    return left > right ? -1 : 1;
  };

/** Keeps the highest scores of any number of offers. Equal scores: what was offered first stays. */
export class BestPapers {
  readonly #limit: number;
  readonly #scores: Float64Array;
  readonly #papers: Float64Array;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#scores = new Float64Array(limit);
    this.#papers = new Float64Array(limit);
  }

  get isFull(): boolean {
    return this.#size === this.#limit;
  }

  /** A score must be above this to be kept. */
  get threshold(): number {
    return this.#size < this.#limit ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? 0);
  }

  offer(score: number, paper: number): void {
    if (this.#size < this.#limit) {
      this.#rise(this.#size++, score, paper);
      return;
    }
    if (this.#limit > 0 && score > (this.#scores[0] ?? 0)) this.#sink(score, paper);
  }

  /** Best first; equal ones by number. */
  ranked(): { readonly paper: number; readonly score: number }[] {
    const papers = this.#papers;
    const byNumber = (a: number, b: number): number => ((papers[a] ?? 0) < (papers[b] ?? 0) ? -1 : 1);
    return Array.from({ length: this.#size }, (_, i) => i)
      .sort(byScore(this.#scores, byNumber))
      .map(i => ({ paper: papers[i] ?? 0, score: this.#scores[i] ?? 0 }));
  }

  #rise(from: number, score: number, paper: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((this.#scores[parent] ?? 0) <= score) break;
      this.#move(parent, i);
      i = parent;
    }
    this.#scores[i] = score;
    this.#papers[i] = paper;
  }

  #sink(score: number, paper: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && (this.#scores[child + 1] ?? 0) < (this.#scores[child] ?? 0)) child += 1;
      if ((this.#scores[child] ?? 0) >= score) break;
      this.#move(child, i);
      i = child;
    }
    this.#scores[i] = score;
    this.#papers[i] = paper;
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from] ?? 0;
    this.#papers[to] = this.#papers[from] ?? 0;
  }
}
