import { CODES, RARE } from './doc-record.ts';
import type { Segment } from './segment.ts';
import { KINDS, WHOLE } from './token-stream.ts';

/** The marks of units that are no term of a query: of no interest, without a subject, a compound, said by the next unit. */
export const NONE = 0;
export const STOP = 1;
export const COMPOUND = 2;
export const ELSEWHERE = 3;
/** The mark of a query's first term; further ones follow. */
export const FIRST_TERM = 4;
/** More terms of one query are not marked. */
const MOST_TERMS = 250;

/** What a term of a segment is to a query. */
export interface QueryTerm {
  /** The word of the query it stands for, or -1. */
  word: number;
  /** The words of the query that it stands for as a compound, -1 for one that does not count, and how that is spelled. */
  row?: readonly number[];
  spelled?: readonly [number, number];
}

/** The terms of a query in one segment, ready for a walk over records: a look into a table tells most words apart. */
export class TermMarks {
  /** By unit of a record: its mark. */
  readonly table: Uint8Array;
  /** By mark from {@link FIRST_TERM} on. */
  readonly terms: QueryTerm[] = [];
  readonly #segment: Segment;
  /** By term: its mark. */
  readonly #marks = new Map<number, number>();

  constructor(segment: Segment) {
    this.#segment = segment;
    this.table = plainTable(segment).slice();
  }

  /** What a term is to the query, to be filled in; undefined when there are too many. */
  termFor(number: number): QueryTerm | undefined {
    const known = this.#marks.get(number);
    if (known !== undefined) return this.terms[known - FIRST_TERM];
    if (this.terms.length === MOST_TERMS) return undefined;
    const made: QueryTerm = { word: -1 };
    const mark = FIRST_TERM + this.terms.push(made) - 1;
    this.#marks.set(number, mark);
    const { frequent, stops } = this.#segment;
    this.#markCodes(number, mark, 0, stops);
    this.#markCodes(number, mark, stops, frequent.length);
    return made;
  }

  /** Marks the codes of a term among those from `from` to before `to`, which are in the order of terms. */
  #markCodes(term: number, mark: number, from: number, to: number): void {
    const { frequent, lexemeTerms } = this.#segment;
    const termOf = (code: number): number => lexemeTerms[frequent[code] ?? 0] ?? 0;
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (termOf(middle) < term) low = middle + 1;
      else high = middle;
    }
    for (let code = low; code < to && termOf(code) === term; code++)
      this.table.fill(mark, code * KINDS, (code + 1) * KINDS);
  }

  /** The mark of a lexeme without a code of its own. Words without a subject all have one. */
  markOf(lexeme: number): number {
    return this.#marks.get(this.#segment.lexemeTerms[lexeme] ?? 0) ?? NONE;
  }
}

const known = new WeakMap<Segment, Uint8Array>();

/** Marks before any query. */
function plainTable(segment: Segment): Uint8Array {
  let table = known.get(segment);
  if (!table) {
    table = new Uint8Array(CODES * KINDS).fill(ELSEWHERE, RARE * KINDS);
    table.fill(STOP, 0, segment.stops * KINDS);
    for (let unit = WHOLE; unit < RARE * KINDS; unit += KINDS) table[unit] = COMPOUND;
    known.set(segment, table);
  }
  return table;
}
