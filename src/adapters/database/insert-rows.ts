import type { SqlSession, SqlValue } from './sql.ts';

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766; longer statements gain nothing from here on. */
const PARAMETERS_A_STATEMENT = 2_000;

/**
 * Inserts rows in as few statements as sensible. `conflict` is what to do with a row that is there, such as
 * `on conflict (id) do update set doc = excluded.doc`; no key may then be twice in `rows`.
 */
export async function insertRows(
  session: SqlSession,
  into: { readonly table: string; readonly columns: readonly string[]; readonly conflict?: string },
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const row = `(${into.columns.map(() => '?').join(', ')})`;
  const atOnce = Math.max(1, Math.floor(PARAMETERS_A_STATEMENT / into.columns.length));
  const head = `insert into ${into.table} (${into.columns.join(', ')}) values `;
  for (let start = 0; start < rows.length; start += atOnce) {
    const some = rows.slice(start, start + atOnce);
    await session.query(`${head}${some.map(() => row).join(', ')} ${into.conflict ?? ''}`, some.flat());
  }
}
