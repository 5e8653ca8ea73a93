import type { DigestDesk } from '../core/delivery/digest-desk.ts';
import type { Ledger } from '../core/delivery/ledger.ts';
import type { Log } from '../core/log.ts';
import type { PaperArchive } from '../core/papers/archive.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';
import type { SavedList } from '../core/readers/saved-list.ts';
import type { VoteStore } from '../core/readers/vote-store.ts';
import type { PaperSearch } from '../core/search/paper-search.ts';
import type { SourceRunLog } from '../core/sources/source-run-log.ts';
import type { SubscriptionDefaults } from '../core/subscriptions/change-subscription.ts';
import type { SubscriptionStore } from '../core/subscriptions/subscription-store.ts';
import type { Clock, Day } from '../core/time.ts';
import type { DrawTrends } from '../core/trends/trends-chart.ts';
import type { TrendsDesk } from '../core/trends/trends-desk.ts';

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
  readonly trendsDesk: TrendsDesk;
  readonly drawTrends: DrawTrends;
  /** The listing day of now. */
  readonly today: () => Day;
}
