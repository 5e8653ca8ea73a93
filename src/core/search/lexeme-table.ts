import { formOf, stemOfForm } from '../analysis/analyze.ts';
import { joinedForm } from '../matching/analysed-paper.ts';
import { grown } from './grown.ts';
import { isStopStem } from './stop-stems.ts';
import { AUTHOR_SPACE, type ORGANIZATION_SPACE } from './term-spaces.ts';

/**
 * The distinct written words of a growing segment and the terms they stand for. A lexeme is a word as written, so
 * capitals and hyphens can be told apart; a term is what is looked up: a stem, or a name in the space of authors or
 * organisations. Both are numbered as they come.
 */
export class LexemeTable {
  readonly termKeys: string[] = [];
  /** By lexeme: the term of its stem. */
  termOf = new Uint32Array(1 << 10);
  /** By lexeme: how often it was met. */
  countOf = new Uint32Array(1 << 10);
  /** By term: 1 where it says nothing of a subject. */
  isStop = new Uint8Array(1 << 10);
  #size = 0;
  /** The lexemes one behind the other, in UTF-16 units, and by lexeme where it begins; one more for the end. */
  #units = new Uint16Array(1 << 12);
  #begin = new Uint32Array(1 << 10);
  /** Open addressing; a slot is a hash and then a lexeme and 1, where 0 is free. */
  #slots = new Int32Array(1 << 12);
  readonly #terms = new Map<string, number>();
  /** By lexeme: the term it stands for in names, and 1. */
  readonly #names = [new Uint32Array(1 << 10), new Uint32Array(1 << 10)];

  get size(): number {
    return this.#size;
  }

  /** The lexeme of a stretch of text, or -1 when nothing is left of it once folded. */
  intern(units: Uint16Array, start: number, end: number): number {
    const hash = hashOf(units, start, end);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let held = slots[slot + 1] ?? 0; held > 0; held = slots[slot + 1] ?? 0) {
      if (slots[slot] === hash && this.#isSame(held - 1, units, start, end)) {
        this.countOf[held - 1] = (this.countOf[held - 1] ?? 0) + 1;
        return held - 1;
      }
      slot = (slot + 2) & mask;
    }
    return this.#add(units, start, end, slot, hash);
  }

  written(lexeme: number): string {
    return textOf(this.#units, this.#begin[lexeme] ?? 0, this.#begin[lexeme + 1] ?? 0);
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
    const which = space === AUTHOR_SPACE ? 0 : 1;
    const known = this.#names[which]?.[lexeme] ?? 0;
    if (known > 0) return known - 1;
    const written = this.written(lexeme);
    const term = this.term(space + joinedForm(formOf(written, 0, written.length)));
    const names = grown(this.#names[which] ?? new Uint32Array(0), lexeme + 1);
    names[lexeme] = term + 1;
    this.#names[which] = names;
    return term;
  }

  #isSame(lexeme: number, units: Uint16Array, start: number, end: number): boolean {
    const own = this.#units;
    const begin = this.#begin[lexeme] ?? 0;
    if ((this.#begin[lexeme + 1] ?? 0) - begin !== end - start) return false;
    for (let at = begin, i = start; i < end; at++, i++) if (own[at] !== units[i]) return false;
    return true;
  }

  #add(units: Uint16Array, start: number, end: number, slot: number, hash: number): number {
    const form = formOf(textOf(units, start, end), 0, end - start);
    if (form === '') return -1;
    const lexeme = this.#size++;
    const begin = this.#begin[lexeme] ?? 0;
    this.#units = grown(this.#units, begin + end - start);
    for (let at = begin, i = start; i < end; at++, i++) this.#units[at] = units[i] ?? 0;
    this.#begin = grown(this.#begin, lexeme + 2);
    this.#begin[lexeme + 1] = begin + end - start;
    this.termOf = grown(this.termOf, lexeme + 1);
    this.termOf[lexeme] = this.#stemTerm(form);
    this.countOf = grown(this.countOf, lexeme + 1);
    this.countOf[lexeme] = 1;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = lexeme + 1;
    if (this.#size * 4 > this.#slots.length) this.#rehash();
    return lexeme;
  }

  #stemTerm(form: string): number {
    const stem = stemOfForm(form);
    const term = this.term(stem);
    this.isStop = grown(this.isStop, term + 1);
    if (isStopStem(stem)) this.isStop[term] = 1;
    return term;
  }

  #rehash(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 2;
    for (let i = 0; i < before.length; i += 2) {
      if (before[i + 1] === 0) continue;
      const hash = before[i] ?? 0;
      let slot = (hash << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = before[i + 1] ?? 0;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over UTF-16 units. */
function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A string of its own: a slice of the text would keep all of the text in memory. */
const textOf = (units: Uint16Array, start: number, end: number): string =>
  String.fromCharCode(...units.subarray(start, end));
