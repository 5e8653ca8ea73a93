import { UsageError } from '../errors.ts';
import { isFilterField, parseFilter } from './parse-filter.ts';
import { allOf, anyOf, type Query, TEXT_FIELDS, type Term, type TextField } from './query.ts';
import {
  exampleOf,
  type Field,
  hasText,
  type Piece,
  queryError,
  queryPieces,
  shown,
} from './query-pieces.ts';
import type { TopicCatalogue } from './topic-catalogue.ts';

export interface ParseQueryOptions {
  /** What `topic:` names. */
  readonly catalogue: Pick<TopicCatalogue, 'find' | 'suggest'>;
}

/** Brackets in brackets; nobody who types goes deeper. */
export const MAX_QUERY_DEPTH = 50;

/**
 * Reads the one language of topics, search and filters. Total and linear: every string gives a query, or throws a
 * UsageError that names what is wrong and where.
 */
export function parseQuery(text: string, options: ParseQueryOptions): Query {
  return new QueryReader(text, options).read();
}

class QueryReader {
  readonly #text: string;
  readonly #catalogue: ParseQueryOptions['catalogue'];
  readonly #pieces: readonly Piece[];
  #next = 0;

  constructor(text: string, options: ParseQueryOptions) {
    this.#text = text;
    this.#catalogue = options.catalogue;
    this.#pieces = queryPieces(text);
  }

  read(): Query {
    const query = this.#alternatives(0, undefined);
    const rest = this.#pieces[this.#next];
    if (rest) throw this.#error(rest, 'a closing bracket without an opening one');
    if (query) return query;
    throw new UsageError('the query is empty: write words, a "phrase", or topic:quantization');
  }

  #error(piece: Piece, problem: string): UsageError {
    return queryError(this.#text, piece.start, problem);
  }

  /** What the commas separate, up to a closing bracket or the end; alternatives that hold nothing are left out. */
  #alternatives(depth: number, field: TextField | undefined): Query | undefined {
    const found: Query[] = [];
    for (;;) {
      const members = this.#members(depth, field);
      const [first, ...others] = members;
      if (first) found.push(allOf([first, ...others]));
      if (this.#pieces[this.#next]?.kind !== 'comma') break;
      this.#next++;
    }
    const [first, ...others] = found;
    return first && anyOf([first, ...others]);
  }

  #members(depth: number, field: TextField | undefined): Query[] {
    const members: Query[] = [];
    for (;;) {
      const piece = this.#pieces[this.#next];
      if (!piece || piece.kind === 'comma' || piece.kind === 'close') return members;
      members.push(this.#member(piece, depth, field));
    }
  }

  #member(piece: Piece, depth: number, field: TextField | undefined): Query {
    this.#next++;
    switch (piece.kind) {
      case 'minus':
      case 'plus': {
        const next = this.#pieces[this.#next];
        if (!next) throw this.#error(piece, 'a sign with nothing after it');
        return { kind: piece.kind === 'minus' ? 'not' : 'required', of: this.#member(next, depth, field) };
      }
      case 'field':
        if (field !== undefined)
          throw this.#error(piece, `"${piece.field}:" can't stand inside ${field}:( )`);
        return this.#fielded(piece, piece.field, depth);
      case 'open':
        return this.#bracket(piece, depth, field);
      case 'word':
        return this.#wordTerm(piece, piece.text, field);
      case 'phrase':
        return { kind: 'phrase', text: piece.text, ...(field && { field }) };
      case 'comma':
      case 'close':
        throw this.#error(piece, 'nothing to look for here');
    }
  }

  #bracket(open: Piece, depth: number, field: TextField | undefined): Query {
    if (depth >= MAX_QUERY_DEPTH)
      throw this.#error(open, `brackets are nested more than ${MAX_QUERY_DEPTH} deep`);
    const query = this.#alternatives(depth + 1, field);
    if (this.#pieces[this.#next]?.kind !== 'close')
      throw this.#error(open, `the bracket ${shown(this.#text.slice(open.start))} is not closed`);
    this.#next++;
    if (!query) throw this.#error(open, 'the brackets are empty');
    return query;
  }

  #fielded(prefix: Piece, field: Field, depth: number): Query {
    const value = this.#pieces[this.#next];
    const textField = TEXT_FIELDS.find(known => known === field);
    if (value?.kind === 'open' && textField) {
      this.#next++;
      return this.#bracket(value, depth, textField);
    }
    if (value?.kind !== 'word' && value?.kind !== 'phrase')
      throw this.#error(prefix, `"${field}:" takes one value, such as ${exampleOf(field)}`);
    this.#next++;
    if (textField && value.kind === 'phrase') return { kind: 'phrase', text: value.text, field: textField };
    if (textField) return this.#wordTerm(value, value.text, textField);
    const said = value.text.replace(/[.;:!?…]+$/u, '');
    if (isFilterField(field)) {
      const filter = parseFilter(field, said);
      if ('problem' in filter) throw this.#error(prefix, filter.problem);
      return { kind: 'filter', filter };
    }
    return this.#topic(prefix, said);
  }

  #topic(prefix: Piece, name: string): Query {
    const topic = this.#catalogue.find(name);
    if (topic) return { kind: 'topic', name: topic.name, expansion: topic.expansion };
    const near = this.#catalogue.suggest(name).map(known => `topic:${known}`);
    const hint =
      near.length > 0
        ? `did you mean ${near.join(', ')}?`
        : `write it as words to look for it: ${shown(name)}`;
    throw this.#error(prefix, `unknown topic "${shown(name)}": ${hint}`);
  }

  #wordTerm(piece: Piece, raw: string, field: TextField | undefined): Term {
    const exact = /^=+/.exec(raw)?.[0].length ?? 0;
    const trimmed = raw.slice(exact).replace(/[.;:!?…'‘’‚‛]+$/u, '');
    const text = trimmed.replace(/\*+$/, '');
    const prefix = text.length < trimmed.length;
    if (!hasText(text))
      throw this.#error(
        piece,
        `there is nothing to look for in "${shown(this.#text.slice(piece.start, piece.end))}"`,
      );
    if (text.includes('*'))
      throw this.#error(piece, `the * in "${shown(raw)}" can stand only at a word's end`);
    if (prefix && exact > 0)
      throw this.#error(piece, `"${shown(raw)}" can't be both exact (=) and the start of a word (*)`);
    if (prefix && (text.match(/[\p{L}\p{N}]/gu) ?? []).length < 2)
      throw this.#error(
        piece,
        `"${shown(raw)}" would match nearly everything: give at least two letters before the *`,
      );
    return {
      kind: 'word',
      text,
      ...(field && { field }),
      ...(prefix && { prefix }),
      ...(exact > 0 && { exact: true }),
    };
  }
}
