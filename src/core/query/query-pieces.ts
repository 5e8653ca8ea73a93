import { UsageError } from '../errors.ts';
import { nearestNames } from './nearest-names.ts';
import { COUNTS, TEXT_FIELDS } from './query.ts';

/** Everything that may stand before a colon. */
export const FIELDS = [...TEXT_FIELDS, 'topic', 'has', ...COUNTS, 'since', 'until', 'last'] as const;
export type Field = (typeof FIELDS)[number];

/** A piece of a query's text with where it stands, in UTF-16 offsets. A `field` belongs to the piece after it. */
export type Piece = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'open' | 'close' | 'comma' | 'minus' | 'plus' }
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'word' | 'phrase'; readonly text: string }
);

/** A query is typed by a person: ten thousand words fit, and reading what fits takes some milliseconds. */
export const MAX_QUERY_LENGTH = 120_000;
export const MAX_QUERY_PIECES = 20_000;

const SPACE = /[\s\p{Cc}\u200b\ufeff]/u;
const DOUBLE_QUOTE = /["“”„‟«»‹›＂〝〞〟❝❞「」『』]/u;
const SINGLE_QUOTE = /['‘’‚‛]/u;
const MINUS = /[-−–]/u;
/** Where a word ends. A single quote does not end one: it may be an apostrophe. */
const DELIMITER = /[\s\p{Cc}\u200b\ufeff,，、()（）"“”„‟«»‹›＂〝〞〟❝❞「」『』]/u;
/** What a phrase's text does not hold: line breaks, and the double quotes of a phrase in single ones. */
const NO_PHRASE = /[\s\p{Cc}"“”„‟«»‹›＂〝〞〟❝❞「」『』]+/gu;
const FIELD_NAME = /[\p{L}_]+(?=[:：])/uy;
const HAS_TEXT = /[\p{L}\p{N}]/u;

/** Whether there is anything to look for in `text`. */
export const hasText = (text: string): boolean => HAS_TEXT.test(text);

/** An error that names the piece and its column, counted in characters from 1. */
export function queryError(text: string, start: number, problem: string): UsageError {
  const column = Array.from(text.slice(0, start)).length + 1;
  return new UsageError(`${problem} (column ${column} of the query)`);
}

/** A piece as an error shows it: short, on one line. */
export function shown(piece: string): string {
  const line = piece.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : line;
}

/**
 * Cuts a query into pieces, in time linear in its length. Bare punctuation is left out.
 * Throws UsageError for a quote that is not closed, an unknown field, a field without a value, a lone sign, and text that
 * is too long.
 */
export function queryPieces(text: string): Piece[] {
  if (text.length > MAX_QUERY_LENGTH)
    throw new UsageError(`the query is too long: ${text.length} characters, at most ${MAX_QUERY_LENGTH}`);
  return new PieceReader(text).read();
}

const SIGNS: ReadonlySet<string> = new Set(['minus', 'plus']);

class PieceReader {
  readonly #text: string;
  readonly #pieces: Piece[] = [];
  #at = 0;
  /** No single quote closes from here on: looked for once, so that a thousand apostrophes stay cheap. */
  #noSingleCloseFrom = Number.POSITIVE_INFINITY;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Piece[] {
    while (this.#at < this.#text.length) {
      if (SPACE.test(this.#char(this.#at))) this.#at++;
      else if (!this.#mark() && !this.#quoted() && !this.#field()) this.#word();
    }
    return this.#pieces;
  }

  #char(index: number): string {
    return this.#text[index] ?? ' ';
  }

  #push(piece: Piece): true {
    if (this.#pieces.length >= MAX_QUERY_PIECES)
      throw queryError(
        this.#text,
        piece.start,
        `the query has more than ${MAX_QUERY_PIECES} words and signs`,
      );
    this.#pieces.push(piece);
    this.#at = piece.end;
    return true;
  }

  #mark(): boolean {
    const start = this.#at;
    const char = this.#char(start);
    const end = start + 1;
    if (/[(（]/.test(char)) return this.#push({ kind: 'open', start, end });
    if (/[)）]/.test(char)) return this.#push({ kind: 'close', start, end });
    if (/[,，、]/.test(char)) return this.#push({ kind: 'comma', start, end });
    if (char !== '+' && !MINUS.test(char)) return false;
    const next = this.#char(end);
    if (SPACE.test(next) || /[),，、）]/.test(next)) {
      if (char === '–') return false;
      const name = char === '+' ? 'plus' : 'minus';
      throw queryError(
        this.#text,
        start,
        `a ${name} with nothing right after it: write ${char}word, or quote the text`,
      );
    }
    if (next === '+' || MINUS.test(next))
      throw queryError(this.#text, start, `"${char}${next}": one sign is enough`);
    return this.#push({ kind: char === '+' ? 'plus' : 'minus', start, end });
  }

  #quoted(): boolean {
    const start = this.#at;
    const char = this.#char(start);
    const single = SINGLE_QUOTE.test(char);
    if (!single && !DOUBLE_QUOTE.test(char)) return false;
    const close = single ? this.#singleClose(start + 1) : this.#doubleClose(start + 1);
    if (close === undefined) {
      if (single) return false;
      throw queryError(this.#text, start, `the quote ${shown(this.#text.slice(start))} is not closed`);
    }
    const text = this.#text
      .slice(start + 1, close)
      .replace(NO_PHRASE, ' ')
      .trim();
    if (!hasText(text))
      throw queryError(
        this.#text,
        start,
        `there is nothing to look for in the quotes ${shown(this.#text.slice(start, close + 1))}`,
      );
    return this.#push({ kind: 'phrase', text, start, end: close + 1 });
  }

  #doubleClose(from: number): number | undefined {
    for (let i = from; i < this.#text.length; i++) if (DOUBLE_QUOTE.test(this.#char(i))) return i;
    return undefined;
  }

  /** A closing single quote stands after a word and before a space: the one in don't does not. */
  #singleClose(from: number): number | undefined {
    if (from >= this.#noSingleCloseFrom) return undefined;
    for (let i = from; i < this.#text.length; i++) {
      const closes = SINGLE_QUOTE.test(this.#char(i)) && DELIMITER.test(this.#char(i + 1));
      if (closes && !DELIMITER.test(this.#char(i - 1))) return i;
    }
    this.#noSingleCloseFrom = from;
    return undefined;
  }

  #field(): boolean {
    const start = this.#at;
    FIELD_NAME.lastIndex = start;
    const name = FIELD_NAME.exec(this.#text)?.[0];
    if (name === undefined) return false;
    const end = start + name.length + 1;
    const field = FIELDS.find(known => known === name.toLowerCase());
    const next = this.#char(end);
    if (DELIMITER.test(next) && !/[(（]/.test(next) && !DOUBLE_QUOTE.test(next)) {
      if (field === undefined) return false;
      throw queryError(
        this.#text,
        start,
        `"${name}:" has no value: write it right after the colon, such as ${EXAMPLES[field]}`,
      );
    }
    if (this.#text.startsWith('//', end)) return false;
    if (field === undefined) throw queryError(this.#text, start, unknownField(name));
    this.#push({ kind: 'field', field, start, end });
    if (!this.#quoted() && !/[(（]/.test(next)) this.#value(field, start);
    return true;
  }

  #value(field: Field, fieldStart: number): void {
    const start = this.#at;
    const raw = this.#until();
    if (/^[-+−–]/u.test(raw) && TEXT_FIELDS.some(known => known === field))
      throw queryError(
        this.#text,
        fieldStart,
        `put the sign before the field: ${raw[0]}${field}:${shown(raw.slice(1))}`,
      );
    this.#push({ kind: 'word', text: raw, start, end: this.#at });
  }

  #word(): void {
    const start = this.#at;
    const raw = this.#until();
    if (hasText(raw)) this.#push({ kind: 'word', text: raw, start, end: this.#at });
    else if (SIGNS.has(this.#pieces.at(-1)?.kind ?? '') && this.#pieces.at(-1)?.end === start)
      throw queryError(
        this.#text,
        start - 1,
        `there is nothing to look for in "${shown(this.#text.slice(start - 1, this.#at))}"`,
      );
  }

  #until(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !DELIMITER.test(this.#char(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }
}

/** One right use of each field, for messages. */
const EXAMPLES: Readonly<Record<Field, string>> = {
  title: 'title:quantization',
  abstract: 'abstract:"world model"',
  author: 'author:"Song Han"',
  org: 'org:nvidia',
  cat: 'cat:cs.CL',
  keyword: 'keyword:quantization',
  source: 'source:huggingface',
  topic: 'topic:quantization',
  has: 'has:code',
  votes: 'votes:>20',
  comments: 'comments:>5',
  stars: 'stars:>100',
  since: 'since:2026-01-31',
  until: 'until:2026-01-31',
  last: 'last:7d',
};

/** A right use of `field`. */
export const exampleOf = (field: Field): string => EXAMPLES[field];

function unknownField(name: string): string {
  const [near] = nearestNames(name, FIELDS, 1);
  const hint = near === undefined ? `the fields are ${FIELDS.join(', ')}` : `did you mean "${near}:"?`;
  return `unknown field "${shown(name)}": ${hint} (quote the text to look for it as it is)`;
}
