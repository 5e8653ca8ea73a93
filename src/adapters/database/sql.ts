/** What a statement takes and a row holds. Truth values are 0 and 1; instants are milliseconds since the epoch. */
export type SqlValue = string | number | null;

/** The few words in which the engines differ. Every other statement is written once, for both. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'postgres';
  /** Column type of ids and of whatever is ordered by: text that both engines compare byte by byte. */
  readonly keyType: string;
  /** A subselect of the strings in a JSON array given as one parameter: `where id in (${eachString})`. */
  readonly eachString: string;
  /** Ends a select whose rows nobody may change before this transaction ends. */
  readonly forUpdate: string;
  /** Ends a select that claims rows: those another transaction holds are left out. */
  readonly skipLocked: string;
  /** First statements of a migration: one process at a time. */
  readonly migrationLock: readonly string[];
  /** Gives a row when the table named by the parameter exists. */
  readonly tableExists: string;
}

/**
 * Where statements run. Parameters are written `?` on both engines.
 * Rejects with Fault: `storage` (disk full, read-only, damaged), `locked` (SQLite: another process writes),
 * `unreachable`, `timeout`, `refused` (PostgreSQL). Anything else that is thrown is a mistake in the statement.
 */
export interface SqlSession {
  readonly dialect: SqlDialect;
  /** Runs one statement. `Row` is the caller's word for what the statement selects or returns. */
  query<Row extends object>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
}

/** A database, outside transactions every statement for itself. */
export interface SqlDatabase extends SqlSession {
  /**
   * Runs `work` with all of its statements kept or none. Inside, only the session it is given may be used, and
   * nothing but the session awaited: on SQLite everybody else waits. When it rejects with `unreachable` the commit
   * itself may have been lost on the way: only then what was written may be there.
   */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /**
   * Runs `work` over the database as it is at one moment, whatever is written meanwhile; nobody waits for it. Only
   * reading is allowed.
   */
  snapshot<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /**
   * Claims the database for a process that stays. SQLite serves one: a second is refused with Fault `locked`, until
   * the first closes or dies. PostgreSQL serves any number. Short commands work without, beside the one that stays.
   */
  hold(): Promise<void>;
  /** Waits for what runs, then lets go of everything. Closing twice is allowed. */
  close(): Promise<void>;
}
