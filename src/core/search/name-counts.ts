/** How many papers each written name stands on, counted paper by paper. */
export class NameCounts {
  readonly #names = new Map<string, { papers: number; last: number }>();

  /** A paper may bring up a name twice. */
  add(name: string, doc: number): void {
    const known = this.#names.get(name);
    if (!known) this.#names.set(name, { papers: 1, last: doc });
    else if (known.last !== doc) {
      known.papers += 1;
      known.last = doc;
    }
  }

  *[Symbol.iterator](): Generator<readonly [name: string, papers: number]> {
    for (const [name, { papers }] of this.#names) yield [name, papers];
  }
}
