import type { InstantMs } from '../../core/time.ts';
import { schemaVersion } from './migrate.ts';
import type { SqlDatabase, SqlSession, SqlValue } from './sql.ts';
import { TABLES } from './tables.ts';

/** What a backup begins with. */
export interface DumpHead {
  readonly broadsheet: 'backup';
  /** Of this way of writing. */
  readonly format: 1;
  /** The version of the database's schema. */
  readonly schema: number;
  /** ISO instant. */
  readonly at: string;
}

/** A backup line by line: what it is, then each table and its columns followed by its rows, then how many rows there were. */
export type DumpLine =
  | DumpHead
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly SqlValue[]
  | { readonly rows: number };

const ROWS_AT_ONCE = 500;

/**
 * Everything in the database as it is at one moment, the same from both engines; resolves to the number of rows.
 * Tokens are in it only as the database has them: sealed. Processes that run go on meanwhile.
 */
export function dump(
  database: SqlDatabase,
  at: InstantMs,
  write: (line: DumpLine) => Promise<void>,
): Promise<number> {
  return database.snapshot(async session => {
    const schema = await schemaVersion(session);
    await write({ broadsheet: 'backup', format: 1, schema, at: new Date(at).toISOString() });
    let rows = 0;
    for (const table of TABLES) {
      let named = false;
      for await (const row of rowsOf(session, table)) {
        if (!named) await write({ table, columns: Object.keys(row) });
        named = true;
        await write(Object.values(row));
        rows++;
      }
    }
    await write({ rows });
    return rows;
  });
}

type Row = Readonly<Record<string, SqlValue>>;

async function* rowsOf(session: SqlSession, table: string): AsyncGenerator<Row> {
  if (session.dialect.name === 'postgres') {
    await session.query(`declare dumped no scroll cursor for select * from ${table}`);
    for (;;) {
      const page = await session.query<Row>(`fetch ${ROWS_AT_ONCE} from dumped`);
      yield* page;
      if (page.length < ROWS_AT_ONCE) break;
    }
    await session.query('close dumped');
    return;
  }
  for (let after = 0; ; ) {
    const page = await session.query<Row & { dumped_rowid: number }>(
      `select rowid as dumped_rowid, * from ${table} where rowid > ? order by rowid limit ${ROWS_AT_ONCE}`,
      [after],
    );
    for (const { dumped_rowid, ...row } of page) {
      after = dumped_rowid;
      yield row;
    }
    if (page.length < ROWS_AT_ONCE) return;
  }
}
