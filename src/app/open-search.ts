import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
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

/** The index is made anew at its next use. */
export async function removeSearchIndex(databaseUrl: string): Promise<void> {
  const path = indexPath(databaseUrl);
  if (path !== undefined) await rm(path, { force: true });
}

function indexStore(databaseUrl: string, clock: Clock): IndexStore {
  const path = indexPath(databaseUrl);
  return path === undefined ? NOWHERE : new SearchIndexFile(path, clock);
}

/** Beside a database in a file; for a server, in `./data`, named after it without naming it. */
function indexPath(databaseUrl: string): string | undefined {
  const location = parseDatabaseUrl(databaseUrl);
  if (location.engine === 'sqlite')
    return location.file === ':memory:' ? undefined : `${location.file}.search`;
  const name = createHash('sha256').update(location.url).digest('hex').slice(0, 12);
  return resolve('data', `${name}.search`);
}
