import type { SourceRun, SourceRunLog } from '../../core/sources/source-run-log.ts';
import type { Day } from '../../core/time.ts';
import { insertRows } from './run-with-rows.ts';
import type { SqlDatabase, SqlValue } from './sql.ts';

interface DocRow {
  readonly doc: string;
}

/** How the askings of sources ended, one row a source and listing day. */
export class SqlSourceRunLog implements SourceRunLog {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async record(run: SourceRun): Promise<void> {
    await insertRows(
      this.#database,
      {
        table: 'source_runs',
        columns: ['source', 'day', 'at', 'doc'],
        conflict: 'on conflict (source, day) do update set at = excluded.at, doc = excluded.doc',
      },
      [[run.source, run.day, run.at, JSON.stringify(run)]],
    );
  }

  async select(selection: { source?: string; since?: Day; until?: Day }): Promise<SourceRun[]> {
    const params: SqlValue[] = [selection.since ?? '', selection.until ?? '9999-12-31'];
    if (selection.source !== undefined) params.push(selection.source);
    const rows = await this.#database.query<DocRow>(
      `select doc from source_runs
      where day >= ? and day <= ? ${selection.source === undefined ? '' : 'and source = ?'}
      order by at desc, source, day`,
      params,
    );
    return rows.map(runOf);
  }

  async lastOfEach(): Promise<SourceRun[]> {
    const rows = await this.#database.query<DocRow>(
      `select doc from (
        select doc, source, row_number() over (partition by source order by at desc, day desc) as place
        from source_runs
      ) as runs where place = 1 order by source`,
    );
    return rows.map(runOf);
  }
}

const runOf = (row: DocRow): SourceRun => JSON.parse(row.doc);
