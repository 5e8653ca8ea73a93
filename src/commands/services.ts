import type { Ledger } from '../core/delivery/ledger.ts';
import type { Log } from '../core/log.ts';
import type { PaperArchive } from '../core/papers/archive.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';
import type { SavedList } from '../core/readers/saved-list.ts';
import type { VoteStore } from '../core/readers/vote-store.ts';
import type { SubscriptionStore } from '../core/subscriptions/subscription-store.ts';
import type { Clock } from '../core/time.ts';

/** What handlers work with: ports only, made once by the composition root. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  readonly archive: PaperArchive;
  readonly catalogue: TopicCatalogue;
  readonly subscriptions: SubscriptionStore;
  readonly ledger: Ledger;
  readonly votes: VoteStore;
  readonly saved: SavedList;
}
