import type { Paper } from '../papers/paper.ts';
import { termsOf } from './paper-terms.ts';
import type { RankedPaper } from './rank.ts';
import { similarityAmong } from './term-similarity.ts';

/** The score under which a paper is not worth a channel's while, unless the caller says otherwise. */
export const DEFAULT_FLOOR = -0.25;

/** What another paper on the very same thing costs among the chosen, in the unit of the score. */
const SAMENESS = 2;

export interface ChoiceRule {
  /** At most so many papers. */
  readonly limit: number;
  /** No paper under this score, however thin the day; {@link DEFAULT_FLOOR} when absent. */
  readonly floor?: number;
  /** No paper with fewer votes; one whose votes are unknown has none. */
  readonly minVotes?: number;
}

export interface Choice {
  /** Best first. */
  readonly chosen: readonly RankedPaper[];
  readonly leftOut: readonly {
    readonly paper: Paper;
    readonly why: 'below-floor' | 'too-few-votes' | 'over-limit' | 'duplicate';
  }[];
}

/**
 * The papers of a ranking (best first) that make a digest: good enough, and not all about the same thing.
 * A thin day gives a short one. Every paper that is not chosen is left out with why, folded duplicates too.
 */
export function chooseForDigest(ranked: readonly RankedPaper[], rule: ChoiceRule): Choice {
  const floor = rule.floor ?? DEFAULT_FLOOR;
  const minVotes = rule.minVotes ?? 0;
  const eligible: RankedPaper[] = [];
  const leftOut: Choice['leftOut'][number][] = [];
  for (const entry of ranked) {
    for (const paper of entry.folded) leftOut.push({ paper, why: 'duplicate' });
    if ((entry.paper.upvotes ?? 0) < minVotes) leftOut.push({ paper: entry.paper, why: 'too-few-votes' });
    else if (entry.score < floor) leftOut.push({ paper: entry.paper, why: 'below-floor' });
    else eligible.push(entry);
  }
  const picked = pickDiverse(eligible, rule.limit);
  const chosen: RankedPaper[] = [];
  eligible.forEach((entry, i) => {
    if (picked.has(i)) chosen.push(entry);
    else leftOut.push({ paper: entry.paper, why: 'over-limit' });
  });
  return { chosen, leftOut };
}

/** Maximal marginal relevance: takes the best, again and again, each worth less the more it is like one taken. */
function pickDiverse(entries: readonly RankedPaper[], limit: number): ReadonlySet<number> {
  const picked = new Set<number>();
  if (entries.length <= limit) return new Set(entries.keys());
  const similarity = similarityAmong(entries.map(entry => termsOf(entry.paper)));
  const worth = entries.map(entry => entry.score);
  const likeness = entries.map(() => 0);
  while (picked.size < limit) {
    let best = -1;
    worth.forEach((value, i) => {
      if (!picked.has(i) && (best < 0 || value > (worth[best] ?? 0))) best = i;
    });
    if (best < 0) break;
    picked.add(best);
    entries.forEach(({ score }, i) => {
      if (picked.has(i)) return;
      likeness[i] = Math.max(likeness[i] ?? 0, similarity(best, i));
      worth[i] = score - SAMENESS * (likeness[i] ?? 0);
    });
  }
  return picked;
}
