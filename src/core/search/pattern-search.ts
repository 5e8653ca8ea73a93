import { joinedForm } from '../matching/analysed-paper.ts';
import { NAMES, type PatternToken, refinement, type TermPattern } from '../matching/term-pattern.ts';
import type { LexemeTexts } from './lexeme-texts.ts';
import type { PlacedTokens } from './placed-tokens.ts';
import type { Segment } from './segment.ts';

/** One word of a pattern against the words of a segment; what was compared once is remembered. */
interface WordTest {
  readonly token: PatternToken;
  readonly term: number;
  readonly begins: boolean;
  readonly alike: Map<number, boolean>;
}

/**
 * Finds the words of a pattern side by side in a record, as `findTerm` does in a paper: the same tokens, places and
 * refinements, on numbers.
 */
export class PatternSearch {
  readonly #pattern: TermPattern;
  readonly #tests: readonly WordTest[];
  readonly #lexemeTerms: Uint32Array;
  readonly #texts: LexemeTexts;

  constructor(pattern: TermPattern, segment: Segment, texts: LexemeTexts) {
    this.#pattern = pattern;
    this.#lexemeTerms = segment.lexemeTerms;
    this.#texts = texts;
    this.#tests = pattern.tokens.map(token => ({
      token,
      term: segment.terms.find(token.stem),
      begins: pattern.mode === 'prefix' && token.position + token.span === pattern.length,
      alike: new Map(),
    }));
  }

  /** Whether the pattern stands anywhere in the record it may stand. */
  holds(paper: PlacedTokens): boolean {
    if (this.#pattern.length === 0 || this.#pattern.places === 0) return false;
    for (let i = 0; i < paper.doc.size; i++)
      for (const test of this.#testsAt(0))
        if (this.#fits(test, paper, i) && this.#follows(test, paper, i)) return true;
    return false;
  }

  #testsAt(position: number): readonly WordTest[] {
    return this.#tests.filter(({ token }) => token.position === position);
  }

  /** Whether the rest of the pattern follows once `test` was found at token `i`. Every state is tried once. */
  #follows(test: WordTest, paper: PlacedTokens, i: number): boolean {
    const untried = [test.token.span, (paper.positions[i] ?? 0) + (paper.spans[i] ?? 1)];
    const tried = new Set<number>();
    for (let position = untried.pop(); position !== undefined; position = untried.pop()) {
      const at = untried.pop() ?? 0;
      if (at === this.#pattern.length) return true;
      const state = at * paper.tokenAt.length + position;
      if (tried.has(state)) continue;
      tried.add(state);
      for (const next of this.#testsAt(at)) {
        for (let t: number = paper.tokenAt[position] ?? -1; t >= 0 && paper.positions[t] === position; t++) {
          if (t >= paper.doc.size) break;
          if (this.#fits(next, paper, t))
            untried.push(at + next.token.span, position + (paper.spans[t] ?? 1));
        }
      }
    }
    return false;
  }

  #fits(test: WordTest, paper: PlacedTokens, i: number): boolean {
    const place = paper.places[i] ?? 0;
    if ((place & this.#pattern.places) === 0) return false;
    const lexeme = paper.doc.lexemes[i] ?? 0;
    if (!test.begins && this.#lexemeTerms[lexeme] !== test.term) return false;
    if (!test.begins && test.token.refined === '' && (place & NAMES) === 0) return true;
    const isName = (place & NAMES) !== 0;
    const key = lexeme * 2 + (isName ? 1 : 0);
    let alike = test.alike.get(key);
    if (alike === undefined) {
      alike = this.#isAlike(test, lexeme, isName);
      test.alike.set(key, alike);
    }
    return alike;
  }

  #isAlike({ token, begins }: WordTest, lexeme: number, isName: boolean): boolean {
    const { written, form } = this.#texts.get(lexeme);
    const joined = joinedForm(form);
    if (begins) return joined.startsWith(token.joined);
    if (isName && joined !== token.joined) return false;
    if (token.refined === '') return true;
    const whole = { ...token, kind: 'word', form, start: 0, end: written.length } as const;
    return refinement(this.#pattern.mode, whole, written) === token.refined;
  }
}
