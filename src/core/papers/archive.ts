import type { Day, InstantMs } from '../time.ts';
import type { Paper } from './paper.ts';

/** A paper as a source gave it, with the text before clean-up where clean-up changed it. */
export interface ParsedPaper {
  readonly paper: Paper;
  readonly original?: { readonly title?: string; readonly abstract?: string };
  /** The account that put the paper on the list, where one did. It is no part of the paper. */
  readonly submitter?: string;
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
  /** Any ids the papers were ever seen under. */
  readonly ids?: readonly string[];
  readonly limit?: number;
}

/** A stretch of an archive's changes. */
export interface ArchiveChanges {
  /** Up to where it reaches: what the next reading starts after. */
  readonly revision: number;
  readonly papers: readonly Paper[];
  /** Who put them on their lists, by the paper's id. */
  readonly submitters: ReadonlyMap<string, string>;
  /** Ids that turned out to be another paper's: a page without ids was read before the paper's arXiv record. */
  readonly removed: readonly string[];
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
  /** By any id it was ever seen under. */
  get(id: string): Promise<Paper | undefined>;
  /** The title and abstract before clean-up. */
  original(id: string): Promise<{ title?: string; abstract?: string } | undefined>;
  /** Papers newest listing first, then by id. */
  select(selection: PaperSelection): Promise<Paper[]>;
  /**
   * Every change after a revision, oldest first, in batches: what a projection reads to come up to date. From 0, the
   * default, that is every paper. A paper is in it once, as it is now.
   */
  changes(after?: number): AsyncIterable<ArchiveChanges>;
  count(): Promise<number>;
  /** `revision` grows whenever any paper changes: what a projection compares itself to. */
  state(): Promise<{ readonly count: number; readonly revision: number; readonly lastSequence: number }>;
  /** The newest day any paper was listed on. */
  newestDay(): Promise<Day | undefined>;
}
