import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlLeaseStore } from '../../src/adapters/database/lease-store.ts';
import { SqlLedger } from '../../src/adapters/database/ledger.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import type { SqlDatabase } from '../../src/adapters/database/sql.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { createDispatcher, type Dispatcher } from '../../src/core/delivery/dispatcher.ts';
import type { Planner } from '../../src/core/delivery/planner.ts';
import type { PostOutcome, PostRequest } from '../../src/core/platform.ts';
import { type PostgresServer, startPostgres } from '../emulators/postgres-server.ts';
import { TcpGate } from '../emulators/tcp-gate.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { ScriptedPlatform } from '../fakes/scripted-platform.ts';
import { channelOf, inventedSubscription } from '../fakes/subscriptions.ts';

const CHANNELS = Array.from({ length: 60 }, (_, i) => `c${String(i).padStart(2, '0')}`);

/** Takes a while for everybody, and does something in the middle of it. */
class PacedPlatform extends ScriptedPlatform {
  override readonly postsPerSecond = 80;
  override readonly settleMs = 100;
  inTheMiddle: () => Promise<unknown> = async () => undefined;

  override async post(request: PostRequest): Promise<PostOutcome> {
    if (this.messages.length === 15) await this.inTheMiddle();
    return super.post(request);
  }
}

const plan: Planner = async ({ channel }) => ({
  kind: 'plan',
  plan: {
    messages: [{ payload: 'x'.repeat(4_000), paperIds: [`page:${channel.channel}`] }],
    facts: { counts: { considered: 1, matched: 1, chosen: 1 }, missingSources: [], cut: 1, carriedOver: [] },
  },
});

let database: SqlDatabase;
let log: RecordingLog;
let platform: PacedPlatform;
let dispatcher: Dispatcher;
let ids: number;

beforeEach(() => {
  log = new RecordingLog();
  platform = new PacedPlatform();
  ids = 0;
});

/** Opens the editions of all channels and begins to deliver them. */
async function start(url: string): Promise<void> {
  database = await openDatabase(url, { clock: systemClock, log });
  const [subscriptions, ledger] = [new SqlSubscriptionStore(database), new SqlLedger(database)];
  const now = systemClock.now();
  for (const id of CHANNELS)
    await subscriptions.put(inventedSubscription({ id, channel: channelOf(id) }), now);
  for (const id of CHANNELS)
    await ledger.open({
      channel: channelOf(id),
      kind: 'digest',
      dueAt: now,
      id: `e${id}`,
      subscriptionIds: [id],
    });
  dispatcher = createDispatcher(
    {
      clock: systemClock,
      log,
      subscriptions,
      ledger,
      leases: new SqlLeaseStore(database),
      platforms: [platform],
      plan,
      owner: 'p1',
      newId: () => `n${ids++}`,
    },
    { leaseMs: 600, answerMs: 300, firstWaitMs: 50, longestWaitMs: 200, pollMs: 20, concurrency: 8 },
  );
  dispatcher.start();
}

async function stop(): Promise<void> {
  await dispatcher.stop();
  await database.close();
}

async function until(holds: () => boolean): Promise<void> {
  const patience = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > patience) throw new Error(`still not so: ${String(holds)}`);
    await sleep(5);
  }
}

const posted = (): string[] => platform.messages.map(message => message.channel).sort();
const reasons = (): string[] =>
  log.events
    .filter(
      ({ level, event }) => level === 'error' && ['claim-failed', 'delivery-interrupted'].includes(event),
    )
    .map(({ fields }) => String(fields['reason']));

describe('a PostgreSQL server that goes away in the middle of a fan-out', () => {
  let server: PostgresServer;
  let gate: TcpGate;

  beforeAll(async () => {
    server = await startPostgres();
    const { hostname, port } = new URL(server.url);
    gate = await TcpGate.before(hostname, Number(port));
  }, 60_000);
  afterAll(async () => {
    await gate.close();
    await server.stop();
  }, 60_000);
  afterEach(stop);

  it('leaves the bot up, which says so and goes on by itself: nothing repeated, nothing lost', async () => {
    const url = new URL(server.url);
    url.host = `127.0.0.1:${gate.port}`;
    platform.inTheMiddle = async () => gate.shut();
    await start(url.href);
    await until(() => reasons().length >= 10);
    expect(platform.messages.length).toBeLessThan(CHANNELS.length);
    platform.inTheMiddle = async () => undefined;
    gate.open();
    await until(() => platform.messages.length >= CHANNELS.length);
    await until(
      () => log.events.filter(({ event }) => event === 'edition-sent').length >= CHANNELS.length - 8,
    );
    expect(posted()).toEqual(CHANNELS);
  }, 60_000);
});

describe('a SQLite file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  });
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'on a disk that is full',
      'pragma max_page_count = 1',
      'pragma max_page_count = 1000000',
      'the disk is full',
    ],
    ['that became read-only', 'pragma query_only = on', 'pragma query_only = off', 'it is read-only'],
  ])(
    '%s is a clear fault and leaves no half edition',
    async (_, breaks, mends, reason) => {
      const file = join(folder, 'bot.db');
      platform.inTheMiddle = () => database.query(breaks);
      await start(`file:${file}`);
      await until(() => reasons().length >= 10);
      expect(new Set(reasons())).toEqual(new Set([`the database ${file}: ${reason}`]));
      const ledger = new SqlLedger(database);
      const told = platform.messages.length;
      for (const id of CHANNELS) {
        const [edition] = await ledger.history(channelOf(id), 1);
        const parts = await ledger.parts(`e${id}`);
        expect(parts).toHaveLength(edition?.state.kind === 'due' ? 0 : 1);
      }
      expect(platform.messages).toHaveLength(told);
      platform.inTheMiddle = async () => undefined;
      await database.query(mends);
      await until(() => platform.messages.length >= CHANNELS.length);
      expect(posted()).toEqual(CHANNELS);
    },
    60_000,
  );
});
