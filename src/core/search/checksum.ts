/**
 * Tells whether bytes are those that were written: the sum of their 32-bit words and the sum of the sums (Fletcher 1982), so
 * that megabytes take a millisecond, in a process that has just begun too. Against accidents, not against an adversary.
 * Takes bytes piece by piece; every piece but the last must be a multiple of four long.
 */
export class Checksum {
  #sum = 1;
  #sums = 0;

  add(bytes: Uint8Array): this {
    const words = wordsOf(bytes, bytes.length & ~3);
    let [sum, sums] = [this.#sum, this.#sums];
    for (let i = 0; i < words.length; i++) {
      sum = (sum + (words[i] ?? 0)) | 0;
      sums = (sums + sum) | 0;
    }
    for (let at = words.length * 4; at < bytes.length; at++) {
      sum = (sum + (bytes[at] ?? 0)) | 0;
      sums = (sums + sum) | 0;
    }
    [this.#sum, this.#sums] = [sum, sums];
    return this;
  }

  get sums(): readonly [number, number] {
    return [this.#sum >>> 0, this.#sums >>> 0];
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

/** Two bytes over a piece that is read by itself: a damaged one passes once in 65,536 times. */
export const shortSum = (bytes: Uint8Array): number =>
  shortSumWithin(bytes, 0, bytes.length, bytes.length < SHORT ? NO_WORDS : wordsOf(bytes, bytes.length));

/** The same over `length` bytes from `from` on, a multiple of four; `words` lies over the same memory. */
export function shortSumWithin(bytes: Uint8Array, from: number, length: number, words: Int32Array): number {
  const whole = from + (length < SHORT ? 0 : length & ~3);
  let [sum, sums] = [length, 0];
  for (let i = from >>> 2; i < whole >>> 2; i++) {
    sum = (sum + (words[i] ?? 0)) | 0;
    sums = (sums + sum) | 0;
  }
  for (let at = whole; at < from + length; at++) {
    sum = (sum + (bytes[at] ?? 0)) | 0;
    sums = (sums + sum) | 0;
  }
  const both = mixed(sum, sums);
  return (both ^ (both >>> 16)) & 0xffff;
}
