import type { Paper } from '../papers/paper.ts';

/**
 * Why a paper is where it is: data first, words when shown. `weight` is the share of the score it moved (the shares
 * of all that moved a paper, reasons or not, sum to 1 in size), so that a renderer can name what mattered most;
 * negative when it moved the paper down.
 */
export type Reason = { readonly weight: number } & (
  | { readonly kind: 'match'; readonly text: string; readonly where: MatchPlace; readonly topic?: string }
  | { readonly kind: 'votes'; readonly upvotes: number }
  | { readonly kind: 'rising'; readonly upvotes: number; readonly usual: number }
  | { readonly kind: 'code'; readonly stars?: number }
  | { readonly kind: 'organization'; readonly name: string }
  | { readonly kind: 'authors'; readonly name: string }
  | { readonly kind: 'submitter'; readonly name: string }
  | { readonly kind: 'fresh'; readonly day: string }
  | { readonly kind: 'content' }
  | { readonly kind: 'liked'; readonly term: string }
);

/** Where a query was found in a paper, best place first. */
export const MATCH_PLACES = [
  'title',
  'keywords',
  'abstract',
  'authors',
  'organization',
  'categories',
] as const;
export type MatchPlace = (typeof MATCH_PLACES)[number];

/** One thing a channel's query found in a paper, in the paper's own spelling. */
export interface Evidence {
  readonly text: string;
  readonly where: MatchPlace;
  /** The named topic it stands for. */
  readonly topic?: string;
}

/** A paper to be ranked. `evidence` is absent when nothing was asked for and empty when what was asked is not in it. */
export interface Candidate {
  readonly paper: Paper;
  readonly evidence?: readonly Evidence[];
}

/** A paper with its score (higher is better, comparable within one ranking only) and what made it. */
export interface RankedPaper {
  readonly paper: Paper;
  readonly score: number;
  /** Most important first. */
  readonly reasons: readonly Reason[];
  /** Near-duplicates folded into this one. */
  readonly folded: readonly Paper[];
}
