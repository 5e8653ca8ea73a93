import { plainWordEnd } from '../../analysis/plain-word.ts';
import { scanWord } from '../../analysis/scan-words.ts';
import { grown } from '../bytes/grown.ts';
import { BREAK, JOINED, PLAIN, WHOLE } from '../token-stream.ts';
import { AsciiText } from './ascii-text.ts';
import type { LexemeTable } from './lexeme-table.ts';
import { withBytes, withText } from './text-hash.ts';

/** Longer runs of letters are cut as the analysis cuts them. */
const LONGEST = 64;

/** What a character may begin, by byte. Of what is beyond ASCII only the scanner knows. */
const UNKNOWN = 0;
const WORD = 1;
const SPACE = 2;
const SIGN = 3;

const BEGINS = new Uint8Array(256);
for (let code = 0; code < 128; code++) {
  const letter = String.fromCharCode(code);
  BEGINS[code] = /[A-Za-z0-9]/.test(letter) ? WORD : /[ \t\r\n]/.test(letter) ? SPACE : SIGN;
}

/**
 * Reads texts as `analyze` does, but into numbers. All words of a text are found before any is looked up: lookups wait for
 * memory, and only where they follow each other closely does the processor wait for several at once.
 */
export class WordReader {
  /** What was read since {@link begin}: each word as its lexeme times four and what it is besides. */
  tokens = new Uint32Array(1 << 12);
  /** How many of {@link tokens} there are. */
  size = 0;
  readonly #lexemes: LexemeTable;
  readonly #text = new AsciiText();
  /** The words of the text at hand: where each begins and ends, and what it is besides. */
  #starts = new Uint32Array(1 << 12);
  #ends = new Uint32Array(1 << 12);
  #kinds = new Uint8Array(1 << 12);
  #found = 0;
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
    this.#text.take(text);
    this.#room(text.length);
    this.#find(text, separate);
    this.#lookUp();
  }

  /** A text hash with the text last read in it. */
  hashed(before: number): number {
    const { text, bytes, isAscii } = this.#text;
    return isAscii ? withBytes(before, bytes, text.length) : withText(before, text);
  }

  /** A character is at most a part and half a compound. */
  #room(length: number): void {
    this.tokens = grown(this.tokens, this.size + length * 2);
    this.#starts = grown(this.#starts, length * 2);
    this.#ends = grown(this.#ends, length * 2);
    this.#kinds = grown(this.#kinds, length * 2);
  }

  #find(text: string, separate: boolean): void {
    const { bytes } = this.#text;
    const cuts = this.#cuts;
    this.#found = 0;
    let kind = separate ? BREAK : PLAIN;
    for (let i = 0; i < text.length; ) {
      const begins = BEGINS[bytes[i] ?? 0] ?? UNKNOWN;
      if (begins === SPACE) {
        i += 1;
        continue;
      }
      const plainEnd = begins === WORD ? plainWordEnd(bytes, i, cuts) : 0;
      const end = plainEnd > 0 || begins === SIGN ? plainEnd : scanWord(text, i, cuts);
      if (end > i) {
        if (cuts.length === 0) this.#push(i, end, kind);
        else this.#pushParts(i, end, kind);
        kind = PLAIN;
        i = end;
      } else {
        if (!separate) kind = BREAK;
        i += 1;
      }
    }
  }

  #pushParts(start: number, end: number, kind: number): void {
    const cuts = this.#cuts;
    this.#push(start, end, WHOLE);
    for (let i = 0; i < cuts.length + 2; i += 2) {
      const from = i === 0 ? start : (cuts[i - 1] ?? start);
      this.#push(from, cuts[i] ?? end, i === 0 ? kind : JOINED);
    }
  }

  #push(start: number, end: number, kind: number): void {
    const place = this.#found++;
    this.#starts[place] = start;
    this.#ends[place] = Math.min(end, start + LONGEST);
    this.#kinds[place] = kind;
  }

  #lookUp(): void {
    const [text, lexemes, starts, ends, kinds, tokens] = [
      this.#text,
      this.#lexemes,
      this.#starts,
      this.#ends,
      this.#kinds,
      this.tokens,
    ];
    let { size } = this;
    /** What a word was of which nothing is left: the next takes its place. */
    let owed = PLAIN;
    let isOwed = false;
    for (let i = 0; i < this.#found; i++) {
      const lexeme = lexemes.intern(text, starts[i] ?? 0, ends[i] ?? 0);
      let kind = kinds[i] ?? PLAIN;
      if (isOwed && kind !== WHOLE) {
        if (kind === JOINED || owed === BREAK) kind = owed;
        isOwed = false;
      }
      if (lexeme < 0) {
        owed = kind;
        isOwed = true;
      } else tokens[size++] = (lexeme << 2) | kind;
    }
    this.size = size;
  }
}
