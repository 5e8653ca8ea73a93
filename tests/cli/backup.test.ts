import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/adapters/database/migrations.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import type { SqlDatabase } from '../../src/adapters/database/sql.ts';
import { PASSING_TABLES, TABLES } from '../../src/adapters/database/tables.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { InstallationBook } from '../../src/adapters/slack/installations.ts';
import { TokenVault } from '../../src/adapters/slack/token-vault.ts';
import { openStores } from '../../src/app/open-stores.ts';
import { Secret } from '../../src/core/secret.ts';
import { type PostgresServer, startPostgres } from '../emulators/postgres-server.ts';
import { inventedPaper } from '../fakes/papers.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { type Ran, runBroadsheet } from '../fakes/run-broadsheet.ts';
import { inventedSubscription } from '../fakes/subscriptions.ts';

const TOKEN = 'xoxb-token-of-a-workspace';
const environment = { clock: systemClock, log: new RecordingLog() };

let folder: string;
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-backup-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await postgres.reset();
});

const run = (url: string, ...words: string[]): Promise<Ran> =>
  runBroadsheet(words, { environment: { DATABASE_URL: url } });

/** Papers, a subscription, a vote, a saved paper and an installation. */
async function fill(url: string, papers = 1200): Promise<void> {
  const stores = await openStores(url, environment);
  const all = Array.from({ length: papers }, (_, n) => ({
    paper: inventedPaper({ id: `arxiv:2601.${String(10_000 + n)}`, title: `Paper ${n} of “many” – 論文` }),
  }));
  await stores.archive.add(all, 1_000);
  await stores.subscriptions.put(inventedSubscription({ id: 's1' }), 5_000);
  const person = { platform: 'slack', workspace: 'T1', id: 'U1' };
  await stores.saved.save(person, 'arxiv:2601.10000', 7);
  const vault = new TokenVault([new Secret('a key of some length, thirty-two')]);
  await new InstallationBook(stores.keyed('slack'), vault).put('T1', { token: new Secret(TOKEN) });
  await stores.close();
}

/** Every row of every table, as text. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const database = await openDatabase(url, environment);
  const found: Record<string, string[]> = {};
  for (const table of TABLES)
    found[table] = (await database.query(`select * from ${table}`)).map(row => JSON.stringify(row)).sort();
  await database.close();
  return found;
}

const places = (): Record<string, string> => ({
  SQLite: `file:${folder}/archive.db`,
  PostgreSQL: postgres.url,
});

describe('backup and restore', () => {
  it.each([
    ['SQLite', 'SQLite'],
    ['SQLite', 'PostgreSQL'],
    ['PostgreSQL', 'SQLite'],
    ['PostgreSQL', 'PostgreSQL'],
  ])('take everything from %s to %s', async (from, to) => {
    const source = places()[from] ?? '';
    await fill(source);
    const before = await contents(source);
    const file = join(folder, 'all.gz');
    expect(await run(source, 'backup', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const target = places()[to] ?? '';
    const restored = await run(target, 'restore', file, ...(from === to ? ['--replace'] : []));
    expect(restored).toMatchObject({ exitCode: 0, stderr: '' });
    const after = await contents(target);
    expect(after).toEqual(before);
    expect(after['papers']).toHaveLength(1200);
    expect(after['keyed']?.length).toBeGreaterThan(0);
  });

  it('leave no token readable, and the file to its owner alone', async () => {
    const url = places()['SQLite'] ?? '';
    await fill(url, 3);
    const file = join(folder, 'all.gz');
    await run(url, 'backup', file);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    expect(text).toContain('installation:T1');
    expect(text).not.toContain(TOKEN);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('say so before anything is overwritten', async () => {
    const url = places()['SQLite'] ?? '';
    await fill(url, 3);
    const file = join(folder, 'all.gz');
    await run(url, 'backup', file);
    const again = await run(url, 'backup', file);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--replace overwrites it') });
    const full = await run(url, 'restore', file);
    expect(full).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('the database holds 3 papers'),
    });
    expect(await run(url, 'backup', file, '--replace')).toMatchObject({ exitCode: 0 });
  });

  it.each(['SQLite', 'PostgreSQL'])(
    'change nothing on %s when the file is cut off, altered or another',
    async name => {
      const url = places()[name] ?? '';
      await fill(url, 600);
      const file = join(folder, 'all.gz');
      await run(url, 'backup', file);
      const before = await contents(url);
      const whole = readFileSync(file);
      const lines = gunzipSync(whole).toString('utf8').trimEnd().split('\n');
      const [head = ''] = lines;
      const newer = JSON.stringify({ ...(JSON.parse(head) as object), schema: 1000 });
      const broken: [string, Buffer | string, string][] = [
        ['cut off', whole.subarray(0, whole.length - 50), 'cut off'],
        ['without its end', gzipSync(lines.slice(0, -1).join('\n')), 'cut off'],
        ['with a row less', gzipSync([...lines.slice(0, 2), ...lines.slice(3)].join('\n')), 'cut off'],
        [
          'with a table of its own',
          gzipSync([head, '{"table":"pg_user","columns":["x"]}', '["y"]'].join('\n')),
          'pg_user',
        ],
        ['of a newer build', gzipSync([newer, ...lines.slice(1)].join('\n')), 'newer build'],
        ['no gzip', 'hello', 'no backup'],
        ['something else', gzipSync('{"hello":1}\n'), 'no backup'],
      ];
      for (const [what, bytes, said] of broken) {
        writeFileSync(file, bytes);
        const ran = await run(url, 'restore', file, '--replace');
        expect({ what, ...ran }).toMatchObject({ what, exitCode: 1, stderr: expect.stringContaining(said) });
      }
      expect(await run(url, 'restore', join(folder, 'none.gz'))).toMatchObject({ exitCode: 1 });
      expect(await contents(url)).toEqual(before);
    },
  );

  it.each(['SQLite', 'PostgreSQL'])('bring a backup of an older schema up to date on %s', async name => {
    const url = places()[name] ?? '';
    const old = [
      { broadsheet: 'backup', format: 1, schema: 2, at: '2025-01-01T00:00:00Z' },
      { table: 'keyed', columns: ['key', 'value', 'expires_at'] },
      ['a:b', '{"value":1}', null],
      { rows: 1 },
    ];
    const file = join(folder, 'old.gz');
    writeFileSync(file, gzipSync(old.map(line => `${JSON.stringify(line)}\n`).join('')));
    expect(await run(url, 'restore', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const database = await openDatabase(url, environment);
    expect(await database.query('select number from schema_migrations')).toHaveLength(MIGRATIONS.length);
    expect(await database.query('select key from keyed')).toEqual([{ key: 'a:b' }]);
    await database.close();
  });

  it('back up beside a running Broadsheet, and refuse to restore under it', async () => {
    const url = places()['SQLite'] ?? '';
    await fill(url, 3);
    const running = await openDatabase(url, environment);
    await running.hold();
    const file = join(folder, 'all.gz');
    expect(await run(url, 'backup', file)).toMatchObject({ exitCode: 0 });
    const refused = await run(url, 'restore', file, '--replace');
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('in use by a running') });
    await running.close();
  });

  it('refuse to restore under a process that holds a lease', async () => {
    await fill(postgres.url, 3);
    const file = join(folder, 'all.gz');
    await run(postgres.url, 'backup', file);
    const stores = await openStores(postgres.url, environment);
    await stores.leases.hold('shard', 'other', Date.now(), 60_000);
    await stores.close();
    const refused = await run(postgres.url, 'restore', file, '--replace');
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('stop it') });
  });

  it.each(['SQLite', 'PostgreSQL'])('know every table of %s', async name => {
    const database = await openDatabase(places()[name] ?? '', environment);
    expect(await tablesOf(database)).toEqual([...TABLES, ...PASSING_TABLES, 'schema_migrations'].sort());
    await database.close();
  });
});

async function tablesOf(database: SqlDatabase): Promise<string[]> {
  const sql =
    database.dialect.name === 'sqlite'
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
      : "select tablename as name from pg_tables where schemaname = 'public'";
  return (await database.query<{ name: string }>(sql)).map(({ name }) => name).sort();
}

describe('subscriptions', () => {
  const place = { platform: 'discord', workspace: '1', channel: '2' };

  it.each(['SQLite', 'PostgreSQL'])('go out of SQLite as JSON and into %s', async name => {
    const from = `file:${folder}/from.db`;
    const stores = await openStores(from, environment);
    const one = inventedSubscription({ id: 'chat:discord:1:2', channel: place, topics: ['topic:agents'] });
    await stores.subscriptions.put(one, 5);
    const declared = { ...one, id: 'configuration:1', origin: 'configuration' as const };
    await stores.subscriptions.put(declared, 5);
    await stores.close();
    const { stdout } = await run(from, 'subscriptions', 'export');
    const file = join(folder, 'subscriptions.json');
    writeFileSync(file, stdout);
    expect(JSON.parse(stdout)).toMatchObject({ subscriptions: [{ id: one.id }] });

    const to = places()[name] ?? '';
    const added = await run(to, 'subscriptions', 'import', file);
    expect(added).toMatchObject({
      exitCode: 0,
      stdout: 'added 1, replaced 0, unchanged 0, left 0, skipped 0\n',
    });
    const target = await openStores(to, environment);
    expect(await target.subscriptions.get(one.id)).toMatchObject({ ...one, updatedAt: expect.any(Number) });
    expect(await target.subscriptions.nextDue(one.id)).toBeGreaterThan(Date.now());
    await target.close();
    expect((await run(to, 'subscriptions', 'import', file)).stdout).toContain('unchanged 1');
  });

  it('are left where they say something else, unless --replace is said', async () => {
    const url = places()['SQLite'] ?? '';
    const stores = await openStores(url, environment);
    const one = inventedSubscription({ id: 'chat:discord:1:2', channel: place });
    await stores.subscriptions.put(one, 5);
    await stores.close();
    const file = join(folder, 'subscriptions.json');
    const { stdout } = await run(url, 'subscriptions', 'export');
    writeFileSync(file, stdout.replace('"limit": 8', '"limit": 9'));
    expect(await run(url, 'subscriptions', 'import', file)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('--replace overwrites it'),
    });
    expect((await run(url, 'subscriptions', 'import', file, '--replace')).stdout).toContain('replaced 1');
  });

  it('that are broken are named by their place and cost their neighbours nothing', async () => {
    const url = places()['SQLite'] ?? '';
    const one = inventedSubscription({ id: 'a', channel: place });
    const entries = [
      { ...one, limit: 'many' },
      { ...one, topics: ['moe "open'] },
      { ...one, schedule: { kind: 'weekly', atMinute: 1, days: [1], tz: 'Mars/Base' } },
      { ...one, schedule: { kind: 'cron', expression: '99 * * * *', tz: 'UTC' } },
      one,
    ];
    const file = join(folder, 'subscriptions.json');
    writeFileSync(file, JSON.stringify({ broadsheet: 'subscriptions', format: 1, subscriptions: entries }));
    const ran = await run(url, 'subscriptions', 'import', file);
    expect(ran).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('added 1') });
    for (const n of [1, 2, 3, 4]) expect(ran.stderr).toContain(`subscriptions.json:subscription ${n}: `);
    writeFileSync(file, '{}');
    expect(await run(url, 'subscriptions', 'import', file)).toMatchObject({ exitCode: 2 });
    expect(await run(url, 'subscriptions')).toMatchObject({ exitCode: 2 });
    expect(await run(url, 'backup')).toMatchObject({ exitCode: 2 });
  });
});
