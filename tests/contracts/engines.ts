import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import type { SqlDatabase } from '../../src/adapters/database/sql.ts';
import { startPostgres } from '../emulators/postgres-server.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { SkippingClock } from '../fakes/skipping-clock.ts';

/** What a suite gets: an empty, migrated database before each test, and the clock it was opened with. */
export interface EngineUnderTest {
  readonly name: 'SQLite' | 'PostgreSQL';
  database(): SqlDatabase;
  clock(): SkippingClock;
  /** Another connection to the same database, as another process would have it; closed after the test. */
  another(): Promise<SqlDatabase>;
}

interface Place {
  readonly url: string;
  /** Leaves nothing of the last test; a schema may stay, so no test changes it for good. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

async function temporaryFile(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  const clear = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });
  return { url: `file:${join(folder, 'test.db')}`, clear, stop: clear };
}

const ENGINES = [
  { name: 'SQLite', start: temporaryFile },
  { name: 'PostgreSQL', start: startPostgres },
] as const;

/** Registers `suite` once an engine: one contract, the same sentences for both. */
export function describeOnEveryEngine(subject: string, suite: (engine: EngineUnderTest) => void): void {
  describe.each(ENGINES)(`${subject} on $name`, { timeout: 30_000 }, ({ name, start }) => {
    let place: Place;
    let clock: SkippingClock;
    let open: SqlDatabase[] = [];

    const connect = async (): Promise<SqlDatabase> => {
      const database = await openDatabase(place.url, { clock, log: new RecordingLog() });
      open.push(database);
      return database;
    };
    const first = (): SqlDatabase => {
      const [database] = open;
      if (!database) throw new Error('no test is running');
      return database;
    };

    beforeAll(async () => {
      place = await start();
    }, 60_000);
    beforeEach(async () => {
      clock = new SkippingClock('2026-01-07T09:00:00Z');
      await connect();
    });
    afterEach(async () => {
      await Promise.all(open.map(database => database.close()));
      open = [];
      await place.clear();
    });
    afterAll(() => place.stop(), 60_000);

    suite({ name, database: first, clock: () => clock, another: connect });
  });
}
