import { ByteReader } from './bytes/byte-reader.ts';
import type { ByteSource } from './bytes/byte-source.ts';
import type { ByteWriter } from './bytes/byte-writer.ts';
import { unsealed } from './bytes/sealed.ts';
import { Postings } from './postings.ts';

/** Where a term's postings are, and what they are. */
export interface PostingsPlace {
  readonly number: number;
  readonly holders: number;
  readonly at: number;
  readonly length: number;
  readonly weighted: boolean;
}

/** What is kept of a term: the papers that have it, and the codes its words have in records. */
interface TermList {
  readonly postings: Postings;
  readonly codes: readonly number[];
  readonly bytes: number;
}

/** Lists are kept ready up to so many bytes: queries ask for the same long ones again and again. */
const KEPT_BYTES = 4 << 20;
/** So many more for each paper beyond the first hundred thousand: their lists take longer to read. */
const MORE_KEPT_BYTES = 96;
const LARGE_ARCHIVE = 100_000;

/** Writes the codes of a term's words, ascending; its postings follow. */
export function writeCodes(writer: ByteWriter, codes: Uint32Array): void {
  writer.varint(codes.length);
  let before = 0;
  for (const code of codes) {
    writer.varint(code - before);
    before = code;
  }
}

/** Reads what {@link writeCodes} wrote. */
function readCodes(reader: ByteReader): number[] {
  const codes: number[] = [];
  let code = 0;
  for (let left = reader.varint(); left > 0 && !reader.done; left--) {
    code += reader.varint();
    codes.push(code);
  }
  return codes;
}

/** Reads the postings of a segment, term by term. */
export class PostingsReader {
  readonly #source: ByteSource;
  /** By term, what was used longest ago first. */
  readonly #kept = new Map<number, TermList>();
  readonly #mostKept: number;
  #keptBytes = 0;
  #damaged = 0;

  constructor(source: ByteSource, papers: number) {
    this.#source = source;
    this.#mostKept = KEPT_BYTES + Math.max(0, papers - LARGE_ARCHIVE) * MORE_KEPT_BYTES;
  }

  /** How many lists were read that are not as they were written: they read as empty. */
  get damaged(): number {
    return this.#damaged;
  }

  read(place: PostingsPlace): TermList {
    const kept = this.#kept.get(place.number);
    if (kept) {
      this.#kept.delete(place.number);
      this.#kept.set(place.number, kept);
      return kept;
    }
    const { at, length, holders, weighted } = place;
    const bytes = unsealed(this.#source.load(at, length));
    if (!bytes) this.#damaged += 1;
    const reader = new ByteReader(bytes ?? new Uint8Array(0));
    const codes = weighted ? readCodes(reader) : [];
    const rest = bytes?.subarray(reader.at) ?? new Uint8Array(0);
    const list = { postings: new Postings(rest, bytes ? holders : 0, weighted), codes, bytes: length };
    this.#keep(place.number, list);
    return list;
  }

  #keep(term: number, list: TermList): void {
    this.#kept.set(term, list);
    this.#keptBytes += list.bytes;
    if (this.#keptBytes <= this.#mostKept) return;
    for (const [oldest, { bytes }] of this.#kept) {
      this.#kept.delete(oldest);
      this.#keptBytes -= bytes;
      if (this.#keptBytes <= this.#mostKept) return;
    }
  }
}
