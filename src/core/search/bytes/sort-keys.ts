import { grown } from './grown.ts';

const encoder = new TextEncoder();
/** Bytes compared at once: three of 257 values (0 for the end of a key) and the place of a key fit a number exactly. */
const STEP = 3;
const VALUES = 257;
const PLACES = 2 ** 28;
/** Fewer keys are sorted by comparing them. */
const FEW = 16;

/** Keys in the order of their bytes as UTF-8, so that columns beside them can follow. */
export interface SortedKeys {
  /** The places of the keys as they were given, in order. */
  readonly order: Uint32Array;
  /** The bytes of the key at a place. */
  readonly bytesOf: (place: number) => Uint8Array;
}

/** Keys must differ. */
export function sortKeys(keys: readonly string[]): SortedKeys {
  const sorting = new KeySorting(keys);
  sorting.sort(0, keys.length, 0);
  return { order: sorting.order, bytesOf: place => sorting.bytesOf(place) };
}

/** Keys as bytes, one behind the other, being sorted. */
class KeySorting {
  readonly order: Uint32Array;
  #bytes = new Uint8Array(1 << 12);
  /** By place: where a key begins; one more for the end. */
  readonly #begin: Uint32Array;
  readonly #numbers: Float64Array;

  constructor(keys: readonly string[]) {
    this.order = Uint32Array.from(keys.keys());
    this.#begin = new Uint32Array(keys.length + 1);
    this.#numbers = new Float64Array(keys.length);
    keys.forEach((key, place) => {
      const begin = this.#begin[place] ?? 0;
      this.#begin[place + 1] = begin + this.#encode(key, begin);
    });
  }

  bytesOf(place: number): Uint8Array {
    return this.#bytes.subarray(this.#begin[place] ?? 0, this.#begin[place + 1] ?? 0);
  }

  /** Sorts a stretch of the order whose keys have the same first `depth` bytes. */
  sort(from: number, to: number, depth: number): void {
    if (to - from <= FEW) {
      this.#insert(from, to, depth);
      return;
    }
    // As numbers, because those are sorted without calling back: the next bytes of each key first, then its place.
    const numbers = this.#numbers.subarray(from, to);
    for (let i = 0; i < numbers.length; i++) {
      const place = this.order[from + i] ?? 0;
      numbers[i] = this.#next(place, depth) * PLACES + place;
    }
    numbers.sort();
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      this.order[from + i] = number - Math.floor(number / PLACES) * PLACES;
    }
    this.#sortAlike(from, to, depth);
  }

  /** Sorts each stretch whose keys are alike in the next bytes too. */
  #sortAlike(from: number, to: number, depth: number): void {
    for (let start = from; start < to; ) {
      const next = this.#next(this.order[start] ?? 0, depth);
      let end = start + 1;
      while (end < to && this.#next(this.order[end] ?? 0, depth) === next) end += 1;
      if (end - start > 1 && next % VALUES > 0) this.sort(start, end, depth + STEP);
      start = end;
    }
  }

  #insert(from: number, to: number, depth: number): void {
    const { order } = this;
    for (let i = from + 1; i < to; i++) {
      const place = order[i] ?? 0;
      let at = i;
      for (; at > from && this.#compare(order[at - 1] ?? 0, place, depth) > 0; at--)
        order[at] = order[at - 1] ?? 0;
      order[at] = place;
    }
  }

  #compare(a: number, b: number, depth: number): number {
    const bytes = this.#bytes;
    let [i, j] = [(this.#begin[a] ?? 0) + depth, (this.#begin[b] ?? 0) + depth];
    const [endA, endB] = [this.#begin[a + 1] ?? 0, this.#begin[b + 1] ?? 0];
    for (; i < endA && j < endB; i++, j++) {
      const difference = (bytes[i] ?? 0) - (bytes[j] ?? 0);
      if (difference !== 0) return difference;
    }
    return endA - i - (endB - j);
  }

  /** Three bytes of a key as a number. */
  #next(place: number, depth: number): number {
    const end = this.#begin[place + 1] ?? 0;
    const at = (this.#begin[place] ?? 0) + depth;
    const bytes = this.#bytes;
    const first = at < end ? (bytes[at] ?? 0) + 1 : 0;
    const second = at + 1 < end ? (bytes[at + 1] ?? 0) + 1 : 0;
    const third = at + 2 < end ? (bytes[at + 2] ?? 0) + 1 : 0;
    return (first * VALUES + second) * VALUES + third;
  }

  /** Gives the length. */
  #encode(key: string, at: number): number {
    this.#bytes = grown(this.#bytes, at + key.length * 3);
    const bytes = this.#bytes;
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i);
      if (code > 0x7f) return encoder.encodeInto(key, bytes.subarray(at)).written;
      bytes[at + i] = code;
    }
    return key.length;
  }
}
