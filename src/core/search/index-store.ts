import type { ByteSource } from './bytes/byte-source.ts';

/** Where an index is kept between runs. It can always be made anew: losing it loses nothing. */
export interface IndexStore {
  /** What was saved last, open for reading; undefined when there is nothing. Throws Fault `storage`. */
  open(): ByteSource | undefined;
  /**
   * Keeps the pieces, one after the other, in place of what was there: all of them or none, whenever the process ends.
   * Sources opened before stay good. Rejects with Fault `storage`.
   */
  save(pieces: Iterable<Uint8Array>): Promise<void>;
}
