import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { migrate, needsUpgrade } from './migrate.ts';
import type { SqlDatabase } from './sql.ts';

/** The world a database needs. */
export interface DatabaseEnvironment {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the database that `url` names and brings its schema up to this build; creates a SQLite file and its folder.
 * The engine's driver is loaded only here. Rejects with UsageError for a URL that names none, and with Fault:
 * `storage` for a file that can't be opened or written or whose schema is newer than this build, `locked` when a
 * running Broadsheet would be upgraded under its feet, `unreachable` or `refused` for a server that does not let us in.
 */
export async function openDatabase(url: string, environment: DatabaseEnvironment): Promise<SqlDatabase> {
  const location = parseDatabaseUrl(url);
  const database =
    location.engine === 'sqlite'
      ? await openSqlite(location.file, environment)
      : await openPostgres(location.url, environment);
  try {
    await migrate(database, environment);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openSqlite(file: string, { clock }: DatabaseEnvironment): Promise<SqlDatabase> {
  const { SqliteDatabase } = await import('./sqlite.ts');
  if (file !== ':memory:') makeFolder(dirname(file));
  const database = await SqliteDatabase.open(file, clock);
  try {
    if ((await needsUpgrade(database)) && (await database.isHeldElsewhere()))
      throw new Fault(
        'locked',
        `the database ${file} belongs to an older build of Broadsheet that is running; stop it, then try again`,
      );
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openPostgres(url: string, { log }: DatabaseEnvironment): Promise<SqlDatabase> {
  const { PostgresDatabase } = await import('./postgres.ts');
  return new PostgresDatabase(url, log);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('storage', `the folder ${folder} for the database cannot be made: ${reason}`, {
      cause: error,
    });
  }
}
