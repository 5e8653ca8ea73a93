import type { SqlSession, SqlValue } from './sql.ts';

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766; longer statements gain nothing from here on. */
const PARAMETERS_A_STATEMENT = 2_000;

/**
 * Runs a statement over many rows, some hundreds at once: `sql` is given `(?, ?), (?, ?) …` to put after its `values`.
 * Where they are read as a table its columns are `column1`, `column2` … on both engines.
 */
export async function runWithRows(
  session: SqlSession,
  rows: readonly (readonly SqlValue[])[],
  sql: (values: string) => string,
): Promise<void> {
  const width = rows[0]?.length ?? 1;
  const row = `(${Array(width).fill('?').join(', ')})`;
  const atOnce = Math.max(1, Math.floor(PARAMETERS_A_STATEMENT / width));
  for (let start = 0; start < rows.length; start += atOnce) {
    const some = rows.slice(start, start + atOnce);
    await session.query(sql(some.map(() => row).join(', ')), some.flat());
  }
}

/**
 * Inserts rows. `conflict` is what to do with a row that is there, such as
 * `on conflict (id) do update set doc = excluded.doc`; no key may then be twice in `rows`.
 */
export async function insertRows(
  session: SqlSession,
  into: { readonly table: string; readonly columns: readonly string[]; readonly conflict?: string },
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const { table, columns, conflict = '' } = into;
  await runWithRows(
    session,
    rows,
    values => `insert into ${table} (${columns.join(', ')}) values ${values} ${conflict}`,
  );
}
