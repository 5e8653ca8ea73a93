import { Fault, UsageError } from '../../core/errors.ts';
import type { InstantMs } from '../../core/time.ts';
import type { DumpHead } from './dump.ts';
import { applyMigrations } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { insertRows } from './run-with-rows.ts';
import type { SqlDatabase, SqlSession, SqlValue } from './sql.ts';
import { PASSING_TABLES, TABLES } from './tables.ts';

const ROWS_AT_ONCE = 500;

/**
 * Puts what {@link dump} wrote in the place of everything in the database, all or nothing; resolves to the number of
 * rows. A dump of an older schema is brought up to date. Rejects with UsageError where the database holds something and
 * `replace` is not said, and with Fault `bad-format` for lines that are no whole dump, `storage` for one of a newer
 * build, `locked` while a process works on the database.
 */
export async function loadDump(
  database: SqlDatabase,
  lines: AsyncIterable<unknown>,
  options: { readonly at: InstantMs; readonly replace: boolean },
): Promise<number> {
  // Nobody else may be here: on SQLite they would wait for the whole transaction.
  await database.hold();
  return database.transaction(async session => {
    const loading = new Loading(session, options);
    for await (const line of lines) await loading.take(line);
    return loading.finish();
  });
}

class Loading {
  readonly #session: SqlSession;
  readonly #options: { readonly at: InstantMs; readonly replace: boolean };
  #head: DumpHead | undefined;
  #into: { readonly table: string; readonly columns: readonly string[] } | undefined;
  #waiting: (readonly SqlValue[])[] = [];
  #rows = 0;
  #announced: number | undefined;

  constructor(session: SqlSession, options: { readonly at: InstantMs; readonly replace: boolean }) {
    this.#session = session;
    this.#options = options;
  }

  async take(line: unknown): Promise<void> {
    if (!this.#head) {
      this.#head = readHead(line);
      await this.#empty(this.#head.schema);
    } else if (Array.isArray(line)) await this.#row(line);
    else await this.#note(line);
  }

  async finish(): Promise<number> {
    if (!this.#head || this.#announced !== this.#rows)
      throw new Fault('bad-format', 'the backup is cut off; nothing was changed');
    const { schema: from } = this.#head;
    await applyMigrations(this.#session, { from, to: MIGRATIONS.length, at: this.#options.at });
    return this.#rows;
  }

  async #empty(schema: number): Promise<void> {
    const { at, replace } = this.#options;
    await refuseWhileRunning(this.#session, at);
    if (!replace) await refuseFull(this.#session);
    const tables = [...TABLES, ...PASSING_TABLES, 'schema_migrations'].reverse();
    for (const table of tables) await this.#session.query(`drop table if exists ${table}`);
    await applyMigrations(this.#session, { from: 0, to: schema, at });
  }

  async #row(values: readonly unknown[]): Promise<void> {
    const isRow = values.length === this.#into?.columns.length && values.every(isSqlValue);
    if (!isRow) throw new Fault('bad-format', `row ${this.#rows + 1} of the backup fits no table`);
    this.#waiting.push(values as readonly SqlValue[]);
    this.#rows++;
    if (this.#waiting.length >= ROWS_AT_ONCE) await this.#flush();
  }

  async #note(line: unknown): Promise<void> {
    await this.#flush();
    const { table, columns, rows } = (line ?? {}) as { table?: unknown; columns?: unknown; rows?: unknown };
    if (typeof rows === 'number') this.#announced = rows;
    else if (isName(table) && Array.isArray(columns) && columns.every(isName)) {
      const known = await this.#session.query(this.#session.dialect.tableExists, [table]);
      if (known.length === 0 || NOT_OURS.test(table))
        throw new Fault('bad-format', `the backup has a table ${table}, which is unknown`);
      this.#into = { table, columns };
    } else throw new Fault('bad-format', 'the backup holds a line that is none of a backup');
  }

  async #flush(): Promise<void> {
    if (this.#into) await insertRows(this.#session, this.#into, this.#waiting);
    this.#waiting = [];
  }
}

/** Tables of the engines, and the one that counts migrations. */
const NOT_OURS = /^(?:pg_|sqlite_|schema_migrations$)/;

/** Names go into statements as they are. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[a-z_]+$/.test(value);
const isSqlValue = (value: unknown): value is SqlValue =>
  value === null || typeof value === 'string' || typeof value === 'number';

function readHead(line: unknown): DumpHead {
  const head = (line ?? {}) as Partial<DumpHead>;
  if (head.broadsheet !== 'backup' || !Number.isInteger(head.schema))
    throw new Fault('bad-format', 'the file is no backup of Broadsheet');
  const { schema = 0, format } = head;
  if (format !== 1 || schema > MIGRATIONS.length)
    throw new Fault(
      'storage',
      `the backup has schema ${schema} and this build of Broadsheet knows ${MIGRATIONS.length}: restore it with the newer build that wrote it`,
    );
  return head as DumpHead;
}

async function refuseWhileRunning(session: SqlSession, now: InstantMs): Promise<void> {
  if ((await session.query(session.dialect.tableExists, ['leases'])).length === 0) return;
  const held = await session.query('select name from leases where runs_until > ?', [now]);
  if (held.length > 0)
    throw new Fault('locked', 'a Broadsheet works on this database; stop it, then restore (a minute later)');
}

async function refuseFull(session: SqlSession): Promise<void> {
  const full: string[] = [];
  for (const table of TABLES) {
    if ((await session.query(session.dialect.tableExists, [table])).length === 0) continue;
    const [row] = await session.query<{ count: number }>(`select count(*) as count from ${table}`);
    if (row && row.count > 0) full.push(`${row.count} ${table.replaceAll('_', ' ')}`);
  }
  if (full.length > 0)
    throw new UsageError(
      `the database holds ${full.slice(0, 3).join(', ')}${full.length > 3 ? ', …' : ''}; --replace puts the backup in their place`,
    );
}
