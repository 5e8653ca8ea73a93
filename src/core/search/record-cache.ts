import type { ByteSource } from './bytes/byte-source.ts';
import { isIntact } from './bytes/sealed.ts';

/** So many bytes of records stay in memory: all of a small archive, of a large one those read last. */
const MOST_BYTES = 8 << 20;
/** Before a record: its paper, and how long it is. */
const HEAD_BYTES = 8;

/** Records begin at multiples of this, so that typed arrays can lie over them. */
export const RECORD_ALIGNMENT = 4;

const aligned = (length: number): number => Math.ceil(length / RECORD_ALIGNMENT) * RECORD_ALIGNMENT;

/**
 * The records of a segment that were read last, one after the other in a ring of memory: a search reads hundreds, and asking
 * the system for one costs more than looking at it. The ring is never copied or cleared away.
 */
export class RecordCache {
  bytes: Uint8Array;
  /** Over {@link bytes}. */
  words: Int32Array;
  units: Uint16Array;
  readonly #source: ByteSource;
  /** By paper: where its record begins, 0 where it is not here. */
  readonly #places: Int32Array;
  /** Where the next record goes, and where the oldest one is. */
  #head = 0;
  #tail = 0;
  #count = 0;
  /** Where the ring begins anew before its end. */
  #end: number;
  #damaged = 0;

  constructor(source: ByteSource, papers: number) {
    this.#source = source;
    this.#places = new Int32Array(papers);
    this.bytes = new Uint8Array(aligned(Math.min(MOST_BYTES, source.size + papers * HEAD_BYTES)));
    this.words = new Int32Array(this.bytes.buffer);
    this.units = new Uint16Array(this.bytes.buffer);
    this.#end = this.bytes.length;
  }

  /** How many records were read that are not as they were written: they read as zeros. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Where the record of a paper begins, which is `length` bytes from `from` on in the source; good until the next reading. */
  read(doc: number, from: number, length: number): number {
    const known = this.#places[doc] ?? 0;
    if (known > 0) return known;
    const place = this.#reserve(doc, length) + HEAD_BYTES;
    this.#source.readInto(from, length, this.bytes, place);
    if (!isIntact(this.bytes, place, length, this.words)) {
      this.bytes.fill(0, place, place + length);
      this.#damaged += 1;
    }
    this.#places[doc] = place;
    return place;
  }

  /** Makes room for a record at the cost of the oldest ones. */
  #reserve(doc: number, length: number): number {
    const room = HEAD_BYTES + aligned(length);
    if (room > this.bytes.length) this.#startOver(room * 2);
    if (this.#head + room > this.bytes.length) {
      while (this.#count > 0 && this.#tail >= this.#head) this.#dropOldest();
      this.#end = this.#head;
      this.#head = 0;
    }
    while (this.#count > 0 && this.#tail >= this.#head && this.#tail < this.#head + room) this.#dropOldest();
    const at = this.#head;
    this.words[at >>> 2] = doc;
    this.words[(at >>> 2) + 1] = room;
    this.#head += room;
    this.#count += 1;
    return at;
  }

  #dropOldest(): void {
    this.#places[this.words[this.#tail >>> 2] ?? 0] = 0;
    this.#tail += this.words[(this.#tail >>> 2) + 1] ?? 0;
    this.#count -= 1;
    if (this.#tail >= this.#end) {
      this.#tail = 0;
      this.#end = this.bytes.length;
    }
    if (this.#count === 0) this.#tail = this.#head;
  }

  #startOver(size: number): void {
    this.#places.fill(0);
    this.bytes = new Uint8Array(size);
    this.words = new Int32Array(this.bytes.buffer);
    this.units = new Uint16Array(this.bytes.buffer);
    [this.#head, this.#tail, this.#count, this.#end] = [0, 0, 0, size];
  }
}
