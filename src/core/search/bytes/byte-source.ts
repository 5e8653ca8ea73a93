/**
 * Bytes that can be read anywhere: a file kept open, or memory. The index keeps in memory what every query needs and
 * reads the rest (the words of the best candidates, blocks of dictionaries) from here when it needs it.
 */
export interface ByteSource {
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`; throws Fault `storage` when they can't be had. The view is only good until the next
   * read: copy what must last.
   */
  read(offset: number, length: number): Uint8Array;
  /** The same in memory of its own, aligned for every kind of typed array. */
  load(offset: number, length: number): Uint8Array;
  /** The same into `into` from `at` on, where there must be room for it. */
  readInto(offset: number, length: number, into: Uint8Array, at: number): void;
  /** Gives back what it holds open. */
  close(): void;
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    load: (offset, length) => bytes.slice(offset, offset + length),
    readInto: (offset, length, into, at) => into.set(bytes.subarray(offset, offset + length), at),
    close: () => undefined,
  };
}

/** A stretch of a source as a source of its own. */
export function sliceOf(source: ByteSource, start: number, size: number): ByteSource {
  return {
    size,
    read: (offset, length) => source.read(start + offset, length),
    load: (offset, length) => source.load(start + offset, length),
    readInto: (offset, length, into, at) => source.readInto(start + offset, length, into, at),
    close: () => undefined,
  };
}
