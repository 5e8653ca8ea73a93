import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import type { Clock, InstantMs } from '../../src/core/time.ts';
import { subscribeAll } from '../chaos/database-place.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { overSocket, SlackPerson } from '../emulators/slack/slack-person.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import { readMetrics } from './read-metrics.ts';
import type { SoakAnswer, SoakOrder, SoakOrders } from './soak-process.ts';
import { dueEditions, SOAK_MONTH, SoakMonth, type SoakPlace, soakSubscriptions } from './soak-world.ts';

export interface SoakPlan {
  /** Simulated days, from the first of the month. */
  readonly days: number;
  /** Half of them on each platform. */
  readonly channels: number;
  readonly seed: number;
}

/** The process at the end of one simulated day. */
export interface SoakDay {
  readonly day: number;
  readonly seconds: number;
  readonly heapMb: number;
  readonly residentMb: number;
  readonly handles: number;
  readonly sleeping: number;
  readonly posts: number;
}

/** What came of a run. Every list is empty when all went as it must. */
export interface SoakReport {
  readonly days: readonly SoakDay[];
  readonly posts: number;
  readonly papers: number;
  readonly commands: number;
  readonly editions: Readonly<Record<string, number>>;
  readonly expectedEditions: number;
  /** `channel paper` shown twice. */
  readonly repeated: readonly string[];
  /** Where ledger, metrics and schedules do not say the same. */
  readonly disagreements: readonly string[];
  /** What a platform would have refused. */
  readonly refused: readonly string[];
  /** Log events above `info`, with how often each came. */
  readonly troubles: Readonly<Record<string, number>>;
  /** How the process took SIGTERM. */
  readonly exitCode: number | null;
}

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;
/** So many times as fast as the machine's clock while there is work. */
const PACE = 10;
const BOT_TOKEN = 'xoxb-soak-loopback';
const APP_TOKEN = 'xapp-soak-loopback';

/** The whole bot for simulated weeks, on loopback platforms that it can't tell from real ones. */
export async function runSoak(
  plan: SoakPlan,
  onDay: (day: SoakDay) => void = () => undefined,
): Promise<SoakReport> {
  const start = Date.parse(`${SOAK_MONTH}-01`);
  const stage = await openStage(plan, start);
  const { discord, slack, subscriptions } = stage;
  const bot = new SoakBot();
  try {
    await bot.start({ environment: stage.environment, start, pace: PACE });
    const days: SoakDay[] = [];
    let commands = 0;
    let last: Extract<SoakAnswer, { kind: 'measured' }> | undefined;
    for (let day = 1; day <= plan.days; day++) {
      const began = Date.now();
      for (let at = start + (day - 1) * DAY_MS; at < start + day * DAY_MS; at += QUARTER_MS) {
        stage.show(at);
        await bot.ask({ kind: 'run', until: at + QUARTER_MS });
      }
      commands += await stage.readers();
      last = await bot.ask({ kind: 'measure' });
      const { heapMb, residentMb, sleeping } = last;
      const handles = Object.values(last.handles).reduce((sum, count) => sum + count, 0);
      const posts = stage.messages().length;
      const seconds = (Date.now() - began) / 1000;
      const seen = { day, seconds, heapMb, residentMb, handles, sleeping, posts };
      days.push(seen);
      onDay(seen);
    }
    const metrics = await readMetrics(`http://127.0.0.1:${stage.port}/metrics`);
    const exitCode = await bot.stop();
    const editions = last?.editions ?? {};
    const expectedEditions = dueEditions(subscriptions, start, start + plan.days * DAY_MS);
    const shown = stage
      .messages()
      .flatMap(({ channel, papers }) => papers.map(paper => `${channel} ${paper}`));
    return {
      days,
      commands,
      editions,
      expectedEditions,
      posts: stage.messages().length,
      papers: shown.length,
      repeated: twice(shown),
      disagreements: disagreements(editions, expectedEditions, metrics),
      refused: [...discord.violations, ...slack.state.refusedPayloads],
      troubles: last?.troubles ?? {},
      exitCode,
    };
  } finally {
    await bot.stop();
    await stage.close();
  }
}

function twice(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([value, count]) => `${value} × ${count}`);
}

/** Schedules say how many editions there must be; the ledger and `/metrics` say how many there were. */
function disagreements(
  editions: Readonly<Record<string, number>>,
  expected: number,
  metrics: ReadonlyMap<string, number>,
): string[] {
  const opened = Object.values(editions).reduce((sum, count) => sum + count, 0);
  const found: string[] = [];
  if (opened !== expected) found.push(`schedules: ${expected}, the ledger: ${opened}`);
  for (const [state, count] of Object.entries(editions)) {
    const said = metrics.get(`broadsheet_editions{state="${state}"}`);
    if (said !== count) found.push(`${state}: ${count} in the ledger, ${said ?? 'nothing'} in /metrics`);
  }
  return found;
}

/** The bot's process, asked one thing at a time. */
class SoakBot {
  #child: ChildProcess | undefined;
  #said = '';

  async start(orders: SoakOrders): Promise<void> {
    const entry = fileURLToPath(new URL('soak-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', entry, JSON.stringify(orders)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4_000);
    });
    this.#child = child;
    await this.#answer('started');
  }

  async ask<K extends 'run' | 'measure'>(
    order: Extract<SoakOrder, { kind: K }>,
  ): Promise<Extract<SoakAnswer, { kind: K extends 'run' ? 'ran' : 'measured' }>> {
    this.#child?.send(order);
    return this.#answer(order.kind === 'run' ? 'ran' : 'measured') as never;
  }

  /** SIGTERM; resolves to the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
    child.kill('SIGTERM');
    return ended;
  }

  #answer<K extends SoakAnswer['kind']>(kind: K): Promise<Extract<SoakAnswer, { kind: K }>> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const died = (code: number | null): void => reject(new Error(`exit ${code}: ${this.#said}`));
      child?.once('exit', died);
      child?.once('message', (answer: SoakAnswer) => {
        child.off('exit', died);
        if (answer.kind === kind) resolve(answer as Extract<SoakAnswer, { kind: K }>);
        else reject(new Error(`${answer.kind} instead of ${kind}`));
      });
    });
  }
}

/** Platforms, source, database and people of a run. */
async function openStage({ channels, days, seed }: SoakPlan, start: InstantMs) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-soak-'));
  let shown = start;
  const clock: Clock = { now: () => shown, sleep: async () => undefined };
  const source = new HuggingFaceServer({ clock });
  await source.start();
  const month = new SoakMonth(seed, days);
  const discord = await new DiscordEmulator().start();
  const slack = await new SlackServer({
    limits: { channelPerSecond: PACE, workspacePerMinute: 1_000 * PACE },
  }).start();
  slack.state.addWorkspace(
    'T1',
    BOT_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  const guilds = Array.from({ length: 10 }, (_, i) => discord.world.addGuild(`Lab ${i}`));
  slack.state.addUser('U1');
  const half = Math.ceil(channels / 2);
  const onDiscord = Array.from({ length: half }, (_, i) => {
    const guild = guilds[i % guilds.length];
    return guild && { guild, channel: discord.world.addChannel(guild) };
  }).filter(place => place !== undefined);
  const onSlack = Array.from({ length: channels - half }, (_, i) =>
    slack.state.addChannel(`C${1000 + i}`, ['U1', slack.state.botUser]),
  );
  const places: SoakPlace[] = [
    ...onDiscord.map(({ guild, channel }) => ({
      platform: 'discord' as const,
      workspace: guild.id,
      channel: channel.id,
    })),
    ...onSlack.map(({ id }) => ({ platform: 'slack' as const, workspace: 'T1', channel: id })),
  ];
  const owner = ({ platform }: SoakPlace): string =>
    platform === 'slack' ? 'U1' : (guilds[0]?.owner.id ?? '');
  const subscriptions = soakSubscriptions(places, owner, start, seed + 1);
  const url = `file:${join(folder, 'soak.db')}`;
  await subscribeAll(url, subscriptions, start);
  const port = await freePort();
  const reader = discord.world.addUser('reader');
  const person = new SlackPerson(slack, overSocket(slack), 'U1');

  /** People come by: two commands on each platform, answered. */
  const readers = async (): Promise<number> => {
    const [first] = onDiscord;
    const [channel] = onSlack;
    if (!first || !channel) return 0;
    const place = { channel: first.channel, user: reader };
    for (const [name, options] of [
      ['search', { query: 'language agents' }],
      ['status', {}],
    ] as const)
      await discord.command(place, name, options).answered();
    for (const line of ['search language agents', 'status']) await person.types(channel.id, line);
    return 4;
  };
  const messages = () => [
    ...[...discord.world.channels.values()].flatMap(({ id, parentId, messages: all }) =>
      all.map(({ body }) => ({ channel: parentId ?? id, papers: papersIn(body) })),
    ),
    ...[...slack.state.channels.values()].flatMap(({ id, messages: all }) =>
      all.map(body => ({ channel: id, papers: papersIn(body) })),
    ),
  ];
  return {
    discord,
    slack,
    subscriptions,
    port,
    readers,
    messages,
    show: (now: InstantMs) => {
      shown = now + QUARTER_MS;
      for (const [day, items] of month.at(now)) source.days.set(day, items);
    },
    environment: {
      DATABASE_URL: url,
      HF_ENDPOINT: source.url,
      DISCORD_TOKEN: EMULATOR_TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
      PORT: String(port),
    },
    close: async () => {
      await Promise.all([discord.stop(), slack.stop(), source.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The papers a message shows: each is linked at least once. */
const papersIn = (body: unknown): string[] => [
  ...new Set(
    [...JSON.stringify(body).matchAll(/arxiv\.org\/abs\/(\d{4}\.\d{4,5})/g)].map(([, id]) => id ?? ''),
  ),
];

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
