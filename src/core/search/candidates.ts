import type { Day } from '../time.ts';
import { BestPapers } from './best-papers.ts';
import { Conditions } from './conditions.ts';
import { compareFacts, type IndexView, type PlacedPaper, paperNumber, placedPaper } from './index-view.ts';
import type { ResolvedQuery } from './resolved-query.ts';
import { termsIn } from './resolved-word.ts';
import { retrieve } from './retrieve.ts';
import { SHORT } from './score-weights.ts';
import { WINDOW } from './score-window.ts';
import { ScoredList } from './scored-list.ts';
import type { Segment } from './segment.ts';

/** What a name counts for, where postings have no impact. */
const NAME_IMPACT = 0.6;

/**
 * Of a few words at most about so many postings are looked at: more than an archive of a hundred thousand papers has of
 * any three words, so that only larger ones may show other papers than without it.
 */
const BUDGET = 3 << 18;

/** What a search for candidates found, best first. */
export interface Candidates {
  readonly papers: readonly PlacedPaper[];
  /** Nothing else answers. */
  readonly complete: boolean;
}

/**
 * The papers whose words say most of the query, at most `limit`. Of a few words, papers with all of them come before
 * papers with some. Where conditions alone decide, papers without any of the words come last, newest first.
 */
export function findCandidates(query: ResolvedQuery, view: IndexView, today: Day, limit: number): Candidates {
  const { hard, hasSoft } = query.plan;
  const searched = view.segments.map(segment => ({
    segment,
    conditions: new Conditions(hard, segment, today),
    lists: listsOf(query, segment),
  }));
  const wanted = query.counts.filter(Boolean).length;
  const search = (allOf: number | undefined): PlacedPaper[] => {
    const best = new BestPapers(limit);
    searched.forEach(({ segment, conditions, lists }, number) => {
      const { bits } = conditions;
      retrieve(
        {
          size: segment.size,
          lists,
          accepts: doc => conditions.accepts(doc),
          ...(bits && { within: bits }),
          ...(allOf !== undefined && { allOf }),
          ...(wanted <= SHORT && { budget: BUDGET }),
        },
        best,
        paperNumber(number, 0),
      );
    });
    return best.ranked().map(({ paper }) => placedPaper(paper));
  };
  const withAll = wanted > 1 && wanted <= SHORT ? search(wanted) : [];
  if (withAll.length === limit) return { papers: withAll, complete: false };
  const found = joined(withAll, search(undefined), limit);
  if (hasSoft || found.length === limit) return { papers: found, complete: found.length < limit };
  const rest = newestThat(view, searched, limit);
  const papers = joined(found, rest, limit);
  return { papers, complete: papers.length < limit };
}

/** The newest papers that fulfil conditions. */
function newestThat(
  view: IndexView,
  searched: readonly { readonly conditions: Conditions }[],
  limit: number,
): PlacedPaper[] {
  const all: PlacedPaper[] = [];
  searched.forEach(({ conditions }, segment) => {
    conditions.forEach(undefined, doc => all.push({ segment, doc }));
  });
  all.sort((a, b) => compareFacts(view, a, b));
  return firstAccepted(all, searched, limit);
}

/** The first `limit` of `papers` that fulfil their segment's conditions. */
export function firstAccepted(
  papers: readonly PlacedPaper[],
  searched: readonly { readonly conditions: Conditions }[],
  limit: number,
): PlacedPaper[] {
  const accepted: PlacedPaper[] = [];
  for (const paper of papers) {
    if (accepted.length === limit) break;
    if (searched[paper.segment]?.conditions.accepts(paper.doc)) accepted.push(paper);
  }
  return accepted;
}

/** The first list, then what of the second is not in it. */
function joined(first: readonly PlacedPaper[], second: readonly PlacedPaper[], limit: number): PlacedPaper[] {
  const known = new Set(first.map(({ segment, doc }) => paperNumber(segment, doc)));
  return [...first, ...second.filter(({ segment, doc }) => !known.has(paperNumber(segment, doc)))].slice(
    0,
    limit,
  );
}

function listsOf({ words, counts }: ResolvedQuery, segment: Segment): ScoredList[] {
  const windows = Math.ceil(segment.size / WINDOW);
  let group = -1;
  return words.flatMap((word, i) => {
    if (!counts[i]) return [];
    group += 1;
    return termsIn(word, segment).map(({ term, share }) => {
      const flat = term.weighted ? undefined : NAME_IMPACT;
      return new ScoredList(segment.postings(term), group, word.weight * share, flat, windows);
    });
  });
}
