import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { Fault } from '../../core/errors.ts';
import type { Clock } from '../../core/time.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';

/** A hold that was only looked at, or whose process is just ending, is free again within this. */
const TRIES = 5;
const STEP_MS = 50;

interface Holder {
  readonly pid: number;
  readonly since: string;
}

/**
 * Says that a process stays with a SQLite file. It is a write transaction left open in a small file of its own beside
 * it: the operating system ends it with the process, however the process ends, so there is no stale lock to clean up,
 * and the database itself stays free for commands that come and go.
 */
export class SqliteHold {
  readonly #connection: DatabaseSyncInstance;

  private constructor(connection: DatabaseSyncInstance) {
    this.#connection = connection;
  }

  /** Rejects with Fault `locked`, naming the other process, or `storage` when the file beside it can't be written. */
  static async take(databaseFile: string, clock: Clock): Promise<SqliteHold> {
    const file = `${databaseFile}.hold`;
    let connection: DatabaseSyncInstance | undefined;
    try {
      connection = new DatabaseSync(file, { timeout: 0 });
      for (let tries = 1; ; tries++) {
        if (begin(connection, clock)) return new SqliteHold(connection);
        if (tries === TRIES) throw refusal(databaseFile, holderOf(connection));
        await clock.sleep(STEP_MS);
      }
    } catch (error) {
      connection?.close();
      throw sqliteFault(error, file);
    }
  }

  release(): void {
    // Closing alone would keep the lock for as long as a statement of this connection is not collected.
    this.#connection.exec('rollback');
    this.#connection.close();
  }
}

/** Writes down who holds, then keeps the write lock. Who comes between the two has it, and writes over us. */
function begin(connection: DatabaseSyncInstance, clock: Clock): boolean {
  try {
    connection.exec('begin immediate; create table if not exists holder (pid integer, since text)');
    connection.exec('delete from holder');
    connection
      .prepare('insert into holder values (?, ?)')
      .run(process.pid, new Date(clock.now()).toISOString());
    connection.exec('commit; begin immediate');
    return true;
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    if (isBusy(error)) return false;
    throw error;
  }
}

function holderOf(connection: DatabaseSyncInstance): Holder | undefined {
  try {
    return connection.prepare('select pid, since from holder').get() as Holder | undefined;
  } catch {
    return undefined; // it is being written this moment; the refusal stands without a name
  }
}

function refusal(databaseFile: string, holder: Holder | undefined): Fault {
  const who = holder ? `process ${holder.pid}, since ${holder.since}` : 'another process';
  return new Fault(
    'locked',
    `the database ${databaseFile} is in use by a running Broadsheet (${who}): a SQLite file serves one; ` +
      'stop that one, or share a PostgreSQL database through DATABASE_URL',
  );
}
