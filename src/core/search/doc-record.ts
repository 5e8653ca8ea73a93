import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import type { DocTokens } from './doc-tokens.ts';
import { ZONES } from './paper-texts.ts';
import { isIntact } from './sealed.ts';

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

/** Records begin at multiples of this, so that typed arrays can lie over them. */
export const RECORD_ALIGNMENT = 4;
const ENDS_BYTES = ZONES * 4;

/** What a damaged record reads as: a paper without words. */
const EMPTY_BYTES = 512;
const FIRST_ROOM = 1 << 14;

/** One record, refilled from paper to paper: searching reads hundreds, so that reading one makes no garbage. */
export class DocRecord {
  /** By zone: the unit after its last. */
  readonly ends = new Int32Array(ZONES);
  units: Uint16Array = new Uint16Array(0);
  #bytes = new Uint8Array(FIRST_ROOM);
  #words = new Int32Array(this.#bytes.buffer);

  constructor() {
    this.units = new Uint16Array(this.#bytes.buffer, ENDS_BYTES);
  }

  /**
   * Reads what `writeRecords` wrote, `length` bytes from `from` on. Gives false where that is not as it was written: then
   * it is an empty one. Whatever the bytes hold, sizes stay within them.
   */
  read(source: ByteSource, from: number, length: number): boolean {
    this.#room(length);
    source.readInto(from, length, this.#bytes);
    const intact = isIntact(this.#bytes, length, this.#words);
    if (!intact) this.#bytes.fill(0, 0, EMPTY_BYTES);
    const most = (length - ENDS_BYTES) >>> 1;
    let end = 0;
    for (let zone = 0; zone < ZONES; zone++) {
      end = Math.max(end, Math.min(most, this.#words[zone] ?? 0));
      this.ends[zone] = end;
    }
    return intact;
  }

  #room(length: number): void {
    if (length <= this.#bytes.length) return;
    this.#bytes = new Uint8Array(Math.ceil(length / 4) * 8);
    this.#words = new Int32Array(this.#bytes.buffer);
    this.units = new Uint16Array(this.#bytes.buffer, ENDS_BYTES);
  }

  /** The unit where a zone begins. */
  start(zone: number): number {
    return zone === 0 ? 0 : (this.ends[zone - 1] ?? 0);
  }

  copyVector(dims: number, into: Int8Array, at: number): void {
    const from = this.#afterUnits;
    for (let k = 0; k < dims; k++) into[at + k] = this.#bytes[from + k] ?? 0;
  }

  hash(dims: number): number {
    return new ByteReader(this.#bytes, this.#afterUnits + dims).uint32();
  }

  id(dims: number): string {
    return new ByteReader(this.#bytes, this.#afterUnits + dims + 4).text();
  }

  /** The words one by one; `frequent` are the lexemes of codes. */
  readTokens(frequent: Uint32Array, into: DocTokens): void {
    const { units } = this;
    into.room(this.#size);
    let token = 0;
    for (let zone = 0, unit = 0; zone < ZONES; zone++) {
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

  /** How many units. */
  get #size(): number {
    return this.ends[ZONES - 1] ?? 0;
  }

  get #afterUnits(): number {
    return ENDS_BYTES + this.#size * 2;
  }
}
