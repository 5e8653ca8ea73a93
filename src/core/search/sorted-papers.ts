import type { Day } from '../time.ts';
import { type Bits, emptyBits, intersect, setBit, unite } from './bytes/bits.ts';
import { firstAccepted } from './candidates.ts';
import { Conditions } from './conditions.ts';
import { compareFacts, compareVotes, type IndexView, type PlacedPaper } from './index-view.ts';
import type { ResolvedQuery } from './resolved-query.ts';
import { termsIn } from './resolved-word.ts';
import type { Segment } from './segment.ts';

/** Papers in an order that is not relevance. */
export interface SortedPapers {
  /** The first of them, as many as were asked for. */
  readonly papers: readonly PlacedPaper[];
  /** How many there are; some may not fulfil conditions that only their words decide. */
  readonly total: number;
}

/**
 * The papers with all words of the query, or with any where none has all, that fulfil its conditions: newest first, or
 * most votes first.
 */
export function sortedPapers(
  query: ResolvedQuery,
  view: IndexView,
  today: Day,
  sort: 'top' | 'new',
  limit: number,
): SortedPapers {
  const searched = view.segments.map(segment => ({
    conditions: new Conditions(query.plan.hard, segment, today),
  }));
  const compare = sort === 'new' ? compareFacts : compareVotes;
  for (const how of [intersect, unite]) {
    const all: PlacedPaper[] = [];
    view.segments.forEach((segment, number) => {
      const bits = query.plan.hasSoft ? softBits(query, segment, how) : undefined;
      searched[number]?.conditions.forEach(bits, doc => {
        if (!segment.isRemoved(doc)) all.push({ segment: number, doc });
      });
    });
    all.sort((a, b) => compare(view, a, b));
    const papers = firstAccepted(all, searched, limit);
    if (papers.length > 0) return { papers, total: papers.length < limit ? papers.length : all.length };
  }
  return { papers: [], total: 0 };
}

/** Papers that have the words that count. */
export function softBits(
  { words, counts }: ResolvedQuery,
  segment: Segment,
  how: (into: Bits, other: Bits) => void,
): Bits {
  let together: Bits | undefined;
  words.forEach((word, i) => {
    if (!counts[i]) return;
    const own = emptyBits(segment.size);
    for (const { term } of termsIn(word, segment))
      segment.postings(term).forEach(doc => {
        setBit(own, doc);
      });
    if (together) how(together, own);
    else together = own;
  });
  return together ?? emptyBits(segment.size);
}
