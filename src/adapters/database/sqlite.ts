import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { Fault } from '../../core/errors.ts';
import type { Clock } from '../../core/time.ts';
import type { SqlDatabase, SqlDialect, SqlSession, SqlValue } from './sql.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import { SqliteHold } from './sqlite-hold.ts';

const DIALECT: SqlDialect = {
  name: 'sqlite',
  keyType: 'text',
  eachString: 'select value from json_each(?)',
  forUpdate: '',
  skipLocked: '',
  migrationLock: [],
  tableExists: `select 1 as found from sqlite_master where type = 'table' and name = ?`,
};

/** Another process may be importing: its transactions last tenths of a second, so this is patience, not luck. */
const BUSY_WAIT_MS = 10_000;
const BUSY_STEP_MS = 20;

/** Statements are few; what varies is the number of rows an insert takes. */
const KEPT_STATEMENTS = 200;

type Statement = ReturnType<DatabaseSyncInstance['prepare']>;

/**
 * The embedded engine: one connection, one user at a time. Statements run in the calling thread and take microseconds;
 * waiting for another process never blocks it.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly dialect = DIALECT;
  readonly #connection: DatabaseSyncInstance;
  readonly #file: string;
  readonly #clock: Clock;
  readonly #statements = new Map<string, Statement>();
  #hold: SqliteHold | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(connection: DatabaseSyncInstance, file: string, clock: Clock) {
    this.#connection = connection;
    this.#file = file;
    this.#clock = clock;
  }

  /** Opens or creates the file, or `:memory:`; rejects with Fault `storage` when it can't be. */
  static async open(file: string, clock: Clock): Promise<SqliteDatabase> {
    let connection: DatabaseSyncInstance | undefined;
    try {
      connection = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
      const database = new SqliteDatabase(connection, file, clock);
      // WAL: readers and the one writer do not wait for each other. FULL: what was committed survives a power cut;
      // with NORMAL the ledger could forget a message that was posted.
      await database.query('pragma journal_mode = wal');
      await database.query('pragma synchronous = full');
      return database;
    } catch (error) {
      connection?.close();
      throw sqliteFault(error, file);
    }
  }

  query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return this.#patiently(async () => this.#run<Row>(sql, params));
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#patiently(() => {
      // Immediate: the write lock is taken now or not at all, so no statement inside can find the file busy.
      this.#connection.exec('begin immediate');
      return this.#complete(work);
    });
  }

  async snapshot<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    if (this.#file === ':memory:') return this.transaction(work);
    // A connection of its own: in WAL a reader sees one moment and keeps no writer waiting.
    const reader = new SqliteDatabase(
      new DatabaseSync(this.#file, { timeout: 0, readOnly: true }),
      this.#file,
      this.#clock,
    );
    try {
      reader.#connection.exec('begin');
      return await work(reader);
    } catch (error) {
      throw sqliteFault(error, this.#file);
    } finally {
      reader.#statements.clear();
      reader.#connection.close();
    }
  }

  async hold(): Promise<void> {
    if (this.#hold || this.#file === ':memory:') return;
    this.#hold = await SqliteHold.take(this.#file, this.#clock);
  }

  /** Whether another process holds the file. */
  async isHeldElsewhere(): Promise<boolean> {
    if (this.#hold || this.#file === ':memory:') return false;
    try {
      (await SqliteHold.take(this.#file, this.#clock)).release();
      return false;
    } catch (error) {
      if (error instanceof Fault && error.code === 'locked') return true;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#connection.isOpen) return;
      try {
        // The driver lets go of the file only when its statements are collected: what is written is brought home now.
        this.#connection.exec('pragma wal_checkpoint(truncate)');
      } catch {
        // A full disk: it is safe where it is, beside the file, until the next opening.
      }
      this.#statements.clear();
      this.#connection.close();
    });
    this.#hold?.release();
    this.#hold = undefined;
  }

  async #complete<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    let open = true;
    const session: SqlSession = {
      dialect: DIALECT,
      query: async <Row extends object>(sql: string, params: readonly SqlValue[] = []) => {
        if (!open) throw new Error('the transaction of this session is over');
        try {
          return this.#run<Row>(sql, params);
        } catch (error) {
          throw sqliteFault(error, this.#file);
        }
      },
    };
    try {
      const result = await work(session);
      this.#connection.exec('commit');
      return result;
    } catch (error) {
      // A full disk has already rolled back by itself.
      if (this.#connection.isTransaction) this.#connection.exec('rollback');
      throw error;
    } finally {
      open = false;
    }
  }

  #run<Row extends object>(sql: string, params: readonly SqlValue[]): Row[] {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
      const oldest =
        this.#statements.size > KEPT_STATEMENTS ? this.#statements.keys().next().value : undefined;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement.all(...params) as Row[];
  }

  /** In turn, and again while another process writes; between tries others get theirs. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let waited = 0; ; waited += BUSY_STEP_MS) {
      try {
        return await this.#inTurn(work);
      } catch (error) {
        if (!isBusy(error) || waited >= BUSY_WAIT_MS) throw sqliteFault(error, this.#file);
      }
      await this.#clock.sleep(BUSY_STEP_MS);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
