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
  /** By mark from {@link FIRST_TERM} on. */
  readonly terms: QueryTerm[] = [];
  readonly #segment: Segment;
  /** By term: its mark. */
  readonly #marks = new Map<number, number>();

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  /** What a term is to the query, to be filled in; undefined when there are too many. */
  termFor(number: number): QueryTerm | undefined {
    const known = this.#marks.get(number);
    if (known !== undefined) return this.terms[known - FIRST_TERM];
    if (this.terms.length === MOST_TERMS) return undefined;
    const made: QueryTerm = { word: -1 };
    this.#marks.set(number, FIRST_TERM + this.terms.push(made) - 1);
    return made;
  }

  /** By unit of a record: its mark. Good until a table is asked of another query. */
  get table(): Uint8Array {
    return tableOf(this.#segment).markedFor(this.#marks);
  }

  /** The mark of a lexeme without a code of its own. Words without a subject all have one. */
  markOf(lexeme: number): number {
    return this.#marks.get(this.#segment.lexemeTerms[lexeme] ?? 0) ?? NONE;
  }
}

/** The marks of a segment's units. One table serves all queries, one after the other: it is too large to be made for each. */
class MarkTable {
  readonly #segment: Segment;
  readonly #table = new Uint8Array(CODES * KINDS).fill(ELSEWHERE, RARE * KINDS);
  /** By term: its mark, as it stands in the table. */
  #marks: ReadonlyMap<number, number> = new Map();
  #size = 0;

  constructor(segment: Segment) {
    this.#segment = segment;
    this.#table.fill(STOP, 0, segment.stops * KINDS);
    for (let unit = WHOLE; unit < RARE * KINDS; unit += KINDS) this.#table[unit] = COMPOUND;
  }

  markedFor(marks: ReadonlyMap<number, number>): Uint8Array {
    if (marks === this.#marks && marks.size === this.#size) return this.#table;
    for (const term of this.#marks.keys()) this.#mark(term, NONE);
    for (const [term, mark] of marks) this.#mark(term, mark);
    this.#marks = marks;
    this.#size = marks.size;
    return this.#table;
  }

  /** Codes of words without a subject and codes of others are each in the order of terms. */
  #mark(term: number, mark: number): void {
    const { frequent, stops } = this.#segment;
    this.#markBetween(term, mark === NONE ? STOP : mark, mark === NONE ? COMPOUND : mark, 0, stops);
    this.#markBetween(term, mark, mark === NONE ? COMPOUND : mark, stops, frequent.length);
  }

  /** Marks the codes of a term from `from` to before `to`, as words and as compounds. */
  #markBetween(term: number, word: number, compound: number, from: number, to: number): void {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#termOf(middle) < term) low = middle + 1;
      else high = middle;
    }
    for (let code = low; code < to && this.#termOf(code) === term; code++) {
      const unit = code * KINDS;
      this.#table.fill(word, unit, unit + KINDS);
      this.#table[unit + WHOLE] = compound;
    }
  }

  #termOf(code: number): number {
    const { frequent, lexemeTerms } = this.#segment;
    return lexemeTerms[frequent[code] ?? 0] ?? 0;
  }
}

const tables = new WeakMap<Segment, MarkTable>();

function tableOf(segment: Segment): MarkTable {
  let table = tables.get(segment);
  if (!table) {
    table = new MarkTable(segment);
    tables.set(segment, table);
  }
  return table;
}
