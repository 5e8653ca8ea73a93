import type { ByteSource } from './byte-source.ts';

const LARGEST_CHUNK = 1 << 24;
const FIRST_CHUNK = 1 << 16;

/** Bytes that grow without being copied: pieces one after the other, each of which lies in one stretch of memory. */
export class ByteChunks implements ByteSource {
  readonly #chunks: Uint8Array[] = [];
  /** By chunk: where it begins. */
  readonly #starts: number[] = [];
  /** How much of the last chunk is taken. */
  #taken = 0;

  get size(): number {
    return (this.#starts.at(-1) ?? 0) + this.#taken;
  }

  /** Adds a piece and gives where it begins. */
  add(piece: Uint8Array): number {
    let chunk = this.#chunks.at(-1);
    if (!chunk || this.#taken + piece.length > chunk.length) {
      const length = Math.min(LARGEST_CHUNK, chunk ? chunk.length * 2 : FIRST_CHUNK);
      this.#starts.push(this.size);
      chunk = new Uint8Array(Math.max(length, piece.length));
      this.#chunks.push(chunk);
      this.#taken = 0;
    }
    const at = this.size;
    chunk.set(piece, this.#taken);
    this.#taken += piece.length;
    return at;
  }

  read(offset: number, length: number): Uint8Array {
    const chunk = this.#chunkOf(offset);
    const from = offset - (this.#starts[chunk] ?? 0);
    const bytes = this.#chunks[chunk];
    const isWhole = bytes !== undefined && offset + length <= this.#endOf(chunk);
    return isWhole ? bytes.subarray(from, from + length) : this.load(offset, length);
  }

  load(offset: number, length: number): Uint8Array {
    const room = new Uint8Array(length);
    this.readInto(offset, length, room, 0);
    return room;
  }

  readInto(offset: number, length: number, into: Uint8Array, at: number): void {
    let done = 0;
    for (let chunk = this.#chunkOf(offset); done < length && chunk < this.#chunks.length; chunk++) {
      const from = offset + done - (this.#starts[chunk] ?? 0);
      const end = Math.min(from + length - done, this.#endOf(chunk) - (this.#starts[chunk] ?? 0));
      into.set(this.#chunks[chunk]?.subarray(from, end) ?? [], at + done);
      done += end - from;
    }
  }

  close(): void {
    // Memory is given back when nobody holds it.
  }

  #endOf(chunk: number): number {
    return this.#starts[chunk + 1] ?? this.size;
  }

  /** The chunk in which a byte lies. */
  #chunkOf(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
