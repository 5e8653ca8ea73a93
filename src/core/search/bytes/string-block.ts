import { ByteReader } from './byte-reader.ts';

const decoder = new TextDecoder();
/** Where keys are put together before it is known how long they are. */
let scratch = new Uint8Array(1 << 12);

/** A few strings of a dictionary, unpacked: their bytes in a row, and their numbers. */
export class StringBlock {
  readonly size: number;
  readonly #columns: number;
  readonly #keys: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #values: Uint32Array;

  /** Reads `size` strings with `columns` numbers each. Whatever the bytes hold, what is read stays within them. */
  constructor(bytes: Uint8Array, size: number, columns: number) {
    const reader = new ByteReader(bytes);
    this.size = size;
    this.#columns = columns;
    this.#ends = new Uint32Array(size);
    this.#values = new Uint32Array(size * columns);
    let before = 0;
    let end = 0;
    for (let i = 0; i < size; i++) {
      const shared = Math.min(reader.varint(), end - before);
      const rest = Math.min(reader.varint(), bytes.length);
      reserve(end + shared + rest);
      for (let k = 0; k < shared; k++) scratch[end + k] = scratch[before + k] ?? 0;
      before = end;
      end += shared;
      for (let k = 0; k < rest; k++) scratch[end++] = reader.byte();
      this.#ends[i] = end;
      for (let column = 0; column < columns; column++) this.#values[i * columns + column] = reader.varint();
    }
    this.#keys = scratch.slice(0, end);
  }

  /** Below 0 where string `i` comes before `key`, 0 where it is the same. */
  compare(i: number, key: Uint8Array): number {
    const start = this.#start(i);
    const length = (this.#ends[i] ?? start) - start;
    const end = Math.min(length, key.length);
    for (let k = 0; k < end; k++) {
      const difference = (this.#keys[start + k] ?? 0) - (key[k] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - key.length;
  }

  /** The first string that is not before `key`, or how many there are. */
  lowerBound(key: Uint8Array): number {
    let i = 0;
    while (i < this.size && this.compare(i, key) < 0) i += 1;
    return i;
  }

  text(i: number): string {
    return decoder.decode(this.#keys.subarray(this.#start(i), this.#ends[i]));
  }

  firstValue(i: number): number {
    return this.#values[i * this.#columns] ?? 0;
  }

  valuesOf(i: number): number[] {
    return [...this.#values.subarray(i * this.#columns, (i + 1) * this.#columns)];
  }

  #start(i: number): number {
    return i === 0 ? 0 : (this.#ends[i - 1] ?? 0);
  }
}

function reserve(length: number): void {
  if (length <= scratch.length) return;
  const bigger = new Uint8Array(length * 2);
  bigger.set(scratch);
  scratch = bigger;
}
