import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { BLOCK, compareBytes } from './sorted-strings-writer.ts';
import { StringBlock } from './string-block.ts';

/** Strings in the order of their UTF-8 bytes, each with some small numbers. */
export interface StringEntry {
  readonly key: string;
  readonly values: readonly number[];
}

/** Blocks that were read stay unpacked, up to so many: a query asks for the same few again and again. */
const MOST_KEPT = 256;
const encoder = new TextEncoder();

/** Looks strings up by halving the heads and reading one block. */
export class SortedStrings {
  readonly count: number;
  readonly #columns: number;
  readonly #heads: Uint8Array;
  readonly #headAt: Uint32Array;
  readonly #headLength: Uint16Array;
  readonly #blockAt: Uint32Array;
  readonly #highest: Uint32Array;
  readonly #blocks: ByteSource;
  /** By number, what was used longest ago first. */
  readonly #kept = new Map<number, StringBlock>();

  constructor(heads: Uint8Array, blocks: ByteSource) {
    const reader = new ByteReader(heads);
    this.count = reader.varint();
    this.#columns = reader.varint();
    const end = reader.varint();
    const n = Math.ceil(this.count / BLOCK);
    this.#heads = heads;
    this.#headAt = new Uint32Array(n);
    this.#headLength = new Uint16Array(n);
    this.#blockAt = new Uint32Array(n + 1);
    this.#highest = new Uint32Array(n);
    for (let block = 0; block < n; block++) {
      this.#blockAt[block] = reader.varint();
      const length = reader.varint();
      this.#headAt[block] = reader.at;
      this.#headLength[block] = length;
      reader.bytes(length);
      this.#highest[block] = reader.varint();
    }
    this.#blockAt[n] = end;
    this.#blocks = blocks;
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
    let high = this.#headAt.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.#head(middle), key) <= 0) low = middle + 1;
      else high = middle;
    }
    const number = low - 1;
    if (number < 0) return 0;
    const block = this.#block(number);
    let i = 0;
    while (i < block.size && block.compare(i, key) < 0) i += 1;
    return number * BLOCK + i;
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

  #head(block: number): Uint8Array {
    const at = this.#headAt[block] ?? 0;
    return this.#heads.subarray(at, at + (this.#headLength[block] ?? 0));
  }

  #block(number: number): StringBlock {
    const kept = this.#kept.get(number);
    if (kept) {
      this.#kept.delete(number);
      this.#kept.set(number, kept);
      return kept;
    }
    const from = this.#blockAt[number] ?? 0;
    const bytes = this.#blocks.read(from, (this.#blockAt[number + 1] ?? from) - from);
    const block = new StringBlock(bytes, Math.min(BLOCK, this.count - number * BLOCK), this.#columns);
    this.#kept.set(number, block);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return block;
  }
}
