import { EventEmitter } from 'node:events';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import type { Clock } from '../../core/time.ts';
import { insertRows } from './run-with-rows.ts';
import type { SqlDatabase } from './sql.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly ttl?: number;
}

const ENTRIES_A_PAGE = 500;

/**
 * Keyv's storage in a table of ours. Keys come with their namespace before a colon, as Keyv writes them; values are
 * the text that Keyv makes of them. What has expired is gone for every reader at once, and deleted by the next sweep.
 */
export class SqlKeyvStore extends EventEmitter implements Omit<KeyvStoreAdapter, 'setMany'> {
  /** Set by Keyv. Bounds what {@link clear} and {@link iterator} reach; without one they reach everything. */
  namespace?: string;
  /** Keyv offers an iterator only over stores whose dialect it knows. */
  readonly opts: { readonly dialect: string };
  readonly #database: SqlDatabase;
  readonly #clock: Clock;

  constructor(database: SqlDatabase, clock: Clock) {
    super();
    this.#database = database;
    this.#clock = clock;
    this.opts = { dialect: database.dialect.name };
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const [value] = await this.getMany<Value>([key]);
    return value;
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const rows = await this.#database.query<{ key: string; value: Value }>(
      `select key, value from keyed
      where key in (${this.#database.dialect.eachString}) and (expires_at is null or expires_at > ?)`,
      [JSON.stringify(keys), this.#clock.now()],
    );
    const values = new Map(rows.map(row => [row.key, row.value]));
    return keys.map(key => values.get(key));
  }

  async set(key: string, value: string, ttl?: number): Promise<boolean> {
    await this.setMany([ttl === undefined ? { key, value } : { key, value, ttl }]);
    return true;
  }

  /** Keyv passes on what this resolves to as its own answer: one truth an entry. */
  async setMany(entries: readonly Entry[]): Promise<boolean[]> {
    const now = this.#clock.now();
    const rows = new Map(
      entries.map(({ key, value, ttl }) => [key, [key, value, ttl === undefined ? null : now + ttl]]),
    );
    await this.#database.transaction(session =>
      insertRows(
        session,
        {
          table: 'keyed',
          columns: ['key', 'value', 'expires_at'],
          conflict:
            'on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at',
        },
        [...rows.values()],
      ),
    );
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  /** Resolves to whether any of them was there. */
  async deleteMany(keys: string[]): Promise<boolean> {
    const gone = await this.#database.query<{ expires_at: number | null }>(
      `delete from keyed where key in (${this.#database.dialect.eachString}) returning expires_at`,
      [JSON.stringify(keys)],
    );
    const now = this.#clock.now();
    return gone.some(row => row.expires_at === null || row.expires_at > now);
  }

  async has(key: string): Promise<boolean> {
    const [found] = await this.hasMany([key]);
    return found === true;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const values = await this.getMany(keys);
    return values.map(value => value !== undefined);
  }

  async clear(): Promise<void> {
    await this.#database.query('delete from keyed where key >= ? and key < ?', range(this.namespace));
  }

  async *iterator<Value>(namespace = this.namespace): AsyncGenerator<[string, Value], void> {
    const [from, until] = range(namespace);
    for (let after = from, first = true; ; first = false) {
      const page: { key: string; value: Value }[] = await this.#database.query(
        `select key, value from keyed
        where key ${first ? '>=' : '>'} ? and key < ? and (expires_at is null or expires_at > ?)
        order by key limit ?`,
        [after, until, this.#clock.now(), ENTRIES_A_PAGE],
      );
      for (const { key, value } of page) yield [key, value];
      const last = page.at(-1);
      if (!last || page.length < ENTRIES_A_PAGE) return;
      after = last.key;
    }
  }
}

/** Keys from the first bound to before the second. `;` is the character after `:`, U+10FFFF the last there is. */
const range = (namespace: string | undefined): [string, string] =>
  namespace ? [`${namespace}:`, `${namespace};`] : ['', '\u{10ffff}'];

/**
 * Keyed values that may expire, under a namespace of their own, in the database. A failed read or write rejects with
 * the database's Fault: Keyv's own way is to call it a missing key.
 */
export function openKeyv(database: SqlDatabase, namespace: string, clock: Clock): Keyv {
  return new Keyv({
    store: new SqlKeyvStore(database, clock),
    namespace,
    throwOnErrors: true,
    emitErrors: false,
  });
}
