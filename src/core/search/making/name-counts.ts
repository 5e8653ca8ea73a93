import { grown } from '../bytes/grown.ts';
import { StringNumbers } from '../bytes/string-numbers.ts';

/** How many papers each written name stands on, counted paper by paper. */
export class NameCounts {
  readonly #names = new StringNumbers();
  /** By name: its papers, and the last of them and 1. */
  #papers = new Uint32Array(1 << 8);
  #last = new Uint32Array(1 << 8);

  /** A paper may bring up a name twice. */
  add(name: string, doc: number): void {
    const number = this.#names.of(name);
    this.#papers = grown(this.#papers, number + 1);
    this.#last = grown(this.#last, number + 1);
    if (this.#last[number] === doc + 1) return;
    this.#last[number] = doc + 1;
    this.#papers[number] = (this.#papers[number] ?? 0) + 1;
  }

  *[Symbol.iterator](): Generator<readonly [name: string, papers: number]> {
    for (const [number, name] of this.#names.strings.entries()) yield [name, this.#papers[number] ?? 0];
  }
}
