import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { subscribeAll } from '../chaos/database-place.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { readBlocks } from '../emulators/slack/read-blocks.ts';
import { overHttp, overSocket, SlackPerson, type SlackTransport } from '../emulators/slack/slack-person.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import type { Json } from '../emulators/slack/slack-state.ts';
import { dailyItem } from '../fakes/daily-items.ts';
import { inventedSubscription } from '../fakes/subscriptions.ts';

const MINUTE_MS = 60_000;
const BOT_TOKEN = 'xoxb-loopback';
const SECRETS = { SLACK_APP_TOKEN: 'xapp-loopback', SLACK_SIGNING_SECRET: 'a-signing-secret' };
const WITHIN = { timeout: 40_000, interval: 50 };

let folder: string;
let slack: SlackServer;
let source: HuggingFaceServer;
let bot: ChildProcess | undefined;
let said = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-start-'));
  slack = await new SlackServer().start();
  slack.state.addWorkspace(
    'T1',
    BOT_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  slack.state.addUser('U1');
  slack.state.addChannel('C1', ['U1', slack.state.botUser]);
  source = new HuggingFaceServer({ clock: systemClock });
  await source.start();
  // The list's day is New York's; around midnight it is yesterday's or today's.
  const now = Date.now();
  for (const ago of [0, 1])
    source.days.set(dayOf(now - ago * 24 * 60 * MINUTE_MS), [dailyItem(`2601.0000${ago + 1}`, 40)]);
});
afterEach(async () => {
  bot?.kill('SIGKILL');
  await Promise.all([slack.stop(), source.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
const shown = (payload: Json | undefined): string =>
  payload ? readBlocks(payload['blocks'] as Json[]).lines.join('\n') : '';

/** Everything at every day's minute that passed a moment ago, while nothing ran. */
async function missedAnEdition(databaseUrl: string): Promise<void> {
  const now = Date.now();
  const due = new Date(now - 2 * MINUTE_MS);
  const subscription = inventedSubscription({
    id: 's1',
    channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    schedule: {
      kind: 'weekly',
      atMinute: due.getUTCHours() * 60 + due.getUTCMinutes(),
      days: [1, 2, 3, 4, 5, 6, 7],
      tz: 'UTC',
    },
    owner: 'U1',
    createdAt: now - 24 * 60 * MINUTE_MS,
  });
  await subscribeAll(databaseUrl, [subscription], now - 5 * MINUTE_MS);
}

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  const databaseUrl = `file:${join(folder, 'bot.db')}`;
  await missedAnEdition(databaseUrl);
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'start'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      HF_ENDPOINT: source.url,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_API_URL: slack.apiUrl,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  bot = child;
}

/** The digest, a command, an archived channel, then a stop that leaves nothing undone. Resolves to the exit code and signal. */
async function liveThrough(transport: SlackTransport): Promise<unknown> {
  await vi.waitFor(() => {
    expect(said).toContain('"event":"started"');
    expect(shown(slack.state.channels.get('C1')?.messages[0])).toContain('On the matter of 2601.00001');
  }, WITHIN);
  const mara = new SlackPerson(slack, transport, 'U1');
  await mara.types('C1', 'search “the matter of”');
  await vi.waitFor(
    () => expect(shown(slack.state.ephemerals[0]?.payload)).toContain('On the matter of 2601.0000'),
    WITHIN,
  );
  await mara.event({ type: 'channel_archive', channel: 'C1', user: 'U2' });
  await vi.waitFor(
    () => expect(shown(slack.state.channels.get('D1')?.messages[0])).toContain('is paused'),
    WITHIN,
  );
  if (!bot) throw new Error('nothing was started');
  const exit = once(bot, 'exit');
  bot.kill('SIGTERM');
  const ended: unknown = await exit;
  expect(slack.state.channels.get('C1')?.messages).toHaveLength(1);
  expect(slack.state.refusedPayloads).toEqual([]);
  for (const secret of [BOT_TOKEN, ...Object.values(SECRETS)]) expect(said).not.toContain(secret);
  return ended;
}

describe('broadsheet start', { timeout: 100_000 }, () => {
  it('brings what was missed and answers over Socket Mode', async () => {
    await start({ SLACK_APP_TOKEN: SECRETS.SLACK_APP_TOKEN });
    expect(await liveThrough(overSocket(slack))).toEqual([0, null]);
  });

  it('brings what was missed and answers over HTTP, with nothing else on the port', async () => {
    const port = await freePort();
    await start({ SLACK_SIGNING_SECRET: SECRETS.SLACK_SIGNING_SECRET, PORT: String(port) });
    const address = `http://127.0.0.1:${port}`;
    await vi.waitFor(() => expect(said).toContain('"event":"started"'), WITHIN);
    for (const [path, status] of [
      ['/healthz', 200],
      ['/slack/install', 404],
      ['/', 404],
      ['/slack/events', 405],
    ] as const)
      expect([path, (await fetch(`${address}${path}`)).status]).toEqual([path, status]);
    const transport = overHttp(`${address}/slack/events`, SECRETS.SLACK_SIGNING_SECRET);
    expect(await liveThrough(transport)).toEqual([0, null]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
