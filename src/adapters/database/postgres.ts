import { Pool, type PoolClient, TypeOverrides, types } from 'pg';
import { Fault, UsageError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { isConnectionLost, postgresFault } from './postgres-fault.ts';
import type { SqlDatabase, SqlDialect, SqlSession, SqlValue } from './sql.ts';

const DIALECT: SqlDialect = {
  name: 'postgres',
  keyType: 'text collate "C"',
  eachString: 'select json_array_elements_text(?::json)',
  forUpdate: 'for update',
  skipLocked: 'for update skip locked',
  migrationLock: ["select pg_advisory_xact_lock(hashtext('broadsheet schema'))"],
  tableExists: 'select 1 as found from pg_class where oid = to_regclass(?)',
};

const POOL = {
  application_name: 'broadsheet',
  /** A small server takes 100 connections in all, and there may be many processes. */
  max: 8,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 60_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  statement_timeout: 30_000,
  /** Ends what a frozen process of ours left open, so that nobody waits for its rows. */
  idle_in_transaction_session_timeout: 60_000,
  /** A server that vanished never answers; longer than the server's own limit, which says more. */
  query_timeout: 40_000,
} as const;

/**
 * PostgreSQL, shared by any number of processes. Connections are made when needed and made anew after the server
 * was away; while it is away every statement rejects with Fault `unreachable`, and nothing else happens.
 */
export class PostgresDatabase implements SqlDatabase {
  readonly dialect = DIALECT;
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #server: string;
  readonly #numbered = new Map<string, string>();
  #away = false;
  #closed: Promise<void> | undefined;

  /** Connects to nothing yet. Throws UsageError when the URL's options contradict each other. */
  constructor(url: string, log: Log) {
    this.#log = log;
    this.#server = serverOf(url);
    try {
      this.#pool = new Pool({ ...POOL, types: numbers(), connectionString: url });
    } catch (error) {
      throw new UsageError('DATABASE_URL: its options are not what PostgreSQL takes', { cause: error });
    }
    // A connection dies whenever it likes; without a listener of its own that would end the process.
    this.#pool.on('connect', client => client.on('error', error => this.#fault(error)));
    this.#pool.on('error', error => this.#fault(error));
  }

  async query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    try {
      const result = await this.#pool.query<Row>(this.#translate(sql), [...params]);
      this.#answered();
      return result.rows;
    } catch (error) {
      throw this.#fault(error);
    }
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#between('begin', work);
  }

  snapshot<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#between('begin isolation level repeatable read read only', work);
  }

  async #between<T>(begin: string, work: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let lost = false;
    let open = true;
    const session: SqlSession = {
      dialect: DIALECT,
      query: async <Row extends object>(sql: string, params: readonly SqlValue[] = []) => {
        if (!open) throw new Error('the transaction of this session is over');
        try {
          return (await client.query<Row>(this.#translate(sql), [...params])).rows;
        } catch (error) {
          throw this.#fault(error);
        }
      },
    };
    try {
      await client.query(begin);
      const result = await work(session);
      const end = await client.query('commit');
      if (end.command !== 'COMMIT')
        throw new Error('a statement of this transaction failed and its error was dropped');
      this.#answered();
      return result;
    } catch (error) {
      const fault = this.#fault(error);
      lost = isConnectionLost(fault) || !(await rolledBack(client));
      throw fault;
    } finally {
      open = false;
      client.release(lost);
    }
  }

  async hold(): Promise<void> {}

  close(): Promise<void> {
    this.#closed ??= this.#pool.end();
    return this.#closed;
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw this.#fault(error);
    }
  }

  /** `?` to `$1`, `$2` …; none of our statements has a question mark in a literal. */
  #translate(sql: string): string {
    let numbered = this.#numbered.get(sql);
    if (numbered === undefined) {
      let number = 0;
      numbered = sql.replace(/\?/g, () => `$${++number}`);
      this.#numbered.set(sql, numbered);
    }
    return numbered;
  }

  #fault(error: unknown): unknown {
    const fault = postgresFault(error, this.#server);
    if (!this.#away && fault instanceof Fault && fault.code === 'unreachable') {
      this.#away = true;
      this.#log.warn('database-unreachable', { engine: 'postgres', reason: fault.message });
    }
    return fault;
  }

  #answered(): void {
    if (!this.#away) return;
    this.#away = false;
    this.#log.info('database-reachable', { engine: 'postgres' });
  }
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false; // the connection is closed instead, which rolls back too
  }
}

/** 64-bit integers and sums as numbers: instants and counts stay far below 2^53. */
function numbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  overrides.setTypeParser(types.builtins.NUMERIC, Number);
  return overrides;
}

/** Host and database, for messages; never the user or the password. */
function serverOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${host || (searchParams.get('host') ?? '')}${pathname}`;
}
