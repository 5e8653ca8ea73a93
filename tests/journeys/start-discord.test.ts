import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { openStores } from '../../src/app/open-stores.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import { textOf } from '../emulators/discord/emulated-interaction.ts';
import type { EmulatedChannel } from '../emulators/discord/world.ts';
import { until } from '../fakes/open-discord.ts';
import { inventedPaper } from '../fakes/papers.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';

const MINUTE_MS = 60_000;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

/** Lists nothing but what the archive has. */
const source = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
});
let huggingFace: string;
let discord: DiscordEmulator;
let channel: EmulatedChannel;
let folder: string;
let bot: ChildProcess | undefined;
let log: string;

beforeAll(async () => {
  await new Promise<void>(resolve => source.listen(0, '127.0.0.1', resolve));
  huggingFace = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
});
afterAll(() => source.close());
beforeEach(async () => {
  discord = await new DiscordEmulator().start();
  channel = discord.world.addChannel(discord.world.addGuild());
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-start-'));
  log = '';
});
afterEach(async () => {
  bot?.kill('SIGKILL');
  await discord.stop();
  rmSync(folder, { recursive: true, force: true });
});

const databaseUrl = (): string => `file:${folder}/broadsheet.db`;

/** The process that a person starts; nothing of it is in this one. */
function start(more: Readonly<Record<string, string>> = {}): ChildProcess {
  const started = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl(),
      HF_ENDPOINT: huggingFace,
      DISCORD_TOKEN: EMULATOR_TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      ...more,
    },
  });
  started.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  return started;
}

/** A digest that was due half an hour ago, when no process ran. */
function missed(now: number): Subscription {
  const due = new Date(now - 30 * MINUTE_MS);
  return {
    id: 's1',
    channel: { platform: 'discord', workspace: channel.guildId ?? '', channel: channel.id },
    origin: 'chat',
    topics: [],
    exclusions: [],
    schedule: {
      kind: 'weekly',
      atMinute: due.getUTCHours() * 60 + due.getUTCMinutes(),
      days: EVERY_DAY,
      tz: 'UTC',
    },
    limit: 8,
    minVotes: 0,
    style: 'compact',
    whenEmpty: 'silent',
    recap: 'off',
    state: { kind: 'active' },
    createdAt: now - 2 * 60 * MINUTE_MS,
    updatedAt: now - 2 * 60 * MINUTE_MS,
  };
}

/** A body as it was before it got what finds it again. */
function withoutMarks(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { nonce, enforce_nonce, components, ...kept } = body;
  expect([typeof nonce, enforce_nonce]).toEqual(['string', true]);
  const unmarked = (components as Record<string, unknown>[]).map(({ id, ...one }) => {
    expect(typeof id).toBe('number');
    return one;
  });
  return { ...kept, components: unmarked };
}

async function fill(): Promise<void> {
  const now = Date.now();
  const stores = await openStores(databaseUrl(), { clock: systemClock, log: new RecordingLog() });
  const paper = inventedPaper({
    id: 'arxiv:2601.90001',
    title: 'A paper that came while nobody ran',
    listedOn: new Date(now).toISOString().slice(0, 10),
    upvotes: 40,
  });
  await stores.archive.add([{ paper }], now - 60 * MINUTE_MS);
  await stores.subscriptions.put(missed(now), Math.floor(now / MINUTE_MS) * MINUTE_MS - 30 * MINUTE_MS);
  await stores.close();
}

it('`broadsheet start` makes up for the digest it missed, answers, shows when the next is due, and ends in peace', async () => {
  await fill();
  bot = start();
  await until(() => channel.messages.length > 0, 'the digest');
  expect(textOf(channel.messages[0]?.body)).toContain('A paper that came while nobody ran');
  expect(channel.messages[0]?.nonce).toBeDefined();
  const printed = await runBroadsheet(['digest', '--format', 'discord'], {
    environment: { DATABASE_URL: databaseUrl(), HF_ENDPOINT: huggingFace },
  });
  expect(JSON.parse(printed.stdout)).toEqual(channel.messages.map(({ body }) => withoutMarks(body)));

  const reader = { channel, user: discord.world.addUser('tunde') };
  const status = await discord.command(reader, 'status').answered();
  expect(status.text).toContain('posted');
  await until(() => discord.gateway.presences.length > 0, 'a presence');
  expect(JSON.stringify(discord.gateway.presences)).toMatch(/Next edition at \d\d:\d\d UTC/);

  const exit = once(bot, 'exit');
  bot.kill('SIGTERM');
  expect((await exit)[0]).toBe(0);
  expect(channel.messages).toHaveLength(1);
  expect(discord.violations).toEqual([]);
  expect(log).not.toContain(EMULATOR_TOKEN);
});

it.each([
  [4004, 'DISCORD_TOKEN'],
  [4014, 'intent'],
])('`broadsheet start` ends with what to do when Discord closes with %i', async (code, says) => {
  discord.gateway.refuseWith = code;
  bot = start();
  const [exitCode] = (await once(bot, 'exit')) as [number];
  expect(exitCode).toBe(1);
  expect(log).toContain(`close code ${code}`);
  expect(log).toContain(says);
  expect(log).not.toContain(EMULATOR_TOKEN);
});
