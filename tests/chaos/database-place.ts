import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import { nextDueMoment } from '../../src/core/subscriptions/subscription-moments.ts';
import type { InstantMs } from '../../src/core/time.ts';
import { startPostgres } from '../emulators/postgres-server.ts';
import { RecordingLog } from '../fakes/recording-log.ts';

export type EngineName = 'SQLite' | 'PostgreSQL';

/** Somewhere for the bots of one run to keep what they know. */
export async function databasePlace(engine: EngineName): Promise<{ url: string; stop(): Promise<void> }> {
  if (engine === 'PostgreSQL') return startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  return {
    url: `file:${join(folder, 'bot.db')}`,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes the subscriptions as they stood at `now`, before any bot runs. */
export async function subscribeAll(
  url: string,
  subscriptions: readonly Subscription[],
  now: InstantMs,
): Promise<void> {
  const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
  const store = new SqlSubscriptionStore(database);
  for (const subscription of subscriptions) await store.put(subscription, nextDueMoment(subscription, now));
  await database.close();
}
