import type { LeaseStore } from '../../core/delivery/lease-store.ts';
import type { InstantMs } from '../../core/time.ts';
import type { SqlDatabase } from './sql.ts';

/** Leases by name: one row each, taken and kept by one statement. */
export class SqlLeaseStore implements LeaseStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async hold(name: string, owner: string, now: InstantMs, leaseMs: number): Promise<boolean> {
    const held = await this.#database.query(
      `insert into leases (name, owner, runs_until) values (?, ?, ?)
      on conflict (name) do update set owner = excluded.owner, runs_until = excluded.runs_until
      where leases.owner = excluded.owner or leases.runs_until <= ? returning name`,
      [name, owner, now + leaseMs, now],
    );
    return held.length > 0;
  }

  async release(name: string, owner: string): Promise<void> {
    await this.#database.query('delete from leases where name = ? and owner = ?', [name, owner]);
  }

  async holders(prefix: string, now: InstantMs): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#database.query<{ name: string; owner: string }>(
      'select name, owner from leases where name >= ? and name < ? and runs_until > ? order by name',
      [prefix, `${prefix}\u{10ffff}`, now],
    );
    return new Map(rows.map(row => [row.name, row.owner]));
  }
}
