import { openKeyv } from '../adapters/database/keyv-store.ts';
import { SqlLeaseStore } from '../adapters/database/lease-store.ts';
import { SqlLedger } from '../adapters/database/ledger.ts';
import { openDatabase } from '../adapters/database/open-database.ts';
import { SqlPaperArchive } from '../adapters/database/paper-archive.ts';
import { SqlSavedList } from '../adapters/database/saved-list.ts';
import { SqlSourceRunLog } from '../adapters/database/source-run-log.ts';
import type { SqlDatabase } from '../adapters/database/sql.ts';
import { SqlSubscriptionStore } from '../adapters/database/subscription-store.ts';
import { SqlVoteStore } from '../adapters/database/vote-store.ts';
import type { LeaseStore } from '../core/delivery/lease-store.ts';
import type { Ledger } from '../core/delivery/ledger.ts';
import type { KeyedStore } from '../core/keyed-store.ts';
import type { Log } from '../core/log.ts';
import type { PaperArchive } from '../core/papers/archive.ts';
import type { SavedList } from '../core/readers/saved-list.ts';
import type { VoteStore } from '../core/readers/vote-store.ts';
import { type CompleteDays, createCompleteDays } from '../core/sources/complete-days.ts';
import type { SourceRunLog } from '../core/sources/source-run-log.ts';
import type { SubscriptionStore } from '../core/subscriptions/subscription-store.ts';
import type { Clock } from '../core/time.ts';

/** What everything that is put together needs from the process. */
export interface AppEnvironment {
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything that is kept, over one database. */
export interface Stores {
  readonly database: SqlDatabase;
  readonly archive: PaperArchive;
  readonly runs: SourceRunLog;
  readonly complete: CompleteDays;
  readonly subscriptions: SubscriptionStore;
  readonly ledger: Ledger;
  readonly leases: LeaseStore;
  readonly votes: VoteStore;
  readonly saved: SavedList;
  /** Keyed values that expire, under a namespace of their own. */
  keyed(namespace: string): KeyedStore;
  close(): Promise<void>;
}

/** Opens the database that `url` names. Rejects as {@link openDatabase} does. */
export async function openStores(url: string, environment: AppEnvironment): Promise<Stores> {
  const database = await openDatabase(url, environment);
  const keyed = (namespace: string): KeyedStore => openKeyv(database, namespace, environment.clock);
  return {
    database,
    archive: new SqlPaperArchive(database),
    runs: new SqlSourceRunLog(database),
    complete: createCompleteDays(keyed('sources')),
    subscriptions: new SqlSubscriptionStore(database),
    ledger: new SqlLedger(database),
    leases: new SqlLeaseStore(database),
    votes: new SqlVoteStore(database),
    saved: new SqlSavedList(database),
    keyed,
    close: () => database.close(),
  };
}
