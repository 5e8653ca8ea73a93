import type { ByteWriter } from './byte-writer.ts';
import { shortSum, shortSumWithin } from './checksum.ts';

/** What a seal takes behind the bytes it is of. */
export const SEAL_BYTES = 2;

/** Ends a piece that began at `from` with a sum by which {@link unsealed} tells whether it is as it was written. */
export function seal(writer: ByteWriter, from: number): void {
  const sum = shortSum(writer.view().subarray(from));
  writer.byte(sum & 0xff);
  writer.byte(sum >>> 8);
}

/** The same for bytes that are there already. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const sum = shortSum(bytes);
  const whole = new Uint8Array(bytes.length + SEAL_BYTES);
  whole.set(bytes);
  whole[bytes.length] = sum & 0xff;
  whole[bytes.length + 1] = sum >>> 8;
  return whole;
}

/** A sealed piece without its seal; undefined when it is not as it was written. */
export function unsealed(bytes: Uint8Array): Uint8Array | undefined {
  const end = bytes.length - SEAL_BYTES;
  if (end < 0) return undefined;
  const piece = bytes.subarray(0, end);
  return shortSum(piece) === sealAt(bytes, end) ? piece : undefined;
}

/**
 * Whether a sealed piece, `length` bytes from `from` on with its seal, is as it was written; `from` is a multiple of four,
 * `words` lies over the same memory.
 */
export function isIntact(bytes: Uint8Array, from: number, length: number, words: Int32Array): boolean {
  const own = length - SEAL_BYTES;
  return own >= 0 && shortSumWithin(bytes, from, own, words) === sealAt(bytes, from + own);
}

const sealAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
