import { openKeyv } from '../../src/adapters/database/keyv-store.ts';
import { SqlLeaseStore } from '../../src/adapters/database/lease-store.ts';
import { SqlLedger } from '../../src/adapters/database/ledger.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../../src/adapters/database/paper-archive.ts';
import { SqlSourceRunLog } from '../../src/adapters/database/source-run-log.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { SqlVoteStore } from '../../src/adapters/database/vote-store.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import { nextDueMoment } from '../../src/core/subscriptions/subscription-moments.ts';
import { ManualClock } from './manual-clock.ts';
import { RecordingLog } from './recording-log.ts';
import { ScriptedPlatform } from './scripted-platform.ts';

/** What delivery works with, on a real database in memory: only time, log and platform are not real. */
export async function openDelivery(now: string) {
  const clock = new ManualClock(now);
  const log = new RecordingLog();
  const database = await openDatabase('file::memory:', { clock, log });
  const subscriptions = new SqlSubscriptionStore(database);
  let ids = 0;
  return {
    clock,
    log,
    subscriptions,
    ledger: new SqlLedger(database),
    leases: new SqlLeaseStore(database),
    archive: new SqlPaperArchive(database),
    runs: new SqlSourceRunLog(database),
    votes: new SqlVoteStore(database),
    keyed: openKeyv(database, 'tests', clock),
    platform: new ScriptedPlatform(),
    newId: () => `id${ids++}`,
    subscribe: (...all: readonly Subscription[]) =>
      Promise.all(all.map(entry => subscriptions.put(entry, nextDueMoment(entry, clock.now())))),
    close: () => database.close(),
  };
}

export type OpenDelivery = Awaited<ReturnType<typeof openDelivery>>;
