import { ByteReader } from './bytes/byte-reader.ts';
import type { DocTokens } from './doc-tokens.ts';
import { ZONES } from './paper-texts.ts';
import type { RecordCache } from './record-cache.ts';

/**
 * The words of a record are units of 16 bits: what a word is in the lowest two, its code above. The most frequent lexemes
 * have a code of their own, so that a query can tell by one look into a table whether a word is one of its own. Another
 * lexeme takes two units: a code from {@link RARE} on says the high part of its number, the unit after it the low part, which
 * is below {@link RARE_UNIT}, so that a row of units can be read backwards too.
 *
 * A record is: the unit after the last of each zone (Uint32), the units, what the paper is about (signed bytes), the hash of
 * its text (Uint32), its id, and a seal.
 */
export const CODES = 1 << 14;
export const RARE = CODES - 256;
export const RARE_UNIT = RARE << 2;

/** The number of a lexeme without a code of its own. */
export const rareLexeme = (unit: number, low: number): number => ((unit >>> 2) - RARE) * RARE_UNIT + low;

const ENDS_BYTES = ZONES * 4;

/** One record of those in memory, for as long as no other is read. */
export class DocRecord {
  /** By zone: the unit after its last. */
  readonly ends = new Int32Array(ZONES);
  readonly #cache: RecordCache;
  /** Where the record begins. */
  #at = 0;

  constructor(cache: RecordCache) {
    this.#cache = cache;
  }

  /** Takes what `writeRecords` wrote, `length` bytes from `at` on. Whatever the bytes hold, sizes stay within them. */
  take(at: number, length: number): void {
    this.#at = at;
    const first = this.start(0);
    const most = (at + length) >>> 1;
    let end = first;
    for (let zone = 0; zone < ZONES; zone++) {
      end = Math.max(end, Math.min(most, first + Math.max(0, this.#cache.words[(at >>> 2) + zone] ?? 0)));
      this.ends[zone] = end;
    }
  }

  get units(): Uint16Array {
    return this.#cache.units;
  }

  /** The unit where a zone begins. */
  start(zone: number): number {
    return zone === 0 ? (this.#at + ENDS_BYTES) >>> 1 : (this.ends[zone - 1] ?? 0);
  }

  copyVector(dims: number, into: Int8Array, at: number): void {
    const from = this.#afterUnits;
    for (let k = 0; k < dims; k++) into[at + k] = this.#cache.bytes[from + k] ?? 0;
  }

  hash(dims: number): number {
    return new ByteReader(this.#cache.bytes, this.#afterUnits + dims).uint32();
  }

  id(dims: number): string {
    return new ByteReader(this.#cache.bytes, this.#afterUnits + dims + 4).text();
  }

  /** The words one by one; `frequent` are the lexemes of codes. */
  readTokens(frequent: Uint32Array, into: DocTokens): void {
    const { units } = this;
    into.room((this.ends[ZONES - 1] ?? 0) - this.start(0));
    let token = 0;
    for (let zone = 0, unit = this.start(0); zone < ZONES; zone++) {
      const end = this.ends[zone] ?? 0;
      while (unit < end) {
        const first = units[unit++] ?? 0;
        into.kinds[token] = first & 3;
        into.lexemes[token++] =
          first < RARE_UNIT ? (frequent[first >>> 2] ?? 0) : rareLexeme(first, units[unit++] ?? 0);
      }
      into.zoneEnd[zone] = token;
    }
  }

  /** The byte after the units. */
  get #afterUnits(): number {
    return (this.ends[ZONES - 1] ?? 0) * 2;
  }
}
