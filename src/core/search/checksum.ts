/**
 * Tells whether bytes are those that were written: 64 bits over four lanes of 32-bit words, so that megabytes take
 * milliseconds. Against accidents, not against an adversary. Takes bytes piece by piece; every piece but the last must be
 * a multiple of 16 long.
 */
export class Checksum {
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;
  #c = 0xc2b2ae35 | 0;
  #d = 0x27d4eb2f | 0;
  #length = 0;

  add(bytes: Uint8Array): this {
    const whole = bytes.length & ~15;
    const words = wordsOf(bytes, whole);
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let i = 0; i < words.length; i += 4) {
      a = Math.imul(a ^ (words[i] ?? 0), 0x01000193);
      b = Math.imul(b ^ (words[i + 1] ?? 0), 0x01000193);
      c = Math.imul(c ^ (words[i + 2] ?? 0), 0x01000193);
      d = Math.imul(d ^ (words[i + 3] ?? 0), 0x01000193);
      a ^= a >>> 15;
      b ^= b >>> 15;
      c ^= c >>> 15;
      d ^= d >>> 15;
    }
    for (let at = whole; at < bytes.length; at++) a = Math.imul(a ^ (bytes[at] ?? 0), 0x01000193);
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
    this.#length = (this.#length + bytes.length) | 0;
    return this;
  }

  get sums(): readonly [number, number] {
    const a = Math.imul(this.#a ^ this.#length, 0x01000193);
    return [mixed(a, this.#c), mixed(this.#b ^ a, this.#d)];
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

/**
 * Two bytes over the first `length` bytes of a piece that is read by itself: a damaged one passes once in 65,536 times.
 * `words` may lie over the same memory already.
 */
export function shortSum(
  bytes: Uint8Array,
  length = bytes.length,
  words = length < SHORT ? NO_WORDS : wordsOf(bytes, length),
): number {
  const whole = length < SHORT ? 0 : length & ~7;
  let a = length;
  let b = 0x9e3779b9 | 0;
  for (let i = 0; i < whole >>> 2; i += 2) {
    a = Math.imul(a ^ (words[i] ?? 0), 0x01000193);
    b = Math.imul(b ^ (words[i + 1] ?? 0), 0x01000193);
    a ^= a >>> 15;
    b ^= b >>> 15;
  }
  for (let at = whole; at < length; at++) a = Math.imul(a ^ (bytes[at] ?? 0), 0x01000193);
  const sum = mixed(a, b);
  return (sum ^ (sum >>> 16)) & 0xffff;
}
