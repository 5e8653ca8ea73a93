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

  get size(): number {
    return this.#size;
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

  /** Best first. */
  ranked(): { readonly paper: number; readonly score: number }[] {
    return Array.from({ length: this.#size }, (_, i) => ({
      paper: this.#papers[i] ?? 0,
      score: this.#scores[i] ?? 0,
    })).sort((a, b) => b.score - a.score || a.paper - b.paper);
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
