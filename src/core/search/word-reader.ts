import { plainWordEnd } from '../analysis/plain-word.ts';
import { scanWord } from '../analysis/scan-words.ts';
import type { LexemeTable } from './lexeme-table.ts';
import { BREAK, JOINED, PLAIN, WHOLE } from './token-stream.ts';

/** Longer runs of letters are cut as the analysis cuts them. */
const LONGEST = 64;

/** What a character may begin, by ASCII character. */
const SIGN = 0;
const WORD = 1;
const SPACE = 2;
/** Of characters beyond ASCII only the scanner knows. */
const UNKNOWN = 3;

const BEGINS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const letter = String.fromCharCode(code);
  BEGINS[code] = /[A-Za-z0-9]/.test(letter) ? WORD : /[ \t\r\n]/.test(letter) ? SPACE : SIGN;
}

/** Reads texts as `analyze` does, but into numbers. */
export class WordReader {
  /** What was read since {@link begin}: each word as its lexeme times four and what it is besides. */
  tokens = new Uint32Array(1 << 12);
  /** How many of {@link tokens} there are. */
  size = 0;
  readonly #lexemes: LexemeTable;
  /** The text at hand: reading units of an array is several times as fast as asking a string for them. */
  #units = new Uint16Array(1 << 11);
  readonly #cuts: number[] = [];

  constructor(lexemes: LexemeTable) {
    this.#lexemes = lexemes;
  }

  /** Starts over, with the first `free` of {@link tokens} left to the caller. */
  begin(free: number): void {
    this.size = free;
  }

  /** `separate` marks the first word as the beginning of a text of its own, and no other. */
  read(text: string, separate: boolean): void {
    this.#take(text);
    const units = this.#units;
    let next = separate ? BREAK : PLAIN;
    for (let i = 0; i < text.length; ) {
      const begins = BEGINS[units[i] ?? 0] ?? UNKNOWN;
      if (begins === SPACE) {
        i += 1;
        continue;
      }
      const plainEnd = begins === WORD ? plainWordEnd(units, i) : 0;
      if (plainEnd > 0) {
        this.#push(i, plainEnd, next);
        next = PLAIN;
        i = plainEnd;
        continue;
      }
      const end = begins === SIGN ? i : scanWord(text, i, this.#cuts);
      if (end > i) {
        if (this.#pushScanned(i, end, next)) next = PLAIN;
        i = end;
      } else {
        if (!separate) next = BREAK;
        i += 1;
      }
    }
  }

  /** False when nothing is left of the word once folded. */
  #pushScanned(start: number, end: number, kind: number): boolean {
    const cuts = this.#cuts;
    if (cuts.length === 0) return this.#push(start, end, kind);
    this.#push(start, end, WHOLE);
    let next = kind;
    for (let i = 0; i < cuts.length + 2; i += 2) {
      const from = i === 0 ? start : (cuts[i - 1] ?? start);
      if (this.#push(from, cuts[i] ?? end, next)) next = JOINED;
    }
    return true;
  }

  #push(start: number, end: number, kind: number): boolean {
    const lexeme = this.#lexemes.intern(this.#units, start, Math.min(end, start + LONGEST));
    if (lexeme < 0) return false;
    this.tokens[this.size++] = (lexeme << 2) | kind;
    return true;
  }

  #take(text: string): void {
    if (text.length + 1 > this.#units.length) this.#units = new Uint16Array(text.length * 2);
    const units = this.#units;
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    units[text.length] = 0;
    // A character is at most a part and half a compound.
    const room = this.size + text.length * 2;
    if (room <= this.tokens.length) return;
    const bigger = new Uint32Array(room * 2);
    bigger.set(this.tokens);
    this.tokens = bigger;
  }
}
