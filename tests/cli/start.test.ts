import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { run } from '../../src/cli/run.ts';
import { type PostgresServer, startPostgres } from '../emulators/postgres-server.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';

let folder: string;
let environment: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-start-'));
  environment = {
    DATABASE_URL: `file:${folder}/archive.db`,
    HF_ENDPOINT: 'http://127.0.0.1:9',
    TERMINAL: '1',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('start', () => {
  it('says in three lines on a terminal what it is doing', async () => {
    await runBroadsheet(['papers', 'subscribe', 'moe', 'at:09:00', 'tz:Asia/Tokyo'], { environment });
    const stopping = new AbortController();
    const output = { stdout: '', stderr: '' };
    const to = (name: keyof typeof output) => ({
      isTTY: true,
      columns: 80,
      write: async (text: string) => {
        output[name] += text;
        if (output.stderr.includes('\nsources')) stopping.abort('SIGTERM');
      },
    });
    const exitCode = await run(
      ['start'],
      {
        stdin: Readable.from([]),
        stdout: to('stdout'),
        stderr: to('stderr'),
        environment: { ...environment, LOG_LEVEL: 'silent' },
        clock: systemClock,
        signal: stopping.signal,
      },
      '1.2.3',
    );
    expect(exitCode).toBe(0);
    expect(output.stderr).toMatch(
      /^platforms {6}terminal\nsubscriptions {2}1 active, next edition .* 09:00 \(Asia\/Tokyo\)\nsources {8}huggingface, no paper yet\n$/,
    );
  });

  it('logs the same as events where nobody looks', async () => {
    const stopping = new AbortController();
    const { exitCode, stderr } = await runBroadsheet(['start'], {
      environment,
      signal: stopping.signal,
      onOutput: texts => {
        if (texts.stderr.includes('"event":"sources"')) stopping.abort('SIGTERM');
      },
    });
    expect(exitCode).toBe(0);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(expect.arrayContaining(['started', 'platforms', 'subscriptions', 'sources']));
  });
});

describe('a database of a newer build', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it.each(['SQLite', 'PostgreSQL'])('is refused and left as it is on %s', async name => {
    const DATABASE_URL = name === 'SQLite' ? `file:${folder}/archive.db` : postgres.url;
    const database = await openDatabase(DATABASE_URL, { clock: systemClock, log: new RecordingLog() });
    await database.query('insert into schema_migrations values (?, ?, ?)', [1000, 'of tomorrow', 0]);
    for (const words of [['start'], ['papers', 'list'], ['backup', join(folder, 'all.gz')]]) {
      const ran = await runBroadsheet(words, { environment: { ...environment, DATABASE_URL } });
      expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('written by a newer build') });
    }
    expect(await database.query('select number from schema_migrations where number = 1000')).toHaveLength(1);
    await database.close();
  });
});
