const FIRST_CAPACITY = 1 << 12;
const encoder = new TextEncoder();

/** Bytes that grow as they are written. Numbers are little-endian; a varint has seven bits a byte, least first. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity = FIRST_CAPACITY) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  uint32(value: number): void {
    this.#room(4);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#length++] = value >>> shift;
  }

  /** An integer from 0 to 2^32 - 1. */
  varint(value: number): void {
    this.#room(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** UTF-8 with its length before it. */
  text(text: string): void {
    const bytes = encoder.encode(text);
    this.varint(bytes.length);
    this.bytes(bytes);
  }

  /** The bytes of a typed array as they lie in memory. */
  array(array: Uint32Array | Uint16Array | Uint8Array): void {
    this.bytes(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }

  /** Zeros up to the next multiple of `unit`. */
  align(unit: number): void {
    while (this.#length % unit !== 0) this.byte(0);
  }

  clear(): void {
    this.#length = 0;
  }

  /** What was written so far; a view until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const bigger = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
    bigger.set(this.view());
    this.#bytes = bigger;
  }
}
