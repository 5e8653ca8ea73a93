import { readBackupFile, writeBackupFile } from '../adapters/database/backup-file.ts';
import { dump } from '../adapters/database/dump.ts';
import { loadDump } from '../adapters/database/load-dump.ts';
import { openDatabase } from '../adapters/database/open-database.ts';
import type { Config } from '../config-schema.ts';
import { removeSearchIndex } from './open-search.ts';
import type { AppEnvironment } from './open-stores.ts';

export interface BackUpOptions {
  readonly file: string;
  /** What is there already may be overwritten. */
  readonly replace: boolean;
}

/** Writes everything that is kept into one file that either engine can be restored from; resolves to the number of rows. */
export async function backUp(
  { database: { url } }: Config,
  environment: AppEnvironment,
  { file, replace }: BackUpOptions,
): Promise<number> {
  const database = await openDatabase(url, environment);
  try {
    return await writeBackupFile(file, replace, write => dump(database, environment.clock.now(), write));
  } finally {
    await database.close();
  }
}

/** Puts a backup in the place of what the database holds, all or nothing; resolves to the number of rows. */
export async function restore(
  { database: { url } }: Config,
  environment: AppEnvironment,
  { file, replace }: BackUpOptions,
): Promise<number> {
  const database = await openDatabase(url, environment);
  try {
    const at = environment.clock.now();
    const rows = await loadDump(database, readBackupFile(file), { at, replace });
    // It was made of what is no longer there.
    await removeSearchIndex(url);
    return rows;
  } finally {
    await database.close();
  }
}
