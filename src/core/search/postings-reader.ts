import type { ByteSource } from './byte-source.ts';
import { Postings } from './postings.ts';
import { unsealed } from './sealed.ts';

/** Where a term's postings are, and what they are. */
export interface PostingsPlace {
  readonly number: number;
  readonly holders: number;
  readonly at: number;
  readonly length: number;
  readonly weighted: boolean;
}

/** Lists are kept ready up to so many bytes: queries ask for the same long ones again and again. */
const MOST_KEPT_BYTES = 4 << 20;

/** Reads the postings of a segment, list by list. */
export class PostingsReader {
  readonly #source: ByteSource;
  /** By term, what was used longest ago first. */
  readonly #kept = new Map<number, { readonly postings: Postings; readonly bytes: number }>();
  #keptBytes = 0;
  #damaged = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** How many lists were read that are not as they were written: they read as empty. */
  get damaged(): number {
    return this.#damaged;
  }

  read(place: PostingsPlace): Postings {
    const kept = this.#kept.get(place.number);
    if (kept) {
      this.#kept.delete(place.number);
      this.#kept.set(place.number, kept);
      return kept.postings;
    }
    const { at, length, holders, weighted } = place;
    const bytes = unsealed(this.#source.load(at, length));
    if (!bytes) this.#damaged += 1;
    const postings = new Postings(bytes ?? new Uint8Array(0), bytes ? holders : 0, weighted);
    this.#keep(place.number, postings, length);
    return postings;
  }

  #keep(term: number, postings: Postings, bytes: number): void {
    this.#kept.set(term, { postings, bytes });
    this.#keptBytes += bytes;
    if (this.#keptBytes <= MOST_KEPT_BYTES) return;
    for (const [oldest, { bytes: freed }] of this.#kept) {
      this.#kept.delete(oldest);
      this.#keptBytes -= freed;
      if (this.#keptBytes <= MOST_KEPT_BYTES) return;
    }
  }
}
