import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgeOffset } from '../../core/clock-offset.ts';
import { Fault, UsageError } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import type { SqlDatabase } from './sql.ts';

export interface DatabaseCheckOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Bytes that may still be written where this folder is. */
  readonly freeBytes: (folder: string) => number;
}

export interface DatabaseCheck {
  readonly findings: readonly Finding[];
  /** Whether it is there and of this build's schema, so that it may be opened without changing it. */
  readonly current: boolean;
}

const find = findingsOn('Database');
const MB = 1024 * 1024;
/** A year of papers is about 40 MB; SQLite writes everything twice until it is brought home. */
const LOW_BYTES = 500 * MB;
const NO_BYTES = 50 * MB;

/** Looks at the database without changing it: nothing is created, nothing migrated. Never rejects for what it finds. */
export async function checkDatabase(url: string, options: DatabaseCheckOptions): Promise<DatabaseCheck> {
  try {
    const location = parseDatabaseUrl(url);
    if (location.engine === 'postgres') return await checkPostgres(location.url, options);
    if (location.file === ':memory:') {
      const fix = 'set DATABASE_URL to file:PATH or postgres://…';
      return { findings: [find.warn('place', 'in memory: nothing is kept', fix)], current: false };
    }
    return await checkSqlite(location.file, options);
  } catch (error) {
    if (!(error instanceof Fault || error instanceof UsageError)) throw error;
    return { findings: [find.fail('opening', error.message, fixOf(error))], current: false };
  }
}

function fixOf(error: Fault | UsageError): string {
  if (error instanceof UsageError) return 'correct DATABASE_URL';
  if (error.code === 'unreachable') return 'start the server, or correct its address in DATABASE_URL';
  if (error.code === 'refused') return 'correct user, password and database name in DATABASE_URL';
  if (error.code === 'locked') return 'wait until the other process has written, then look again';
  return 'give the user that runs Broadsheet the right to write there, or name another file in DATABASE_URL';
}

async function checkSqlite(file: string, options: DatabaseCheckOptions): Promise<DatabaseCheck> {
  const folder = nearestFolder(dirname(file));
  tryToWriteIn(folder);
  const space = judgeSpace(options.freeBytes(folder), folder);
  if (!existsSync(file)) {
    const place = find.ok('place', `${file}, which the first start will make`);
    return { findings: [place, space], current: false };
  }
  const { SqliteDatabase } = await import('./sqlite.ts');
  const database = await SqliteDatabase.open(file, options.clock);
  try {
    // Takes the write lock and gives it back: what is read-only says so now.
    await database.transaction(async () => undefined);
    const { finding: schema, current } = await judgeSchema(database);
    const size = `${Math.max(1, Math.round(statSync(file).size / MB))} MB`;
    const held = (await database.isHeldElsewhere()) ? ', in use by a Broadsheet that runs' : '';
    return { findings: [find.ok('place', `${file}, ${size}${held}`), space, schema], current };
  } finally {
    await database.close();
  }
}

async function checkPostgres(url: string, { clock, log }: DatabaseCheckOptions): Promise<DatabaseCheck> {
  const { PostgresDatabase } = await import('./postgres.ts');
  const database = new PostgresDatabase(url, log);
  try {
    const [facts] = await database.query<{
      version: string;
      bytes: number;
      read_only: string;
      may_create: boolean;
      now: number;
    }>(
      `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
        current_setting('transaction_read_only') as read_only,
        has_schema_privilege(current_schema(), 'create') as may_create,
        floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
    );
    const now = clock.now();
    if (!facts) throw new Fault('storage', 'PostgreSQL does not answer with a row');
    const size = `${Math.max(1, Math.round(facts.bytes / MB))} MB`;
    const place = find.ok('place', `PostgreSQL ${facts.version}, ${size}`);
    const { finding: schema, current } = await judgeSchema(database);
    const offset = judgeOffset(find, 'clock', now - facts.now, 'the database server');
    return { findings: [place, writable(facts), schema, offset], current };
  } finally {
    await database.close();
  }
}

function writable({
  read_only,
  may_create,
}: {
  readonly read_only: string;
  readonly may_create: boolean;
}): Finding {
  if (read_only === 'on')
    return find.fail('writing', 'the server is read-only', 'name the primary server in DATABASE_URL');
  return may_create
    ? find.ok('writing', 'allowed')
    : find.fail('writing', 'this user may make no tables', 'grant create on the schema to the user');
}

async function judgeSchema(
  database: SqlDatabase,
): Promise<{ readonly finding: Finding; readonly current: boolean }> {
  const version = await schemaVersion(database);
  const newest = MIGRATIONS.length;
  if (version === newest) return { finding: find.ok('schema', `version ${version}`), current: true };
  if (version > newest) {
    const says = `version ${version}, and this build knows ${newest}: a newer build has written it`;
    return {
      finding: find.fail('schema', says, 'run the newer build, or use another database'),
      current: false,
    };
  }
  if (version === 0)
    return { finding: find.ok('schema', 'none yet; the first start makes it'), current: false };
  const says = `version ${version} of ${newest}: the next command brings it up to date`;
  const fix = 'stop every older Broadsheet and run broadsheet backup FILE with it before that';
  return { finding: find.warn('schema', says, fix), current: false };
}

/** Room for the database; nothing where a server looks after that. */
export function checkSpace(url: string, freeBytes: DatabaseCheckOptions['freeBytes']): Finding[] {
  const location = parseDatabaseUrl(url);
  if (location.engine === 'postgres' || location.file === ':memory:') return [];
  const folder = nearestFolder(dirname(location.file));
  return [judgeSpace(freeBytes(folder), folder)];
}

function judgeSpace(free: number, folder: string): Finding {
  const says =
    free >= 1024 * MB ? `${Math.round(free / MB / 1024)} GB free` : `${Math.round(free / MB)} MB free`;
  const fix = `make room where ${folder} is, or move the database`;
  if (free < NO_BYTES) return find.fail('space', says, fix);
  return free < LOW_BYTES ? find.warn('space', says, fix) : find.ok('space', says);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** Rights alone do not tell: a file system may be read-only, and a superuser is asked for none. */
function tryToWriteIn(folder: string): void {
  try {
    rmdirSync(mkdtempSync(join(folder, '.broadsheet-check-')));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Fault('storage', `nothing can be written in ${folder} (${code})`, { cause: error });
  }
}
