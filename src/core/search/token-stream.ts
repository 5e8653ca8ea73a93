import { scanWords } from '../analysis/scan-words.ts';
import type { LexemeTable } from './lexeme-table.ts';

/** What a word of a stream is besides its lexeme. */
export const PLAIN = 0;
/** A further part of the compound before it. */
export const JOINED = 1;
/** Something else than spaces stands before it, or it begins one of several texts of its zone. */
export const BREAK = 2;
/** A compound as written; its parts follow. Counts no position of its own. */
export const WHOLE = 3;

/** Longer runs of letters are cut as the analysis cuts them. */
const LONGEST = 64;

/**
 * Reads a text as `analyze` does, but into numbers: calls `push` with a lexeme and what it is, in order. `separate`
 * marks the first word as the beginning of a text of its own, and no other.
 */
export function readWords(
  text: string,
  lexemes: LexemeTable,
  separate: boolean,
  push: (lexeme: number, kind: number) => void,
): void {
  let before = 0;
  let next = separate ? BREAK : PLAIN;
  scanWords(text, (start, end, cuts) => {
    if (!separate && isBreak(text, before, start)) next = BREAK;
    before = end;
    if (cuts.length === 0) {
      const lexeme = lexemes.intern(text, start, Math.min(end, start + LONGEST));
      if (lexeme < 0) return;
      push(lexeme, next);
      next = PLAIN;
      return;
    }
    push(lexemes.intern(text, start, Math.min(end, start + LONGEST)), WHOLE);
    for (let i = 0; i < cuts.length + 2; i += 2) {
      const from = i === 0 ? start : (cuts[i - 1] ?? start);
      const lexeme = lexemes.intern(text, from, Math.min(cuts[i] ?? end, from + LONGEST));
      if (lexeme < 0) continue;
      push(lexeme, next);
      next = JOINED;
    }
    next = PLAIN;
  });
}

function isBreak(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return true;
  }
  return false;
}
