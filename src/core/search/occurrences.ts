import { type DocRecord, RARE } from './doc-record.ts';
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

  /** Most words are of no interest: they cost one look into a table. */
  #walkText(record: DocRecord, segment: Segment, query: MarkedQuery, zone: number, from: number): number {
    const { units } = record;
    const { marks, spelled } = query;
    const { table } = marks;
    const end = record.ends[zone] ?? 0;
    let position = from;
    let opens = true;
    let telling = 0;
    for (let i = record.start(zone); i < end; i++) {
      const unit = units[i] ?? 0;
      const code = unit >>> 2;
      let mark = table[code] ?? NONE;
      let rare = -1;
      if (mark === ELSEWHERE) {
        i += 1;
        rare = rareLexeme(code, units[i]);
        mark = marks.markOf(rare);
      }
      const kind = unit & 3;
      if (mark < FIRST_TERM) {
        if (kind === WHOLE) continue;
        position += 1;
        opens = mark === STOP;
        if (mark === NONE) telling += 1;
        continue;
      }
      telling += 1;
      const term = marks.terms[mark - FIRST_TERM];
      if (!term) continue;
      let last = i;
      let beginning = kind;
      if (kind === WHOLE) {
        beginning = (units[i + 1] ?? 0) & 3;
        last = lastOfParts(units, i + 1, end);
      }
      if (beginning === BREAK) opens = true;
      else if (beginning === JOINED) opens = false;
      const lexeme = rare < 0 ? (segment.frequent[code] ?? 0) : rare;
      const [low, high] = term.spelled ?? spelled[term.word] ?? NOWHERE;
      const flags = (lexeme >= low && lexeme < high ? EXACT : 0) | (opens ? OPENS : 0);
      position = this.#noteTerm(term, position, zone, flags, following(units, table, last + 1, end));
      opens = false;
      i = last;
    }
    if (zone === TITLE) this.titleWords = telling;
    return position;
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
      const code = unit >>> 2;
      const lexeme = code < RARE ? (frequent[code] ?? 0) : rareLexeme(code, units[++i]);
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

const rareLexeme = (code: number, low: number | undefined): number => ((code - RARE) << 16) | (low ?? 0);

/** The last unit of the compound whose parts begin at `first`. */
function lastOfParts(units: Uint16Array, first: number, end: number): number {
  let i = first;
  for (;;) {
    if ((units[i] ?? 0) >>> 2 >= RARE) i += 1;
    if (i + 1 >= end || ((units[i + 1] ?? 0) & 3) !== JOINED) return Math.min(i, end - 1);
    i += 1;
  }
}

/** What the word at `next`, after one of the query, says of that: flags. */
function following(units: Uint16Array, table: Uint8Array, next: number, end: number): number {
  let i = next;
  let unit = units[i] ?? 0;
  if (i < end && (unit & 3) === WHOLE) {
    i += unit >>> 2 >= RARE ? 2 : 1;
    unit = units[i] ?? 0;
  }
  const kind = unit & 3;
  if (i >= end || kind === BREAK) return CLOSES | ENDS;
  if (kind === JOINED) return 0;
  return table[unit >>> 2] === STOP ? CLOSES : 0;
}
