import { openKeyv } from '../../src/adapters/database/keyv-store.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../../src/adapters/database/paper-archive.ts';
import { SqlSourceRunLog } from '../../src/adapters/database/source-run-log.ts';
import type { AskPorts } from '../../src/core/sources/ask-day.ts';
import { createCompleteDays } from '../../src/core/sources/complete-days.ts';
import { RecordingLog } from './recording-log.ts';
import { SkippingClock } from './skipping-clock.ts';

/** What asking sources works with, on a real database in memory: only the time and the log are not real. */
export async function openAskPorts(now: string) {
  const clock = new SkippingClock(now);
  const log = new RecordingLog();
  const database = await openDatabase('file::memory:', { clock, log });
  const store = openKeyv(database, 'sources', clock);
  log.events.length = 0;
  return {
    archive: new SqlPaperArchive(database),
    runs: new SqlSourceRunLog(database),
    complete: createCompleteDays(store),
    store,
    clock,
    log,
    close: () => database.close(),
  } satisfies AskPorts & Record<string, unknown>;
}

export type OpenAskPorts = Awaited<ReturnType<typeof openAskPorts>>;
