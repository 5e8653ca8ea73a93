import { formOf, freshStem } from '../../analysis/analyze.ts';
import { joinedForm } from '../../matching/analysed-paper.ts';
import { grown } from '../bytes/grown.ts';
import { copied, StringNumbers } from '../bytes/string-numbers.ts';
import { isStopStem } from '../stop-stems.ts';
import { AUTHOR_SPACE, type ORGANIZATION_SPACE } from '../term-spaces.ts';
import type { AsciiText } from './ascii-text.ts';

/** ASCII words up to this long are told apart by their letters as four numbers, without a loop. */
const PACKED = 16;
const NUMBERS = PACKED / 4;
/** By length of a word, four masks: what of each number belongs to it. */
const MASKS = new Int32Array((PACKED + 1) * NUMBERS);
for (let length = 0; length <= PACKED; length++)
  new Uint8Array(MASKS.buffer, length * PACKED, length).fill(0xff);
/** Set in a number that holds something beyond ASCII. */
const BEYOND = 0x80808080 | 0;

/**
 * The distinct written words of a growing segment and the terms they stand for. A lexeme is a word as written, so
 * capitals and hyphens can be told apart; a term is what is looked up: a stem, or a name in the space of authors or
 * organisations. Both are numbered as they come.
 */
export class LexemeTable {
  readonly #terms = new StringNumbers();
  readonly termKeys: readonly string[] = this.#terms.strings;
  /** By lexeme. */
  readonly written: string[] = [];
  /** By lexeme: the term of its stem. */
  termOf = new Uint32Array(1 << 10);
  /** By lexeme: how often it was met. */
  countOf = new Uint32Array(1 << 10);
  /** By term: 1 where it says nothing of a subject. */
  isStop = new Uint8Array(1 << 10);
  /** By lexeme: its letters as four numbers, all 0 for those of {@link #others}. */
  #letters = new Int32Array(NUMBERS << 10);
  /** Open addressing; a slot is a lexeme and 1, 0 is free. */
  #slots = new Int32Array(1 << 12);
  /** Long words and those beyond ASCII. */
  readonly #others = new StringNumbers();
  /** By number of {@link #others}: a lexeme and 1. */
  #otherOf = new Uint32Array(1 << 8);
  /** By lexeme: the term it stands for in names, and 1. */
  readonly #names = [new Uint32Array(1 << 10), new Uint32Array(1 << 10)];

  get size(): number {
    return this.written.length;
  }

  /** The lexeme of a stretch of text, or -1 when nothing is left of it once folded. */
  intern(text: AsciiText, start: number, end: number): number {
    if (end - start > PACKED) return this.#internOther(text.text.slice(start, end));
    const { view } = text;
    const masks = (end - start) * NUMBERS;
    const a = view.getInt32(start, true) & (MASKS[masks] ?? 0);
    const b = view.getInt32(start + 4, true) & (MASKS[masks + 1] ?? 0);
    const c = view.getInt32(start + 8, true) & (MASKS[masks + 2] ?? 0);
    const d = view.getInt32(start + 12, true) & (MASKS[masks + 3] ?? 0);
    if (((a | b | c | d) & BEYOND) !== 0) return this.#internOther(text.text.slice(start, end));
    const slots = this.#slots;
    const letters = this.#letters;
    const mask = slots.length - 1;
    let slot = hashOf(a, b, c, d) & mask;
    for (let held = slots[slot] ?? 0; held > 0; held = slots[slot] ?? 0) {
      const at = (held - 1) * NUMBERS;
      if (letters[at] === a && letters[at + 1] === b && letters[at + 2] === c && letters[at + 3] === d) {
        this.countOf[held - 1] = (this.countOf[held - 1] ?? 0) + 1;
        return held - 1;
      }
      slot = (slot + 1) & mask;
    }
    return this.#addPacked(text.text.slice(start, end), a, b, c, d, slot);
  }

  /** The number of a term, new or known. */
  term(key: string): number {
    return this.#terms.of(key);
  }

  /** The term of a lexeme read as part of a name: letter by letter, not by stem. */
  nameTerm(lexeme: number, space: typeof AUTHOR_SPACE | typeof ORGANIZATION_SPACE): number {
    const which = space === AUTHOR_SPACE ? 0 : 1;
    const known = this.#names[which]?.[lexeme] ?? 0;
    if (known > 0) return known - 1;
    const written = this.written[lexeme] ?? '';
    const term = this.term(space + joinedForm(formOf(written, 0, written.length)));
    const names = grown(this.#names[which] ?? new Uint32Array(0), lexeme + 1);
    names[lexeme] = term + 1;
    this.#names[which] = names;
    return term;
  }

  #internOther(word: string): number {
    const number = this.#others.of(word);
    this.#otherOf = grown(this.#otherOf, number + 1);
    const known = (this.#otherOf[number] ?? 0) - 1;
    if (known >= 0) {
      this.countOf[known] = (this.countOf[known] ?? 0) + 1;
      return known;
    }
    const lexeme = this.#add(this.#others.strings[number] ?? '');
    this.#otherOf[number] = lexeme + 1;
    return lexeme;
  }

  #addPacked(word: string, a: number, b: number, c: number, d: number, slot: number): number {
    const lexeme = this.#add(copied(word));
    if (lexeme < 0) return lexeme;
    this.#letters.set([a, b, c, d], lexeme * NUMBERS);
    this.#slots[slot] = lexeme + 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return lexeme;
  }

  #add(written: string): number {
    const form = formOf(written, 0, written.length);
    if (form === '') return -1;
    const lexeme = this.written.length;
    this.written.push(written);
    this.#letters = grown(this.#letters, (lexeme + 1) * NUMBERS);
    this.termOf = grown(this.termOf, lexeme + 1);
    this.termOf[lexeme] = this.#stemTerm(form);
    this.countOf = grown(this.countOf, lexeme + 1);
    this.countOf[lexeme] = 1;
    return lexeme;
  }

  #stemTerm(form: string): number {
    const stem = freshStem(form);
    const term = this.term(stem);
    this.isStop = grown(this.isStop, term + 1);
    if (isStopStem(stem)) this.isStop[term] = 1;
    return term;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (const held of this.#slots) {
      if (held === 0) continue;
      const [a = 0, b = 0, c = 0, d = 0] = this.#letters.subarray((held - 1) * NUMBERS, held * NUMBERS);
      let slot = hashOf(a, b, c, d) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = held;
    }
    this.#slots = slots;
  }
}

function hashOf(a: number, b: number, c: number, d: number): number {
  const sum =
    Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77) + Math.imul(c, 0xc2b2ae3d) + Math.imul(d, 0x27d4eb2f);
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
