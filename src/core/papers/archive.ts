import type { Day, InstantMs } from '../time.ts';
import type { Paper } from './paper.ts';

/** A paper as a source gave it, with the text before clean-up where clean-up changed it. */
export interface ParsedPaper {
  readonly paper: Paper;
  readonly original?: { readonly title?: string; readonly abstract?: string };
}

/** What an {@link PaperArchive.add} did, in papers. */
export interface AddResult {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Which papers to read; every given bound holds. */
export interface PaperSelection {
  /** Listed on this day or later. */
  readonly listedSince?: Day;
  /** Listed on this day or earlier. */
  readonly listedUntil?: Day;
  /** Added after the paper with this sequence number: "what is new since". */
  readonly addedAfter?: number;
  /** Added no later than the paper with this sequence number. */
  readonly addedUntil?: number;
  readonly ids?: readonly string[];
  readonly limit?: number;
}

/**
 * Remembers papers for ever and merges what several sources, days and versions say of one paper.
 * Every paper has a sequence number, given when it is first added and growing in the order in which readers can see
 * papers: who has seen number N never later meets a new paper with a smaller one.
 * Rejects with Fault `storage` when the database can't be read or written.
 */
export interface PaperArchive {
  /** Merges each sighting into what is known; one transaction a call, so half a batch is never kept. */
  add(papers: readonly ParsedPaper[], seenAt: InstantMs): Promise<AddResult>;
  get(id: string): Promise<Paper | undefined>;
  /** The title and abstract before clean-up. */
  original(id: string): Promise<{ title?: string; abstract?: string } | undefined>;
  /** Papers newest listing first, then by id. */
  select(selection: PaperSelection): Promise<Paper[]>;
  /** Every paper in the order it was added, in batches, for building projections. `after` is the sequence number of an earlier batch's last paper. */
  scan(after?: number): AsyncIterable<{ readonly sequence: number; readonly papers: readonly Paper[] }>;
  count(): Promise<number>;
  /** Changes whenever any paper changes: what a projection compares itself to. */
  state(): Promise<{ readonly count: number; readonly revision: number; readonly lastSequence: number }>;
  /** The newest day any paper was listed on. */
  newestDay(): Promise<Day | undefined>;
}
