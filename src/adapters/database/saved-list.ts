import type { Person } from '../../core/platform.ts';
import type { SavedList } from '../../core/readers/saved-list.ts';
import type { InstantMs } from '../../core/time.ts';
import type { SqlDatabase } from './sql.ts';

/** Saved papers in SQL: one row a person and paper. */
export class SqlSavedList implements SavedList {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async save(person: Person, paperId: string, at: InstantMs): Promise<boolean> {
    const saved = await this.#database.query(
      `insert into saved_papers (platform, workspace, person, paper_id, at) values (?, ?, ?, ?, ?)
      on conflict do nothing returning paper_id`,
      [person.platform, person.workspace, person.id, paperId, at],
    );
    return saved.length > 0;
  }

  async unsave(person: Person, paperId: string): Promise<boolean> {
    const gone = await this.#database.query(
      `delete from saved_papers where platform = ? and workspace = ? and person = ? and paper_id = ?
      returning paper_id`,
      [person.platform, person.workspace, person.id, paperId],
    );
    return gone.length > 0;
  }

  list(person: Person): Promise<{ paperId: string; at: InstantMs }[]> {
    return this.#database.query(
      `select paper_id as "paperId", at from saved_papers where platform = ? and workspace = ? and person = ?
      order by at desc, paper_id`,
      [person.platform, person.workspace, person.id],
    );
  }
}
