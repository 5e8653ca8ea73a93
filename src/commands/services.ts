import type { Ledger } from '../core/delivery/ledger.ts';
import type { Digest, DigestPeriod } from '../core/digest/digest.ts';
import type { Document } from '../core/document/document.ts';
import type { Log } from '../core/log.ts';
import type { PaperArchive } from '../core/papers/archive.ts';
import type { Paper } from '../core/papers/paper.ts';
import type { ChannelAddress } from '../core/platform.ts';
import type { Query } from '../core/query/query.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';
import type { Reason } from '../core/ranking/rank.ts';
import type { SavedList } from '../core/readers/saved-list.ts';
import type { VoteStore } from '../core/readers/vote-store.ts';
import type { SourceRunLog } from '../core/sources/source-run-log.ts';
import type { SubscriptionDefaults } from '../core/subscriptions/change-subscription.ts';
import type { SubscriptionStore } from '../core/subscriptions/subscription-store.ts';
import type { Clock, Day } from '../core/time.ts';

export const SEARCH_SORTS = ['relevant', 'top', 'new'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** One paper that answers a query; `score` compares within one answer only. */
export interface FoundPaper {
  readonly paper: Paper;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** The archive as it is searched. */
export interface PaperSearch {
  search(
    query: Query,
    options: { readonly sort: SearchSort; readonly limit: number; readonly offset: number },
  ): Promise<{ readonly total: number; readonly found: readonly FoundPaper[]; readonly didYouMean?: string }>;
  /** Never the paper itself; empty when it is not known. */
  similar(paperId: string, limit: number): Promise<readonly Paper[]>;
  /** Titles and ids for what somebody is typing. */
  complete(
    typed: string,
    limit: number,
  ): Promise<readonly { readonly label: string; readonly value: string }[]>;
}

/** Makes digests outside the schedule. */
export interface DigestDesk {
  /** One digest of a period; `topics` absent takes everything. Seen papers are not left out. */
  make(wish: {
    readonly period: DigestPeriod;
    readonly topics?: Query;
    readonly limit: number;
    readonly minVotes: number;
    readonly channel?: ChannelAddress;
  }): Promise<Digest>;
  /** The digest the channel would get now, without recording anything; nothing when nothing is subscribed. */
  preview(channel: ChannelAddress): Promise<Document | undefined>;
  /** The newest listing day that has papers. */
  newestDay(): Promise<Day>;
}

/** What handlers work with: ports only, made once by the composition root. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  readonly archive: PaperArchive;
  readonly catalogue: TopicCatalogue;
  readonly subscriptions: SubscriptionStore;
  readonly subscriptionDefaults: SubscriptionDefaults;
  readonly ledger: Ledger;
  readonly runs: SourceRunLog;
  readonly votes: VoteStore;
  readonly saved: SavedList;
  readonly search: PaperSearch;
  readonly digests: DigestDesk;
  /** The listing day of now. */
  today(): Day;
}
