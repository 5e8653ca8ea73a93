import { formOf, stemOfForm } from '../analysis/analyze.ts';
import { joinedForm } from '../matching/analysed-paper.ts';
import { isStopStem } from './stop-stems.ts';
import { AUTHOR_SPACE, type ORGANIZATION_SPACE } from './term-spaces.ts';

/**
 * The distinct written words of a growing segment and the terms they stand for. A lexeme is a word as written, so
 * capitals and hyphens can be told apart; a term is what is looked up: a stem, or a name in the space of authors or
 * organisations. Both are numbered as they come.
 */
export class LexemeTable {
  readonly written: string[] = [];
  readonly termKeys: string[] = [];
  /** By lexeme: the term of its stem. */
  #termOf = new Int32Array(1 << 12);
  /** By lexeme: how often it was met. */
  #count = new Uint32Array(1 << 12);
  readonly #stopTerms = new Set<number>();
  readonly #terms = new Map<string, number>();
  /** Open addressing; a slot holds a lexeme and 1, 0 is free. */
  #slots = new Int32Array(1 << 13);
  readonly #names: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];

  get size(): number {
    return this.written.length;
  }

  /** The lexeme of a stretch of text, or -1 when nothing is left of it once folded. */
  intern(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const held = (this.#slots[slot] ?? 0) - 1;
      if (held < 0) return this.#add(text.slice(start, end), slot);
      if (isSame(this.written[held] ?? '', text, start, end)) {
        this.#count[held] = (this.#count[held] ?? 0) + 1;
        return held;
      }
    }
  }

  termOf(lexeme: number): number {
    return this.#termOf[lexeme] ?? 0;
  }

  countOf(lexeme: number): number {
    return this.#count[lexeme] ?? 0;
  }

  isStopTerm(term: number): boolean {
    return this.#stopTerms.has(term);
  }

  /** The number of a term, new or known. */
  term(key: string): number {
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const made = this.termKeys.length;
    this.termKeys.push(key);
    this.#terms.set(key, made);
    return made;
  }

  /** The term of a lexeme read as part of a name: letter by letter, not by stem. */
  nameTerm(lexeme: number, space: typeof AUTHOR_SPACE | typeof ORGANIZATION_SPACE): number {
    const known = this.#names[space === AUTHOR_SPACE ? 0 : 1];
    let term = known.get(lexeme);
    if (term === undefined) {
      const written = this.written[lexeme] ?? '';
      term = this.term(space + joinedForm(formOf(written, 0, written.length)));
      known.set(lexeme, term);
    }
    return term;
  }

  #add(written: string, slot: number): number {
    const form = formOf(written, 0, written.length);
    if (form === '') return -1;
    const lexeme = this.written.length;
    if (lexeme === this.#termOf.length) {
      this.#termOf = grown(this.#termOf, new Int32Array(lexeme * 2));
      this.#count = grown(this.#count, new Uint32Array(lexeme * 2));
    }
    const stem = stemOfForm(form);
    const term = this.term(stem);
    if (isStopStem(stem)) this.#stopTerms.add(term);
    this.written.push(written);
    this.#termOf[lexeme] = term;
    this.#count[lexeme] = 1;
    this.#slots[slot] = lexeme + 1;
    if (this.written.length * 2 > this.#slots.length) this.#rehash();
    return lexeme;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    this.written.forEach((written, lexeme) => {
      let slot = hashOf(written, 0, written.length) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = lexeme + 1;
    });
    this.#slots = slots;
  }
}

function grown<A extends Int32Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isSame(written: string, text: string, start: number, end: number): boolean {
  if (written.length !== end - start) return false;
  for (let i = 0; i < written.length; i++)
    if (written.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}
