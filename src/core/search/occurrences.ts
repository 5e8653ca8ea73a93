import { type DocRecord, RARE_UNIT, rareLexeme } from './doc-record.ts';
import { AUTHORS, KEYWORDS, ORGANIZATION, TITLE, ZONES } from './paper-texts.ts';
import type { Segment } from './segment.ts';
import { ELSEWHERE, FIRST_TERM, NONE, type QueryTerm, STOP, type TermMarks } from './term-marks.ts';
import { BREAK, JOINED, WHOLE } from './token-stream.ts';

/** A query's words in one segment. */
export interface MarkedQuery {
  readonly marks: TermMarks;
  /** By word of the query: the lexemes spelled so, from and to before. */
  readonly spelled: readonly (readonly [number, number])[];
  /** Words of the query that may be names. */
  readonly names: readonly number[];
}

/** Spelled as in the query. */
export const EXACT = 1;
/** Nothing that belongs to it stands before it: a pause, a word without a subject, or nothing at all. */
export const OPENS = 2;
/** The same after it. */
export const CLOSES = 4;
/** A pause or nothing at all follows. */
export const ENDS = 8;

/** No phrase runs from one field into the next. */
const ZONE_GAP = 16;
const FIRST_ROOM = 256;

/**
 * Where the words of a query stand in one paper, in reading order. Refilled from paper to paper. A compound counts as
 * its parts in a row, whichever way either side writes it.
 */
export class Occurrences {
  size = 0;
  word = new Int32Array(FIRST_ROOM);
  position = new Int32Array(FIRST_ROOM);
  zone = new Uint8Array(FIRST_ROOM);
  /** {@link EXACT}, {@link OPENS}, {@link CLOSES}, {@link ENDS}. */
  flags = new Uint8Array(FIRST_ROOM);
  /** Words of each zone, compounds not counted besides their parts. */
  readonly lengths = new Int32Array(ZONES);
  /** Words of the title that say something. */
  titleWords = 0;

  /** Goes over a record. */
  collect(record: DocRecord, segment: Segment, query: MarkedQuery): void {
    this.size = 0;
    let position = 0;
    for (let zone = TITLE; zone <= KEYWORDS; zone++) {
      const after = this.#walkText(record, segment, query, zone, position);
      this.lengths[zone] = after - position;
      position = after + ZONE_GAP;
    }
    if (query.names.length === 0) return;
    for (let zone = AUTHORS; zone <= ORGANIZATION; zone++)
      position = this.#walkNames(record, segment, query, zone, position) + ZONE_GAP;
  }

  /**
   * Most words are of no interest: they cost one look into a table and one branch that is foreseen, and positions are
   * counted from what is skipped.
   */
  #walkText(record: DocRecord, segment: Segment, query: MarkedQuery, zone: number, from: number): number {
    const { units } = record;
    const { marks, spelled } = query;
    const { table } = marks;
    const start = record.start(zone);
    const end = record.ends[zone] ?? 0;
    /** A unit at `i` has position `i - ahead`. */
    let ahead = start - from;
    let merged = 0;
    for (let i = start; i < end; i++) {
      const unit = units[i] ?? 0;
      let mark = table[unit] ?? NONE;
      if (mark <= STOP) continue;
      const kind = unit & 3;
      const first = i;
      let lexeme = segment.frequent[unit >>> 2] ?? 0;
      if (mark === ELSEWHERE) {
        i += 1;
        lexeme = rareLexeme(unit, units[i] ?? 0);
        mark = marks.markOf(lexeme);
      }
      const term = mark < FIRST_TERM ? undefined : marks.terms[mark - FIRST_TERM];
      if (!term) {
        ahead += i - first + (kind === WHOLE ? 1 : 0);
        continue;
      }
      let last = i;
      let beginning = kind;
      if (kind === WHOLE) {
        beginning = (units[i + 1] ?? 0) & 3;
        last = lastOfParts(units, i + 1, end);
      }
      const opens = beginning === BREAK || (beginning !== JOINED && followsStop(units, table, first, start));
      const [low, high] = term.spelled ?? spelled[term.word] ?? NOWHERE;
      const flags = (lexeme >= low && lexeme < high ? EXACT : 0) | (opens ? OPENS : 0);
      const position = first - ahead;
      const after = this.#noteTerm(term, position, zone, flags, following(units, table, last + 1, end));
      merged += after - position - 1;
      ahead = last + 1 - after;
      i = last;
    }
    if (zone === TITLE) this.titleWords = end - ahead - from - merged - stopsIn(units, table, start, end);
    return end - ahead;
  }

  #walkNames(
    record: DocRecord,
    { frequent }: Segment,
    { names, spelled }: MarkedQuery,
    zone: number,
    from: number,
  ): number {
    const { units } = record;
    const end = record.ends[zone] ?? 0;
    let position = from;
    for (let i = record.start(zone); i < end; i++) {
      const unit = units[i] ?? 0;
      const lexeme = unit < RARE_UNIT ? (frequent[unit >>> 2] ?? 0) : rareLexeme(unit, units[++i] ?? 0);
      const kind = unit & 3;
      if (kind === WHOLE) continue;
      if (kind === BREAK) position += 2;
      for (const word of names) {
        const [low, high] = spelled[word] ?? NOWHERE;
        if (lexeme >= low && lexeme < high)
          this.#note(word, position, zone, EXACT | (kind === BREAK ? OPENS : 0));
      }
      position += 1;
    }
    return position;
  }

  /**
   * Notes what a word of the text is to the query, a compound as the words it stands for; `after` are the flags that what
   * follows gives. Gives the position after it.
   */
  #noteTerm(term: QueryTerm, from: number, zone: number, flags: number, after: number): number {
    const { row } = term;
    if (!row) {
      if (term.word >= 0) this.#note(term.word, from, zone, flags | after);
      return from + 1;
    }
    for (let k = 0; k < row.length; k++) {
      const word = row[k] ?? -1;
      const own = (k === 0 ? flags : flags & ~OPENS) | (k === row.length - 1 ? after : 0);
      if (word >= 0) this.#note(word, from + k, zone, own);
    }
    return from + row.length;
  }

  #note(word: number, position: number, zone: number, flags: number): void {
    const i = this.size++;
    if (i === this.word.length) this.#grow();
    this.word[i] = word;
    this.position[i] = position;
    this.zone[i] = zone;
    this.flags[i] = flags;
  }

  #grow(): void {
    const room = this.word.length * 2;
    const [word, position] = [new Int32Array(room), new Int32Array(room)];
    const [zone, flags] = [new Uint8Array(room), new Uint8Array(room)];
    word.set(this.word);
    position.set(this.position);
    zone.set(this.zone);
    flags.set(this.flags);
    [this.word, this.position, this.zone, this.flags] = [word, position, zone, flags];
  }
}

const NOWHERE = [0, 0] as const;

/** The last unit of the compound whose parts begin at `first`. */
function lastOfParts(units: Uint16Array, first: number, end: number): number {
  let i = first;
  for (;;) {
    if ((units[i] ?? 0) >= RARE_UNIT) i += 1;
    if (i + 1 >= end || ((units[i + 1] ?? 0) & 3) !== JOINED) return Math.min(i, end - 1);
    i += 1;
  }
}

/** Whether nothing stands before the word at unit `i`, or a word without a subject. */
function followsStop(units: Uint16Array, table: Uint8Array, i: number, start: number): boolean {
  let before = i - 1;
  while (before >= start) {
    const isRare = before > start && (units[before - 1] ?? 0) >= RARE_UNIT;
    const unit = units[isRare ? before - 1 : before] ?? 0;
    if ((unit & 3) !== WHOLE) return !isRare && table[unit] === STOP;
    before -= isRare ? 2 : 1;
  }
  return true;
}

/** How many words without a subject there are. */
function stopsIn(units: Uint16Array, table: Uint8Array, start: number, end: number): number {
  let stops = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] ?? 0;
    if (unit >= RARE_UNIT) i += 1;
    else if (table[unit] === STOP) stops += 1;
  }
  return stops;
}

/** What the word at `next`, after one of the query, says of that: flags. */
function following(units: Uint16Array, table: Uint8Array, next: number, end: number): number {
  let i = next;
  let unit = units[i] ?? 0;
  if (i < end && (unit & 3) === WHOLE) {
    i += unit >= RARE_UNIT ? 2 : 1;
    unit = units[i] ?? 0;
  }
  const kind = unit & 3;
  if (i >= end || kind === BREAK) return CLOSES | ENDS;
  if (kind === JOINED) return 0;
  return table[unit] === STOP ? CLOSES : 0;
}
