import { Fault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Clock, InstantMs } from '../../core/time.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';
import type { SqlDatabase, SqlSession } from './sql.ts';

const TABLE = 'schema_migrations';

/**
 * Applies the migrations that the database lacks, all in one transaction; processes that start together take turns.
 * Rejects with Fault `storage` when the schema is newer than this build knows: nothing is touched then.
 */
export async function migrate(
  database: SqlDatabase,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const newest = migrations.length;
  if (refuseNewer(await schemaVersion(database), newest) === newest) return;
  const applied = await database.transaction(async session => {
    for (const statement of session.dialect.migrationLock) await session.query(statement);
    const from = refuseNewer(await schemaVersion(session), newest);
    await applyMigrations(session, { from, to: newest, at: clock.now() }, migrations);
    return newest - from;
  });
  if (applied > 0) log.info('database-migrated', { applied, version: newest, engine: database.dialect.name });
}

/** Takes the schema of a session's database from one version to a later one. */
export async function applyMigrations(
  session: SqlSession,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at: InstantMs },
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await session.query(
    `create table if not exists ${TABLE} (number integer primary key, name text not null, applied_at bigint not null)`,
  );
  for (const [index, migration] of migrations.entries()) {
    if (index < from || index >= to) continue;
    for (const statement of migration.statements(session.dialect)) await session.query(statement);
    await session.query(`insert into ${TABLE} values (?, ?, ?)`, [index + 1, migration.name, at]);
  }
}

/** Whether the database is in use by an older build: it has a schema, and not all of this build's. */
export async function needsUpgrade(session: SqlSession): Promise<boolean> {
  const version = await schemaVersion(session);
  return version > 0 && version < MIGRATIONS.length;
}

/** How many migrations the database has; 0 for an empty one. */
export async function schemaVersion(session: SqlSession): Promise<number> {
  if ((await session.query(session.dialect.tableExists, [TABLE])).length === 0) return 0;
  const [row] = await session.query<{ version: number | null }>(
    `select max(number) as version from ${TABLE}`,
  );
  return row?.version ?? 0;
}

function refuseNewer(version: number, newest: number): number {
  if (version <= newest) return version;
  throw new Fault(
    'storage',
    `the database has schema ${version} and this build of Broadsheet knows ${newest}: it was written by a newer build; ` +
      'run that one, or use another database',
  );
}
