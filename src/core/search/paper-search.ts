import type { Paper } from '../papers/paper.ts';
import type { Query } from '../query/query.ts';
import type { Reason } from '../ranking/rank.ts';

export const SEARCH_SORTS = ['relevant', 'top', 'new'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** One paper that answers a query; `score` compares within one answer only. */
export interface FoundPaper {
  readonly paper: Paper;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export interface SearchAnswer {
  readonly total: number;
  readonly found: readonly FoundPaper[];
  /** The query as it was probably meant, where it finds little as it is. */
  readonly didYouMean?: string;
}

/** The archive as it is searched. Rejects with Fault when storage can't be read. */
export interface PaperSearch {
  search(
    query: Query,
    options: { readonly sort: SearchSort; readonly limit: number; readonly offset: number },
  ): Promise<SearchAnswer>;
  /** Never the paper itself; empty when it is not known. */
  similar(paperId: string, limit: number): Promise<readonly Paper[]>;
  /** Titles and ids for what somebody is typing. */
  complete(
    typed: string,
    limit: number,
  ): Promise<readonly { readonly label: string; readonly value: string }[]>;
}
