import type { ByteWriter } from './byte-writer.ts';
import { shortSum } from './checksum.ts';

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

/** Whether the first `length` bytes, seal included, are as they were written; `words` may lie over the same memory. */
export function isIntact(bytes: Uint8Array, length = bytes.length, words?: Int32Array): boolean {
  const end = length - SEAL_BYTES;
  return end >= 0 && shortSum(bytes, end, words) === ((bytes[end] ?? 0) | ((bytes[end + 1] ?? 0) << 8));
}

/** A sealed piece without its seal; undefined when it is not as it was written. */
export const unsealed = (bytes: Uint8Array): Uint8Array | undefined =>
  isIntact(bytes) ? bytes.subarray(0, bytes.length - SEAL_BYTES) : undefined;
