import type { AnalysedPaper } from './analysed-paper.ts';
import { NAMES, type PatternToken, refinement, type TermPattern } from './term-pattern.ts';

/** The words of a paper that a term was found in: tokens of one text, first and last. */
export interface FoundSpan {
  readonly first: number;
  readonly last: number;
}

/** The first place, best first, where the words of a pattern stand side by side. */
export function findTerm(pattern: TermPattern, paper: AnalysedPaper): FoundSpan | undefined {
  if (pattern.length === 0 || pattern.places === 0) return undefined;
  let best: FoundSpan | undefined;
  for (const token of pattern.tokens) {
    if (token.position > 0) break;
    const byPrefix = pattern.mode === 'prefix' && endsPattern(pattern, token);
    const candidates = byPrefix ? paper.tokens.keys() : paper.withStem(token.stem);
    for (const first of candidates) {
      if (best && first >= best.first) break;
      const last = spanFrom(pattern, token, paper, first);
      if (last >= 0) best = { first, last };
    }
  }
  return best;
}

/**
 * The last token of the pattern found from `first`, whose first word is `token`, or -1. A compound counts as itself and
 * as its parts, in the pattern and in the paper, so that `state-space model` is `state space model` and `pretraining`
 * is `pre-training`.
 */
export function spanFrom(
  pattern: TermPattern,
  token: PatternToken,
  paper: AnalysedPaper,
  first: number,
): number {
  if (!fits(pattern, token, paper, first)) return -1;
  let at = token.span;
  let last = first;
  /** Pairs of (next word, token) left to try, and states that led nowhere: both stay empty while there is one way on. */
  const untried: number[] = [];
  const tried = new Set<number>();
  for (;;) {
    if (at === pattern.length) return last;
    const from = (paper.positions[last] ?? 0) + (paper.tokens[last]?.span ?? 1);
    const state = at * paper.tokens.length + last;
    const followers = tried.has(state) ? [] : followersAt(pattern, at, paper, from);
    if (untried.length > 0) tried.add(state);
    untried.push(...followers);
    const nextLast = untried.pop();
    const nextAt = untried.pop();
    if (nextLast === undefined || nextAt === undefined) return -1;
    at = nextAt;
    last = nextLast;
  }
}

/** Each way to go on from word `at` of the pattern at position `from` of the paper: pairs of (next word, token). */
function followersAt(pattern: TermPattern, at: number, paper: AnalysedPaper, from: number): number[] {
  const found: number[] = [];
  const start = paper.tokenAt[from] ?? -1;
  if (start < 0) return found;
  for (let t = pattern.tokenAt[at] ?? 0; t < pattern.tokens.length; t++) {
    const token = pattern.tokens[t];
    if (!token || token.position > at) break;
    for (let i = start; paper.positions[i] === from; i++)
      if (fits(pattern, token, paper, i)) found.push(at + token.span, i);
  }
  return found;
}

const endsPattern = (pattern: TermPattern, token: PatternToken): boolean =>
  token.position + token.span === pattern.length;

function fits(pattern: TermPattern, token: PatternToken, paper: AnalysedPaper, candidate: number): boolean {
  const word = paper.tokens[candidate];
  const text = paper.textAt(candidate);
  if (!word || !text || (text.bit & pattern.places) === 0) return false;
  if (pattern.mode === 'prefix' && endsPattern(pattern, token))
    return paper.joinedForm(candidate).startsWith(token.joined);
  if (word.stem !== token.stem) return false;
  if ((text.bit & NAMES) !== 0 && paper.joinedForm(candidate) !== token.joined) return false;
  return token.refined === '' || refinement(pattern.mode, word, text.text) === token.refined;
}

/** The category or source that a pattern names, as the paper gives it. */
export function findLabel(pattern: TermPattern, paper: AnalysedPaper): string | undefined {
  const label = pattern.label;
  if (!label) return undefined;
  const given = label.on === 'categories' ? paper.categories : paper.sources;
  const index = given.findIndex(
    name =>
      name === label.text ||
      (label.how === 'prefix' && name.startsWith(label.text)) ||
      (label.how === 'within' &&
        name.startsWith(label.text) &&
        '.:'.includes(name[label.text.length] ?? '?')),
  );
  return label.on === 'categories' ? paper.paper.categories?.[index] : given[index];
}
