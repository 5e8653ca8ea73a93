import { CODES, RARE } from './doc-record.ts';
import type { Segment, SegmentTerm } from './segment.ts';
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
  /** By number of a term: what it is to the query. */
  readonly #known = new Map<number, QueryTerm>();
  /** By code of a record: its mark. */
  readonly #marks = new Map<number, number>();

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  /** What a term is to the query, to be filled in; undefined when there are too many. */
  termFor(term: SegmentTerm): QueryTerm | undefined {
    const known = this.#known.get(term.number);
    if (known || this.terms.length === MOST_TERMS) return known;
    const made: QueryTerm = { word: -1 };
    const mark = FIRST_TERM + this.terms.push(made) - 1;
    this.#known.set(term.number, made);
    for (const code of this.#segment.codesOf(term)) this.#marks.set(code, mark);
    return made;
  }

  /** By unit of a record: its mark. Good until a table is asked of another query. */
  get table(): Uint8Array {
    return tableOf(this.#segment).markedFor(this.#marks);
  }

  /** The mark of a lexeme without a code of its own. Words without a subject all have one. */
  markOf(lexeme: number): number {
    return this.#marks.get(RARE + lexeme) ?? NONE;
  }
}

/** The marks of a segment's units. One table serves all queries, one after the other: it is too large to be made for each. */
class MarkTable {
  readonly #stops: number;
  readonly #table = new Uint8Array(CODES * KINDS).fill(ELSEWHERE, RARE * KINDS);
  /** By code: its mark, as it stands in the table. */
  #marks: ReadonlyMap<number, number> = new Map();
  #size = 0;

  constructor({ stops }: Segment) {
    this.#stops = stops;
    this.#table.fill(STOP, 0, stops * KINDS);
    for (let unit = WHOLE; unit < RARE * KINDS; unit += KINDS) this.#table[unit] = COMPOUND;
  }

  markedFor(marks: ReadonlyMap<number, number>): Uint8Array {
    if (marks === this.#marks && marks.size === this.#size) return this.#table;
    for (const code of this.#marks.keys()) this.#mark(code, code < this.#stops ? STOP : NONE, COMPOUND);
    for (const [code, mark] of marks) this.#mark(code, mark, mark);
    this.#marks = marks;
    this.#size = marks.size;
    return this.#table;
  }

  #mark(code: number, word: number, compound: number): void {
    if (code >= RARE) return;
    this.#table.fill(word, code * KINDS, code * KINDS + KINDS);
    this.#table[code * KINDS + WHOLE] = compound;
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
