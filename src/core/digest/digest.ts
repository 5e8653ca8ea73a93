import type { Paper } from '../papers/paper.ts';
import type { RankedPaper } from '../ranking/rank.ts';
import type { Day } from '../time.ts';

/** What a digest covers: one listing day, or everything since a moment. */
export type DigestPeriod =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'since'; readonly since: Day; readonly until: Day };

/** A source that failed when it was asked; a digest names it. */
export interface MissingSource {
  readonly source: string;
  readonly reason: string;
}

/** Why a paper that was considered is not in the digest. */
export type LeftOutReason =
  | 'no-topic'
  | 'below-floor'
  | 'over-limit'
  | 'seen'
  | 'duplicate'
  | 'excluded'
  | 'too-few-votes';

/** One digest, before anyone decides how it looks. */
export interface Digest {
  readonly period: DigestPeriod;
  /** The subscription's query as typed; absent for everything. */
  readonly topics?: string;
  readonly entries: readonly DigestEntry[];
  readonly considered: number;
  readonly leftOut: readonly { readonly paper: Paper; readonly why: LeftOutReason }[];
  readonly missingSources: readonly MissingSource[];
}

export interface DigestEntry extends RankedPaper {
  /** One sentence that says what the paper does: the source's, else the abstract's best. */
  readonly gist?: string;
}
