import type { DocTokens } from './doc-tokens.ts';
import { ABSTRACT, AUTHORS, KEYWORDS, ORGANIZATION, TITLE, ZONES } from './paper-texts.ts';
import type { Segment } from './segment.ts';
import { BREAK, JOINED, WHOLE } from './token-stream.ts';

/** What a term of a segment is to a query. */
export interface QueryTerm {
  /** The word of the query it stands for, or -1. */
  word: number;
  /** The words of the query that it stands for as a compound, -1 for one that does not count, and how that is spelled. */
  row?: readonly number[];
  spelled?: readonly [number, number];
}

/** The terms of a query in one segment, ready for a walk over records. */
export interface TermMarks {
  /** By term of the segment: 0 of no interest, {@link STOP} says nothing, else an index into `terms` plus 1. */
  readonly marks: Uint8Array;
  readonly terms: readonly QueryTerm[];
  /** By word of the query: the lexemes spelled so, from and to before. */
  readonly spelled: readonly (readonly [number, number])[];
  /** Words of the query that may be names. */
  readonly names: readonly number[];
}

/** The mark of terms without a subject. */
export const STOP = 255;
/** More terms of one query are not marked. */
export const MOST_MARKS = 254;

/** No phrase runs from one field into the next. */
const ZONE_GAP = 16;

/**
 * Where the words of a query stand in one paper, in reading order. Refilled from paper to paper. A compound counts as
 * its parts in a row, whichever way either side writes it.
 */
export class Occurrences {
  size = 0;
  readonly word: number[] = [];
  readonly position: number[] = [];
  readonly zone: number[] = [];
  /** Spelled as in the query. */
  readonly exact: boolean[] = [];
  /** Nothing that belongs to it stands before it: a pause, a word without a subject, or nothing at all. */
  readonly opens: boolean[] = [];
  /** The same after it. */
  readonly closes: boolean[] = [];
  /** A pause or nothing at all follows. */
  readonly ends: boolean[] = [];
  /** Words of each zone, compounds not counted besides their parts. */
  readonly lengths = new Int32Array(ZONES);
  /** Words of the title that say something. */
  titleWords = 0;

  /** Goes over a record. */
  collect(tokens: DocTokens, segment: Segment, query: TermMarks): void {
    this.size = 0;
    this.titleWords = 0;
    let position = 0;
    for (const zone of [TITLE, ABSTRACT, KEYWORDS]) {
      const after = this.#walkText(tokens, segment.lexemeTerms, query, zone, position);
      this.lengths[zone] = after - position;
      position = after + ZONE_GAP;
    }
    if (query.names.length === 0) return;
    for (const zone of [AUTHORS, ORGANIZATION]) {
      position = this.#walkNames(tokens, query, zone, position) + ZONE_GAP;
    }
  }

  #walkText(
    tokens: DocTokens,
    lexemeTerms: Uint32Array,
    query: TermMarks,
    zone: number,
    from: number,
  ): number {
    const { lexemes, kinds } = tokens;
    const { marks, terms, spelled } = query;
    const end = tokens.zoneEnd[zone] ?? 0;
    let position = from;
    let opens = true;
    for (let i = tokens.zoneStart(zone); i < end; i++) {
      const lexeme = lexemes[i] ?? 0;
      const kind = kinds[i] ?? 0;
      const mark = marks[lexemeTerms[lexeme] ?? 0] ?? 0;
      const term = mark === 0 || mark === STOP ? undefined : terms[mark - 1];
      if (kind === WHOLE) {
        if (!term) continue;
        const last = lastPart(kinds, i + 1, end);
        opens ||= kinds[i + 1] === BREAK;
        const after = whatFollows(tokens, lexemeTerms, marks, last, end);
        position = this.#noteTerm(term, spelled, lexeme, position, zone, opens, after);
        opens = false;
        i = last;
        if (zone === TITLE) this.titleWords += 1;
        continue;
      }
      if (kind === BREAK) opens = true;
      else if (kind === JOINED) opens = false;
      if (zone === TITLE && mark !== STOP) this.titleWords += 1;
      if (!term) {
        position += 1;
        opens = mark === STOP;
        continue;
      }
      const after = whatFollows(tokens, lexemeTerms, marks, i, end);
      position = this.#noteTerm(term, spelled, lexeme, position, zone, opens, after);
      opens = false;
    }
    return position;
  }

  #walkNames(tokens: DocTokens, { names, spelled }: TermMarks, zone: number, from: number): number {
    const end = tokens.zoneEnd[zone] ?? 0;
    let position = from;
    for (let i = tokens.zoneStart(zone); i < end; i++) {
      const kind = tokens.kinds[i];
      if (kind === WHOLE) continue;
      if (kind === BREAK) position += 2;
      const lexeme = tokens.lexemes[i] ?? 0;
      for (const word of names) {
        const [low, high] = spelled[word] ?? [0, 0];
        if (lexeme >= low && lexeme < high) this.#note(word, position, zone, true, kind === BREAK, 'word');
      }
      position += 1;
    }
    return position;
  }

  /** Notes what a word of the text is to the query, a compound as the words it stands for. Gives the position after it. */
  #noteTerm(
    term: QueryTerm,
    spelled: TermMarks['spelled'],
    lexeme: number,
    from: number,
    zone: number,
    opens: boolean,
    after: Following,
  ): number {
    const row = term.row ?? [term.word];
    const [low, high] = term.spelled ?? spelled[term.word] ?? [0, 0];
    const exact = lexeme >= low && lexeme < high;
    row.forEach((word, k) => {
      const isLast = k === row.length - 1;
      if (word >= 0) this.#note(word, from + k, zone, exact, opens && k === 0, isLast ? after : 'word');
    });
    return from + row.length;
  }

  #note(
    word: number,
    position: number,
    zone: number,
    exact: boolean,
    opens: boolean,
    after: Following,
  ): void {
    const i = this.size++;
    this.word[i] = word;
    this.position[i] = position;
    this.zone[i] = zone;
    this.exact[i] = exact;
    this.opens[i] = opens;
    this.closes[i] = after !== 'word';
    this.ends[i] = after === 'end';
  }
}

/** The last part of the compound whose first part is token `first`. */
function lastPart(kinds: Uint8Array, first: number, end: number): number {
  let i = first;
  while (i + 1 < end && kinds[i + 1] === JOINED) i += 1;
  return Math.min(i, end - 1);
}

/** What follows a word: one that belongs to it, one without a subject, or a pause or nothing. */
type Following = 'word' | 'stop' | 'end';

function whatFollows(
  { lexemes, kinds }: DocTokens,
  lexemeTerms: Uint32Array,
  marks: Uint8Array,
  i: number,
  end: number,
): Following {
  let next = i + 1;
  if (next < end && kinds[next] === WHOLE) next += 1;
  if (next >= end || kinds[next] === BREAK) return 'end';
  if (kinds[next] === JOINED) return 'word';
  return marks[lexemeTerms[lexemes[next] ?? 0] ?? 0] === STOP ? 'stop' : 'word';
}
