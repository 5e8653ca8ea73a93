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
  /** Ways not yet gone, as pairs of (next word, token), and states that lead nowhere: rare, and made when needed. */
  let branches: Branches | undefined;
  while (at < pattern.length) {
    let nextAt = -1;
    let nextLast = -1;
    const from = (paper.positions[last] ?? 0) + (paper.tokens[last]?.span ?? 1);
    const start = paper.tokenAt[from] ?? -1;
    const isNew = !branches || isNewState(branches, at * paper.tokens.length + last);
    for (let t = pattern.tokenAt[at] ?? 0; isNew && start >= 0 && t < pattern.tokens.length; t++) {
      const next = pattern.tokens[t];
      if (!next || next.position > at) break;
      for (let i = start; paper.positions[i] === from; i++) {
        if (!fits(pattern, next, paper, i)) continue;
        if (nextAt >= 0) {
          branches ??= { untried: [], tried: new Set() };
          branches.untried.push(nextAt, nextLast);
        }
        nextAt = at + next.span;
        nextLast = i;
      }
    }
    if (nextAt < 0) {
      nextLast = branches?.untried.pop() ?? -1;
      nextAt = branches?.untried.pop() ?? -1;
      if (nextAt < 0) return -1;
    }
    at = nextAt;
    last = nextLast;
  }
  return last;
}

interface Branches {
  readonly untried: number[];
  readonly tried: Set<number>;
}

function isNewState(branches: Branches, state: number): boolean {
  if (branches.tried.has(state)) return false;
  branches.tried.add(state);
  return true;
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
