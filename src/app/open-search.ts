import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { parseDatabaseUrl } from '../adapters/database/database-url.ts';
import { SearchIndexFile } from '../adapters/database/search-index-file.ts';
import { ArchiveSearch } from '../core/search/archive-search.ts';
import type { IndexStore } from '../core/search/index-store.ts';
import type { Clock, Day } from '../core/time.ts';
import type { AppEnvironment, Stores } from './open-stores.ts';

/** For an archive in memory: its index ends with it. */
const NOWHERE: IndexStore = { open: () => undefined, save: async () => undefined };

/** The search over these stores; its index is a file, local to this machine. */
export function openSearch(
  { archive }: Stores,
  databaseUrl: string,
  { clock, log }: AppEnvironment,
  today: () => Day,
): ArchiveSearch {
  const pause = (): Promise<void> => othersTurn();
  return new ArchiveSearch({ archive, log, today, pause, store: indexStore(databaseUrl, clock) });
}

/** Beside a database in a file; for a server, in `./data`, named after it without naming it. */
function indexStore(databaseUrl: string, clock: Clock): IndexStore {
  const location = parseDatabaseUrl(databaseUrl);
  if (location.engine === 'sqlite') {
    return location.file === ':memory:' ? NOWHERE : new SearchIndexFile(`${location.file}.search`, clock);
  }
  const name = createHash('sha256').update(location.url).digest('hex').slice(0, 12);
  return new SearchIndexFile(resolve('data', `${name}.search`), clock);
}
