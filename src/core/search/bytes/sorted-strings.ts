import type { ByteSource } from './byte-source.ts';
import { unsealed } from './sealed.ts';
import { BLOCK, HEAD_NUMBERS } from './sorted-strings-writer.ts';
import { StringBlock } from './string-block.ts';

/** Strings in the order of their UTF-8 bytes, each with some small numbers. */
export interface StringEntry {
  readonly key: string;
  readonly values: readonly number[];
}

/** Blocks that were read stay unpacked, up to so many: a query asks for the same few again and again. */
const MOST_KEPT = 256;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();

/** Looks strings up by halving the heads and reading one block. Lies over the heads as they were written. */
export class SortedStrings {
  readonly count: number;
  readonly #columns: number;
  /** The first key of every block, one after the other. */
  readonly #keys: Uint8Array;
  /** By block, and one more for the end: where its first key begins. */
  readonly #keyAt: Uint32Array;
  /** By block, and one more for the end: where it begins. */
  readonly #blockAt: Uint32Array;
  /** By block: its highest first value. */
  readonly #highest: Uint32Array;
  readonly #blocks: ByteSource;
  #damaged = 0;
  /** By number, what was used longest ago first. */
  readonly #kept = new Map<number, StringBlock>();

  constructor(heads: Uint8Array, blocks: ByteSource) {
    const numbers = new Uint32Array(heads.buffer, heads.byteOffset, heads.byteLength >>> 2);
    this.count = numbers[0] ?? 0;
    this.#columns = numbers[1] ?? 0;
    const n = Math.ceil(this.count / BLOCK);
    let at = HEAD_NUMBERS;
    const take = (length: number): Uint32Array => {
      at += length;
      return numbers.subarray(at - length, at);
    };
    this.#keyAt = take(n + 1);
    this.#blockAt = take(n + 1);
    this.#highest = take(n);
    this.#keys = heads.subarray(at * 4);
    this.#blocks = blocks;
  }

  /** How many blocks were read that are not as they were written: they read as empty strings. */
  get damaged(): number {
    return this.#damaged;
  }

  /** The index of a key, or -1. */
  find(key: string): number {
    const bytes = encoder.encode(key);
    const index = this.#lowerBound(bytes);
    if (index >= this.count) return -1;
    return this.#block(Math.floor(index / BLOCK)).compare(index % BLOCK, bytes) === 0 ? index : -1;
  }

  /** The index of the first key that is not before `key`. */
  lowerBound(key: string): number {
    return this.#lowerBound(encoder.encode(key));
  }

  #lowerBound(key: Uint8Array): number {
    let low = 0;
    let high = this.#highest.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compareHead(middle, key) <= 0) low = middle + 1;
      else high = middle;
    }
    const number = low - 1;
    if (number < 0) return 0;
    return number * BLOCK + this.#block(number).lowerBound(key);
  }

  /** Below 0 where the first key of a block comes before `key`, 0 where it is the same. */
  #compareHead(block: number, key: Uint8Array): number {
    const keys = this.#keys;
    const start = this.#keyAt[block] ?? 0;
    const length = (this.#keyAt[block + 1] ?? start) - start;
    const end = Math.min(length, key.length);
    for (let i = 0; i < end; i++) {
      const difference = (keys[start + i] ?? 0) - (key[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - key.length;
  }

  /** From the first to after the last index of the keys that start with `prefix`. */
  range(prefix: string): readonly [number, number] {
    const bytes = encoder.encode(prefix);
    const after = new Uint8Array(bytes.length + 1);
    after.set(bytes);
    after[bytes.length] = 0xff;
    return [this.#lowerBound(bytes), this.#lowerBound(after)];
  }

  entry(index: number): StringEntry {
    const block = this.#block(Math.floor(index / BLOCK));
    const i = index % BLOCK;
    return { key: block.text(i), values: block.valuesOf(i) };
  }

  /** The entries under `prefix` with the highest first value, best first, reading only blocks that can hold one. */
  top(prefix: string, limit: number): StringEntry[] {
    const [from, to] = this.range(prefix);
    const numbers: number[] = [];
    for (let number = Math.floor(from / BLOCK); number * BLOCK < to; number++) numbers.push(number);
    numbers.sort((a, b) => (this.#highest[b] ?? 0) - (this.#highest[a] ?? 0));
    let best: { readonly index: number; readonly value: number }[] = [];
    for (const number of numbers) {
      const least = best.length === limit ? (best.at(-1)?.value ?? 0) : -1;
      if ((this.#highest[number] ?? 0) <= least) break;
      const block = this.#block(number);
      const end = Math.min(to, (number + 1) * BLOCK);
      for (let index = Math.max(from, number * BLOCK); index < end; index++) {
        const value = block.firstValue(index % BLOCK);
        if (value > least) best.push({ index, value });
      }
      best.sort((a, b) => b.value - a.value);
      best = best.slice(0, limit);
    }
    return best.map(({ index }) => this.entry(index));
  }

  #block(number: number): StringBlock {
    const kept = this.#kept.get(number);
    if (kept) {
      this.#kept.delete(number);
      this.#kept.set(number, kept);
      return kept;
    }
    const from = this.#blockAt[number] ?? 0;
    const bytes = unsealed(this.#blocks.read(from, (this.#blockAt[number + 1] ?? from) - from));
    if (!bytes) this.#damaged += 1;
    const block = new StringBlock(
      bytes ?? NOTHING,
      Math.min(BLOCK, this.count - number * BLOCK),
      this.#columns,
    );
    this.#kept.set(number, block);
    if (this.#kept.size > MOST_KEPT) {
      const [oldest = 0] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    return block;
  }
}
