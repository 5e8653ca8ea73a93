import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';

/** Strings in the order of their UTF-8 bytes, each with some small numbers. */
export interface StringEntry {
  readonly key: string;
  readonly values: readonly number[];
}

const BLOCK = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What {@link SortedStrings} reads: the first key of every block, to be kept in memory, and the blocks. */
export interface SortedStringsBytes {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
}

/** The order keys must be written in. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Sorts entries and gives the order, so that columns beside them can follow. Keys must differ. */
export function sortKeys(keys: readonly string[]): {
  readonly bytes: Uint8Array[];
  readonly order: Uint32Array;
} {
  const bytes = keys.map(key => encoder.encode(key));
  const order = Uint32Array.from(keys.keys());
  const plain = keys.every(key => /^[\0-\x7f]*$/.test(key));
  if (plain) order.sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
  else order.sort((a, b) => compareBytes(bytes[a] ?? EMPTY, bytes[b] ?? EMPTY));
  return { bytes, order };
}

const EMPTY = new Uint8Array(0);

/** Writes entries that come in order; every entry has the same number of values. */
export class SortedStringsWriter {
  readonly #columns: number;
  readonly #heads = new ByteWriter();
  readonly #blocks = new ByteWriter();
  #count = 0;
  #highest = 0;
  #before: Uint8Array = EMPTY;

  constructor(columns: number) {
    this.#columns = columns;
  }

  add(key: Uint8Array, values: readonly number[]): void {
    let shared = 0;
    if (this.#count % BLOCK === 0) {
      this.#endBlock();
      this.#heads.varint(this.#blocks.length);
      this.#heads.varint(key.length);
      this.#heads.bytes(key);
    } else {
      const end = Math.min(key.length, this.#before.length);
      while (shared < end && key[shared] === this.#before[shared]) shared += 1;
    }
    this.#blocks.varint(shared);
    this.#blocks.varint(key.length - shared);
    this.#blocks.bytes(key.subarray(shared));
    for (let column = 0; column < this.#columns; column++) this.#blocks.varint(values[column] ?? 0);
    this.#highest = Math.max(this.#highest, values[0] ?? 0);
    this.#before = key;
    this.#count += 1;
  }

  #endBlock(): void {
    if (this.#count > 0) this.#heads.varint(this.#highest);
    this.#highest = 0;
  }

  finish(): SortedStringsBytes {
    this.#endBlock();
    const heads = new ByteWriter(this.#heads.length + 16);
    heads.varint(this.#count);
    heads.varint(this.#columns);
    heads.varint(this.#blocks.length);
    heads.bytes(this.#heads.view());
    return { heads: heads.view(), blocks: this.#blocks.view() };
  }
}

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
  #cachedBlock = -1;
  #cachedKeys: Uint8Array[] = [];
  #cachedValues: number[][] = [];

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
    this.#load(Math.floor(index / BLOCK));
    const found = this.#cachedKeys[index % BLOCK] ?? EMPTY;
    return compareBytes(found, bytes) === 0 ? index : -1;
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
    const block = low - 1;
    if (block < 0) return 0;
    this.#load(block);
    let i = 0;
    while (i < this.#cachedKeys.length && compareBytes(this.#cachedKeys[i] ?? EMPTY, key) < 0) i += 1;
    return block * BLOCK + i;
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
    this.#load(Math.floor(index / BLOCK));
    const i = index % BLOCK;
    return { key: decoder.decode(this.#cachedKeys[i] ?? EMPTY), values: this.#cachedValues[i] ?? [] };
  }

  /** The entries under `prefix` with the highest first value, best first, reading only blocks that can hold one. */
  top(prefix: string, limit: number): StringEntry[] {
    const [from, to] = this.range(prefix);
    const blocks: number[] = [];
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block++) blocks.push(block);
    blocks.sort((a, b) => (this.#highest[b] ?? 0) - (this.#highest[a] ?? 0));
    let best: StringEntry[] = [];
    for (const block of blocks) {
      if (best.length === limit && (this.#highest[block] ?? 0) <= (best.at(-1)?.values[0] ?? 0)) break;
      const end = Math.min(to, (block + 1) * BLOCK);
      for (let i = Math.max(from, block * BLOCK); i < end; i++) best.push(this.entry(i));
      best.sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
      best = best.slice(0, limit);
    }
    return best;
  }

  #head(block: number): Uint8Array {
    const at = this.#headAt[block] ?? 0;
    return this.#heads.subarray(at, at + (this.#headLength[block] ?? 0));
  }

  #load(block: number): void {
    if (block === this.#cachedBlock) return;
    const from = this.#blockAt[block] ?? 0;
    const reader = new ByteReader(this.#blocks.read(from, (this.#blockAt[block + 1] ?? from) - from));
    const size = Math.min(BLOCK, this.count - block * BLOCK);
    const keys: Uint8Array[] = [];
    const values: number[][] = [];
    let before: Uint8Array = EMPTY;
    for (let i = 0; i < size; i++) {
      const shared = reader.varint();
      const rest = reader.bytes(reader.varint());
      const key = new Uint8Array(Math.min(shared, before.length) + rest.length);
      key.set(before.subarray(0, shared));
      key.set(rest, Math.min(shared, before.length));
      keys.push(key);
      values.push(Array.from({ length: this.#columns }, () => reader.varint()));
      before = key;
    }
    this.#cachedKeys = keys;
    this.#cachedValues = values;
    this.#cachedBlock = block;
  }
}
