import { dayOf } from '../matching/match-filter.ts';
import type { Paper } from '../papers/paper.ts';
import type { Day } from '../time.ts';

const DAY_MS = 86_400_000;
/** A paper takes this many bytes of memory. */
const BYTES_EACH = 13;
export const HAS_CODE = 1;
export const HAS_PROJECT = 2;
export const HAS_SUMMARY = 4;
export const HAS_THUMBNAIL = 8;
/** Gone from the archive, or come back with another text in a newer segment. */
export const REMOVED = 128;

/** Days since 1970-01-01 plus one, 0 for unknown: fits 16 bits until 2149. */
export function dayNumber(day: Day | undefined): number {
  const ms = day === undefined ? Number.NaN : Date.parse(day);
  return Number.isNaN(ms) ? 0 : Math.min(0xffff, Math.max(1, Math.floor(ms / DAY_MS) + 1));
}

const stored = (count: number | undefined, most: number): number =>
  count === undefined ? 0 : Math.min(most, count + 1);

/** What filters and sorting look at, in columns by paper. Counts are stored plus one; 0 is unknown. */
export class FactColumns {
  readonly size: number;
  readonly day: Uint16Array;
  readonly votes: Uint32Array;
  readonly comments: Uint16Array;
  readonly stars: Uint32Array;
  readonly has: Uint8Array;
  readonly #memory: Uint8Array;

  /** Over memory that holds columns already, or over new memory. */
  constructor(size: number, memory: Uint8Array = new Uint8Array(size * BYTES_EACH)) {
    const { buffer, byteOffset: at } = memory;
    this.size = size;
    this.votes = new Uint32Array(buffer, at, size);
    this.stars = new Uint32Array(buffer, at + size * 4, size);
    this.day = new Uint16Array(buffer, at + size * 8, size);
    this.comments = new Uint16Array(buffer, at + size * 10, size);
    this.has = new Uint8Array(buffer, at + size * 12, size);
    this.#memory = memory;
  }

  /** The memory under all columns: what was written and what it has become since. */
  get bytes(): Uint8Array {
    return this.#memory;
  }

  set(doc: number, paper: Paper): void {
    this.day[doc] = dayNumber(dayOf(paper));
    this.votes[doc] = stored(paper.upvotes, 0xffff_ffff);
    this.comments[doc] = stored(paper.comments, 0xffff);
    this.stars[doc] = stored(paper.codeStars, 0xffff_ffff);
    this.has[doc] =
      (paper.codeUrl === undefined ? 0 : HAS_CODE) |
      (paper.projectUrl === undefined ? 0 : HAS_PROJECT) |
      (paper.summary === undefined ? 0 : HAS_SUMMARY) |
      (paper.thumbnailUrl === undefined ? 0 : HAS_THUMBNAIL);
  }

  /** How many papers have a mark of {@link has}; four at a time, for they are counted whenever an index is opened. */
  count(mark: number): number {
    const { buffer, byteOffset, length } = this.has;
    const fours = byteOffset % 4 === 0 ? length >>> 2 : 0;
    const words = new Uint32Array(buffer, fours > 0 ? byteOffset : 0, fours);
    let count = 0;
    for (let i = 0; i < fours; i++) {
      if (((words[i] ?? 0) & (mark * 0x01010101)) === 0) continue;
      for (let doc = i * 4; doc < i * 4 + 4; doc++) if (((this.has[doc] ?? 0) & mark) !== 0) count += 1;
    }
    for (let doc = fours * 4; doc < length; doc++) if (((this.has[doc] ?? 0) & mark) !== 0) count += 1;
    return count;
  }

  copy(doc: number, from: FactColumns, source: number): void {
    this.day[doc] = from.day[source] ?? 0;
    this.votes[doc] = from.votes[source] ?? 0;
    this.comments[doc] = from.comments[source] ?? 0;
    this.stars[doc] = from.stars[source] ?? 0;
    this.has[doc] = from.has[source] ?? 0;
  }
}
