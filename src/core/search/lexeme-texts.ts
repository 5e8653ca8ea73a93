import { formOf } from '../analysis/analyze.ts';
import type { Segment } from './segment.ts';
import { writtenOf } from './written-form.ts';

/** A word as it is written and as it is compared. */
export interface LexemeText {
  readonly written: string;
  readonly form: string;
}

/** The words of a segment by number, read once. */
export class LexemeTexts {
  readonly #segment: Segment;
  readonly #known = new Map<number, LexemeText>();

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  get(lexeme: number): LexemeText {
    const known = this.#known.get(lexeme);
    if (known) return known;
    const written = writtenOf(this.#segment.lexemes.entry(lexeme).key);
    const made = { written, form: formOf(written, 0, written.length) };
    this.#known.set(lexeme, made);
    return made;
  }
}
