import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import type { SqlDatabase } from '../../../src/adapters/database/sql.ts';
import { Fault } from '../../../src/core/errors.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

let folder: string;
let file: string;
let clock: SkippingClock;
let opened: SqlDatabase[];
let children: ChildProcess[];

async function open(path = file): Promise<SqlDatabase> {
  const database = await openDatabase(`file:${path}`, { clock, log: new RecordingLog() });
  opened.push(database);
  return database;
}

async function faultOf(failing: Promise<unknown>): Promise<Fault> {
  const error = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw new Error(`not a fault: ${String(error)}`);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  file = join(folder, 'test.db');
  clock = new SkippingClock('2026-01-07T09:00:00Z');
  opened = [];
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(opened.map(database => database.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('a SQLite file', () => {
  it('is created with its folder', async () => {
    await open(join(folder, 'a', 'b', 'test.db'));
    expect(existsSync(join(folder, 'a', 'b', 'test.db'))).toBe(true);
  });

  it('is written ahead, synced at every commit, and whole in its one file once it is closed', async () => {
    const database = await open();
    expect(await database.query('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await database.query('pragma synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await database.query('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    await new SqlPaperArchive(database).add(parsed(inventedPaper({ id: 'corpus:1' })), 1);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    await database.close();
    expect(statSync(`${file}-wal`).size).toBe(0);
  });

  it('in a folder that is a file is a storage fault that names it', async () => {
    writeFileSync(file, 'a letter');
    const fault = await faultOf(open(join(file, 'test.db')));
    expect(fault.code).toBe('storage');
    expect(fault.message).toContain(file);
  });

  it('that is a folder is a storage fault that names it', async () => {
    mkdirSync(file);
    expect(await faultOf(open())).toMatchObject({
      code: 'storage',
      message: `the database ${file}: the file cannot be opened`,
    });
  });

  it('that is something else is a storage fault, and stays as it is', async () => {
    writeFileSync(file, 'Dear reader, this is no database. '.repeat(100));
    expect(await faultOf(open())).toMatchObject({
      code: 'storage',
      message: `the database ${file}: the file is not a SQLite database`,
    });
    expect(readFileSync(file, 'utf8')).toContain('Dear reader');
  });

  it('that is read-only is a storage fault for writers only', async () => {
    const database = await open();
    await database.query('pragma query_only = on');
    const archive = new SqlPaperArchive(database);
    expect(await faultOf(archive.add(parsed(inventedPaper({ id: 'corpus:1' })), 1))).toMatchObject({
      code: 'storage',
      message: `the database ${file}: it is read-only`,
    });
    expect(await archive.count()).toBe(0);
  });

  it('on a full disk is a storage fault that keeps no half of a batch', async () => {
    const database = await open();
    const archive = new SqlPaperArchive(database);
    const batch = (size: number) =>
      Array.from({ length: size }, (_, n) =>
        inventedPaper({ id: `corpus:${n}`, abstract: 'Full. '.repeat(500) }),
      );
    await archive.add(parsed(...batch(3)), 1);
    const [pages] = await database.query<{ page_count: number }>('pragma page_count');
    await database.query(`pragma max_page_count = ${(pages?.page_count ?? 0) + 5}`);
    expect(await faultOf(archive.add(parsed(...batch(200)), 1))).toMatchObject({
      code: 'storage',
      message: `the database ${file}: the disk is full`,
    });
    expect(await archive.count()).toBe(3);
    await database.query('pragma max_page_count = 1000000');
    expect((await archive.add(parsed(...batch(200)), 1)).added).toBe(197);
  });
});

describe('a SQLite file that another process writes', () => {
  /** Another connection in the middle of a transaction, until the returned function is called. */
  async function writing(): Promise<() => Promise<void>> {
    const other = await open();
    let finish = (): void => undefined;
    const finished = new Promise<void>(resolve => {
      finish = resolve;
    });
    let begun = (): void => undefined;
    const beginning = new Promise<void>(resolve => {
      begun = resolve;
    });
    const transaction = other.transaction(async session => {
      await session.query(`insert into keyed (key, value) values ('theirs', 'value')`);
      begun();
      await finished;
    });
    await beginning;
    return async () => {
      finish();
      await transaction;
    };
  }

  it('is read meanwhile', async () => {
    const database = await open();
    const finish = await writing();
    expect(await database.query('select key from keyed')).toEqual([]);
    await finish();
    expect(await database.query('select key from keyed')).toEqual([{ key: 'theirs' }]);
  });

  it('is written once the other has finished, while readers go first', async () => {
    const database = await open();
    const finish = await writing();
    const write = database.query(`insert into keyed (key, value) values ('ours', 'value')`);
    expect(await database.query('select key from keyed')).toEqual([]);
    await finish();
    await write;
    expect(await database.query('select key from keyed order by key')).toEqual([
      { key: 'ours' },
      { key: 'theirs' },
    ]);
  });

  it('is a locked fault when the other does not finish within ten seconds', async () => {
    const database = await open();
    const finish = await writing();
    const before = clock.now();
    expect(await faultOf(database.transaction(async () => undefined))).toMatchObject({
      code: 'locked',
      message: `the database ${file}: another process is writing to it`,
    });
    expect(clock.now() - before).toBe(10_000);
    await finish();
    await database.query(`insert into keyed (key, value) values ('ours', 'value')`);
  });
});

describe('a hold on a SQLite file', () => {
  async function holdInAnotherProcess(): Promise<ChildProcess> {
    const script = join(import.meta.dirname, '../../fixtures/hold-database.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, `file:${file}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  it('is refused to a second process, by name of the first, until that one is killed', async () => {
    const child = await holdInAnotherProcess();
    const database = await open();
    const fault = await faultOf(database.hold());
    expect(fault.code).toBe('locked');
    expect(fault.message).toContain(
      `the database ${file} is in use by a running Broadsheet (process ${child.pid}, since `,
    );

    child.kill('SIGKILL');
    await once(child, 'exit');
    await database.hold();
    await database.hold();
  });

  it('leaves the file to commands that come and go', async () => {
    const holder = await open();
    await holder.hold();
    const command = await open();
    await new SqlPaperArchive(command).add(parsed(inventedPaper({ id: 'corpus:1' })), 1);
    await command.close();
    expect(await new SqlPaperArchive(holder).count()).toBe(1);
  });

  it('is free again when it is closed', async () => {
    const first = await open();
    const second = await open();
    await first.hold();
    expect((await faultOf(second.hold())).code).toBe('locked');
    await first.close();
    await second.hold();
  });

  it('keeps a newer build from changing the schema under the running one', async () => {
    const older = await open();
    await older.query('delete from schema_migrations where number > 1');
    await older.hold();
    expect(await faultOf(open())).toMatchObject({
      code: 'locked',
      message: `the database ${file} belongs to an older build of Broadsheet that is running; stop it, then try again`,
    });
  });
});

it('a database in memory needs no file and no hold', async () => {
  const database = await open(':memory:');
  await database.hold();
  const archive = new SqlPaperArchive(database);
  await archive.add(parsed(inventedPaper({ id: 'corpus:1' })), 1);
  expect(await archive.count()).toBe(1);
  expect(existsSync(':memory:')).toBe(false);
});
