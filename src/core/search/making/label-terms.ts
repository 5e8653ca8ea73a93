import { fold } from '../../analysis/fold.ts';
import type { CATEGORY_SPACE, SOURCE_SPACE } from '../term-spaces.ts';
import type { LexemeTable } from './lexeme-table.ts';

/** The terms of labels of one space. The same few are on all papers, so that each is folded once. */
export class LabelTerms {
  readonly #lexemes: LexemeTable;
  readonly #space: string;
  readonly #terms = new Map<string, number>();

  constructor(lexemes: LexemeTable, space: typeof CATEGORY_SPACE | typeof SOURCE_SPACE) {
    this.#lexemes = lexemes;
    this.#space = space;
  }

  of(label: string): number {
    const known = this.#terms.get(label);
    if (known !== undefined) return known;
    const term = this.#lexemes.term(this.#space + fold(label));
    this.#terms.set(label, term);
    return term;
  }
}
