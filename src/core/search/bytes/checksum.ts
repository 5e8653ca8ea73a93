/**
 * Tells whether bytes are those that were written: the sum of their 32-bit words and the sum of the sums (Fletcher 1982), so
 * that megabytes take a millisecond, in a process that has just begun too. Against accidents, not against an adversary.
 * Takes bytes piece by piece; every piece but the last must be a multiple of four long.
 */
export class Checksum {
  readonly #sums = new Sums(1);

  add(bytes: Uint8Array): this {
    const whole = bytes.length & ~3;
    this.#sums.addWords(wordsOf(bytes, whole), 0, whole >>> 2);
    this.#sums.addBytes(bytes, whole, bytes.length);
    return this;
  }

  get sums(): readonly [number, number] {
    return [this.#sums.sum >>> 0, this.#sums.sums >>> 0];
  }
}

class Sums {
  sum: number;
  sums = 0;

  constructor(sum: number) {
    this.sum = sum;
  }

  /** Four words at a time: most of what this costs is going round. */
  addWords(words: Int32Array, from: number, to: number): void {
    let { sum, sums } = this;
    let i = from;
    for (; i + 3 < to; i += 4) {
      const first = (sum + (words[i] ?? 0)) | 0;
      const second = (first + (words[i + 1] ?? 0)) | 0;
      const third = (second + (words[i + 2] ?? 0)) | 0;
      sum = (third + (words[i + 3] ?? 0)) | 0;
      sums = (sums + first + second + third + sum) | 0;
    }
    for (; i < to; i++) {
      sum = (sum + (words[i] ?? 0)) | 0;
      sums = (sums + sum) | 0;
    }
    this.sum = sum;
    this.sums = sums;
  }

  addBytes(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.sum = (this.sum + (bytes[at] ?? 0)) | 0;
      this.sums = (this.sums + this.sum) | 0;
    }
  }
}

/** Over the bytes where they lie, or over a copy where they do not lie at a multiple of four. */
function wordsOf(bytes: Uint8Array, length: number): Int32Array {
  const { buffer, byteOffset } =
    bytes.byteOffset % 4 === 0 ? bytes : { buffer: bytes.slice(0, length).buffer, byteOffset: 0 };
  return new Int32Array(buffer, byteOffset, length >>> 2);
}

function mixed(x: number, y: number): number {
  let z = Math.imul(x ^ (y >>> 16), 0x85ebca6b) ^ Math.imul(y, 0xc2b2ae35);
  z ^= z >>> 13;
  return z >>> 0;
}

/** Shorter pieces are summed up byte by byte: laying words over them would cost more. */
const SHORT = 64;
const NO_WORDS = new Int32Array(0);
/** For one short sum after the other. */
const shared = new Sums(0);

/** Two bytes over a piece that is read by itself: a damaged one passes once in 65,536 times. */
export const shortSum = (bytes: Uint8Array): number =>
  shortSumWithin(bytes, 0, bytes.length, bytes.length < SHORT ? NO_WORDS : wordsOf(bytes, bytes.length));

/** The same over `length` bytes from `from` on, a multiple of four; `words` lies over the same memory. */
export function shortSumWithin(bytes: Uint8Array, from: number, length: number, words: Int32Array): number {
  const whole = from + (length < SHORT ? 0 : length & ~3);
  const own = shared;
  own.sum = length;
  own.sums = 0;
  own.addWords(words, from >>> 2, whole >>> 2);
  own.addBytes(bytes, whole, from + length);
  const both = mixed(own.sum, own.sums);
  return (both ^ (both >>> 16)) & 0xffff;
}
