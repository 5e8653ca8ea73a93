import { formatQuery } from '../query/format-query.ts';
import type { Query } from '../query/query.ts';
import type { Reason } from '../ranking/rank.ts';
import type { Day } from '../time.ts';
import { findCandidates } from './candidates.ts';
import { reasonsOf } from './hit-reasons.ts';
import type { IndexView, PlacedPaper } from './index-view.ts';
import { Occurrences } from './occurrences.ts';
import type { SearchSort } from './paper-search.ts';
import { planQuery } from './query-plan.ts';
import { rerank } from './rerank.ts';
import { type ResolvedQuery, resolveQuery } from './resolved-query.ts';
import { CANDIDATES } from './score-weights.ts';
import { sortedPapers } from './sorted-papers.ts';

/** A paper that answers a query. */
export interface SearchHit {
  readonly id: string;
  /** Higher is better; compares within one answer only. */
  readonly score: number;
  /** Most important first; empty where only conditions were asked for. */
  readonly reasons: readonly Reason[];
}

export interface SearchResult {
  /** How many papers answer, or at least so many where nobody counted further. */
  readonly total: number;
  readonly hits: readonly SearchHit[];
  /** The query as it was probably meant, where the archive does not have its words. */
  readonly didYouMean?: string;
}

export interface SearchOptions {
  readonly sort: SearchSort;
  readonly limit: number;
  readonly offset: number;
  /** The reader's day, for `last:`. */
  readonly today: Day;
}

/** Answers a query, or throws the UsageError of {@link planQuery}; the work is bounded by the caps of planning and resolving. */
export function runSearch(view: IndexView, query: Query, options: SearchOptions): SearchResult {
  const resolved = resolveQuery(planQuery(query), view.segments, true);
  const meant = correctedQuery(query, resolved);
  const { total, papers } =
    options.sort === 'relevant'
      ? relevant(view, resolved, options)
      : sorted(view, resolved, options, options.sort);
  const found = new Occurrences();
  const scale = Math.max(1e-9, ...papers.map(({ score }) => score));
  return {
    total,
    hits: papers.map(paper => ({
      id: view.segments[paper.segment]?.id(paper.doc) ?? '',
      score: paper.score,
      reasons: reasonsOf(resolved, view, paper, paper.score / scale, found),
    })),
    ...(meant !== undefined && { didYouMean: meant }),
  };
}

interface Page {
  readonly total: number;
  readonly papers: readonly (PlacedPaper & { readonly score: number })[];
}

/** The best {@link CANDIDATES} are put in order by everything that is known, what follows by its words alone. */
function relevant(view: IndexView, query: ResolvedQuery, { offset, limit, today }: SearchOptions): Page {
  const wanted = Math.max(CANDIDATES, offset + limit);
  const { papers } = findCandidates(query, view, today, wanted);
  const best = rerank(query, papers.slice(0, CANDIDATES), view);
  const least = best.at(-1)?.score ?? 0;
  const rest = papers.slice(CANDIDATES).map((paper, i) => ({ ...paper, score: least / (i + 2) }));
  return { total: papers.length, papers: [...best, ...rest].slice(offset, offset + limit) };
}

function sorted(
  view: IndexView,
  query: ResolvedQuery,
  { offset, limit, today }: SearchOptions,
  sort: 'top' | 'new',
): Page {
  const { papers, total } = sortedPapers(query, view, today, sort, offset + limit);
  const page = papers.slice(offset);
  const scores = new Map(
    rerank(query, page, view).map(({ segment, doc, score }) => [`${segment} ${doc}`, score]),
  );
  return {
    total,
    papers: page.map(paper => ({ ...paper, score: scores.get(`${paper.segment} ${paper.doc}`) ?? 0 })),
  };
}

/** The query with every word the archive does not have replaced by what it was taken for. */
function correctedQuery(query: Query, { words }: ResolvedQuery): string | undefined {
  const corrections = new Map(
    words.flatMap(({ planned, corrected }) =>
      corrected === undefined ? [] : [[planned.form, corrected] as const],
    ),
  );
  return corrections.size === 0 ? undefined : formatQuery(withCorrections(query, corrections));
}

function withCorrections(query: Query, corrections: ReadonlyMap<string, string>): Query {
  switch (query.kind) {
    case 'all':
    case 'any':
      return { ...query, of: query.of.map(member => withCorrections(member, corrections)) };
    case 'required':
      return { ...query, of: withCorrections(query.of, corrections) };
    case 'word':
    case 'phrase':
      return {
        ...query,
        text: query.text.replace(/[\p{L}\p{M}\p{N}]+/gu, word => corrections.get(word.toLowerCase()) ?? word),
      };
    case 'not':
    case 'topic':
    case 'filter':
      return query;
  }
}
