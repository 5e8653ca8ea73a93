import { grown } from './grown.ts';

const FIRST_CHUNK = 1 << 12;
const LARGEST_CHUNK = 1 << 20;

/**
 * Rows of 32-bit numbers, added one after the other. They lie in chunks, so that what was written is never copied when
 * there is more.
 */
export class NumberRuns {
  readonly #chunks: Uint32Array[] = [];
  /** How much of the last chunk is taken. */
  #taken = 0;
  #count = 0;
  /** By run, three numbers: its chunk, where it begins in it, and where it ends. */
  #places = new Uint32Array(96);

  /** Adds the first `length` of `numbers` as a run. */
  add(numbers: Uint32Array, length: number): void {
    let chunk = this.#chunks.at(-1);
    if (!chunk || this.#taken + length > chunk.length) {
      const size = Math.min(LARGEST_CHUNK, chunk ? chunk.length * 2 : FIRST_CHUNK);
      chunk = new Uint32Array(Math.max(size, length));
      this.#chunks.push(chunk);
      this.#taken = 0;
    }
    chunk.set(numbers.subarray(0, length), this.#taken);
    this.#places = grown(this.#places, this.#count * 3 + 3);
    this.#places.set([this.#chunks.length - 1, this.#taken, this.#taken + length], this.#count * 3);
    this.#taken += length;
    this.#count += 1;
  }

  /** A view of a run, by its number from 0. */
  run(number: number): Uint32Array {
    const at = number * 3;
    const chunk = this.#chunks[this.#places[at] ?? 0] ?? new Uint32Array(0);
    return chunk.subarray(this.#places[at + 1] ?? 0, this.#places[at + 2] ?? 0);
  }
}
