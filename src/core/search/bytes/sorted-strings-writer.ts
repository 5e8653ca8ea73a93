import { ByteWriter } from './byte-writer.ts';
import { seal } from './sealed.ts';

/** Strings that share a block, each written as what differs from the one before. */
export const BLOCK = 32;

/** What {@link SortedStrings} reads: tables and first keys of the blocks, to be kept in memory, and the blocks. */
export interface SortedStringsBytes {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
}

const EMPTY = new Uint8Array(0);

/** Whole numbers before the tables of the heads: count, columns. */
export const HEAD_NUMBERS = 2;

/** Writes entries that come in order; every entry has the same number of values. */
export class SortedStringsWriter {
  readonly #columns: number;
  readonly #firstKeys = new ByteWriter();
  readonly #keyAt: number[] = [];
  readonly #blockAt: number[] = [];
  /** By block: the highest first value in it. */
  readonly #highest: number[] = [];
  readonly #blocks = new ByteWriter();
  #count = 0;
  #before: Uint8Array = EMPTY;

  constructor(columns: number) {
    this.#columns = columns;
  }

  add(key: Uint8Array, values: readonly number[]): void {
    let shared = 0;
    if (this.#count % BLOCK === 0) {
      this.#sealBlock();
      this.#keyAt.push(this.#firstKeys.length);
      this.#blockAt.push(this.#blocks.length);
      this.#highest.push(0);
      this.#firstKeys.bytes(key);
    } else {
      const end = Math.min(key.length, this.#before.length);
      while (shared < end && key[shared] === this.#before[shared]) shared += 1;
    }
    this.#blocks.varint(shared);
    this.#blocks.varint(key.length - shared);
    this.#blocks.bytes(key.subarray(shared));
    for (let column = 0; column < this.#columns; column++) this.#blocks.varint(values[column] ?? 0);
    const block = this.#highest.length - 1;
    this.#highest[block] = Math.max(this.#highest[block] ?? 0, values[0] ?? 0);
    this.#before = key;
    this.#count += 1;
  }

  #sealBlock(): void {
    if (this.#count > 0) seal(this.#blocks, this.#blockAt.at(-1) ?? 0);
  }

  finish(): SortedStringsBytes {
    this.#sealBlock();
    const keyAt = [...this.#keyAt, this.#firstKeys.length];
    const blockAt = [...this.#blockAt, this.#blocks.length];
    const heads = new ByteWriter(this.#firstKeys.length + (keyAt.length + 1) * 12);
    heads.array(Uint32Array.of(this.#count, this.#columns));
    for (const table of [keyAt, blockAt, this.#highest]) heads.array(Uint32Array.from(table));
    heads.bytes(this.#firstKeys.view());
    return { heads: heads.view(), blocks: this.#blocks.view() };
  }
}
