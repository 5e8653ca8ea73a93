import { setTimeout as sleep } from 'node:timers/promises';
import { SqlLedger } from '../../src/adapters/database/ledger.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { keyOf } from '../../src/adapters/slack/message-mark.ts';
import { readBlocks } from '../emulators/slack/read-blocks.ts';
import { type SlackFault, SlackServer } from '../emulators/slack/slack-server.ts';
import type { Json } from '../emulators/slack/slack-state.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { BotFleet } from './bot-fleet.ts';
import { chaosWorld } from './chaos-world.ts';
import { databasePlace, subscribeAll } from './database-place.ts';

export interface SlackChaosPlan {
  readonly processes: number;
  readonly channels: number;
  readonly days: number;
  /** What a day takes on the machine's clock. */
  readonly dayMs: number;
  readonly kills: number;
  readonly seed: number;
}

/** What came of a run through the real Slack adapter. Every list is empty when the promise was kept. */
export interface SlackChaosReport {
  readonly kills: number;
  readonly seconds: number;
  readonly posts: number;
  readonly due: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly drops: number;
  readonly repeated: readonly string[];
  readonly lost: readonly string[];
  /** Messages that only the ledger or only Slack knows. */
  readonly untrue: readonly string[];
  readonly refused: readonly string[];
  readonly crashes: readonly string[];
}

const DAY_MS = 86_400_000;
const MOST_CALM_MS = 60_000;
const FAULTS: readonly SlackFault[] = [
  'lost-answer',
  'http-500-done',
  'hang-up',
  'http-500',
  { error: 'internal_error' },
];
const FAULT_RATE = 0.15;

export async function runSlackChaos(plan: SlackChaosPlan): Promise<SlackChaosReport> {
  const size = { seed: plan.seed, channels: plan.channels, days: plan.days };
  const world = chaosWorld(size);
  const random = seededRandom(plan.seed + 1);
  const faults: Record<string, number> = {};
  const server = await new SlackServer({
    limits: { channelPerSecond: 20, workspacePerMinute: 100_000 },
  }).start();
  server.state.addWorkspace(
    'T1',
    'xoxb-loopback',
    SCOPES.map(({ scope }) => scope),
  );
  for (let i = 0; i < plan.channels; i++) server.state.addChannel(nameOf(`c${i}`), ['U0BOT']);
  let raging = true;
  server.fault = method => {
    if (!raging || !/^(chat\.postMessage|conversations\.)/.test(method) || random() > FAULT_RATE)
      return undefined;
    const fault = FAULTS[Math.floor(random() * FAULTS.length)];
    const name = typeof fault === 'object' ? fault.error : (fault ?? '');
    faults[name] = (faults[name] ?? 0) + 1;
    return fault;
  };
  const place = await databasePlace('SQLite');
  const scale = { startedAt: Date.now() + 3_000, start: world.start, factor: DAY_MS / plan.dayMs };
  const fleet = new BotFleet({
    databaseUrl: place.url,
    platformUrl: server.address,
    through: 'slack',
    world: size,
    scale,
    postsPerSecond: 100,
    settleMs: 400,
    tickMs: 50,
    settings: {
      leaseMs: 1_500,
      answerMs: 800,
      patienceMs: 300,
      firstWaitMs: 30,
      longestWaitMs: 800,
      recoveryMs: 5_000,
      pollMs: 50,
      drainMs: 500,
      concurrency: 16,
      catchUpMs: plan.dayMs,
    },
  });
  const startedAt = Date.now();
  let drops = 0;
  try {
    const subscriptions = world.subscriptions.map(one => ({
      ...one,
      channel: { platform: 'slack', workspace: 'T1', channel: nameOf(one.channel.channel) },
    }));
    await subscribeAll(place.url, subscriptions, world.start);
    await fleet.start(plan.processes);
    const calmAt = scale.startedAt + (world.calm - world.start) / scale.factor;
    for (let killed = 0; killed < plan.kills; killed++) {
      await sleep(Math.max(0, (calmAt - Date.now()) / (plan.kills - killed + 1)));
      fleet.kill(Math.floor(random() * plan.processes));
      if (random() < 0.2) {
        drops++;
        if (random() < 0.5) server.dropSockets();
        else server.requestRefresh();
      }
    }
    await sleep(Math.max(0, calmAt - Date.now()));
    raging = false;
    await sleep(plan.dayMs);
    const due = [...world.expected].flatMap(([channel, papers]) =>
      [...papers].map(paper => `${nameOf(channel)} ${paper}`),
    );
    const missing = (): string[] => {
      const shown = new Set(shownPapers(server));
      return due.filter(what => !shown.has(what));
    };
    const patience = Date.now() + MOST_CALM_MS;
    while (missing().length > 0 && Date.now() < patience) await sleep(200);
    const codes = await fleet.stop();
    const posted = await postedKeys(place.url, world.expected.keys());
    const marked = markedKeys(server);
    return {
      kills: fleet.kills,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      posts: marked.length,
      due: due.length,
      faults,
      drops,
      repeated: [...twice(marked), ...twice(shownPapers(server))],
      lost: missing(),
      untrue: [
        ...posted.filter(key => !marked.includes(key)).map(key => `${key} is only in the ledger`),
        ...marked.filter(key => !posted.includes(key)).map(key => `${key} is only in Slack`),
      ],
      refused: server.state.refusedPayloads,
      crashes: [...fleet.crashes, ...codes.filter(code => code !== 0).map(code => `exit ${code} on SIGTERM`)],
    };
  } finally {
    await fleet.stop();
    await server.stop();
    await place.stop();
  }
}

const nameOf = (channel: string): string => channel.toUpperCase();

const markedKeys = (server: SlackServer): string[] =>
  [...server.state.channels.values()].flatMap(({ id, messages }) =>
    messages.map(one => `${id} ${keyOf(one) ?? 'unmarked'}`),
  );

/** `channel paper` for every message that offers a paper's abstract. */
const shownPapers = (server: SlackServer): string[] =>
  [...server.state.channels.values()].flatMap(({ id, messages }) =>
    messages.flatMap(({ blocks }) =>
      readBlocks(blocks as Json[]).presses.flatMap(line =>
        line.startsWith('show ') ? [`${id} ${line.slice(5)}`] : [],
      ),
    ),
  );

function twice(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter(one => {
    const again = seen.has(one);
    seen.add(one);
    return again;
  });
}

async function postedKeys(url: string, channels: Iterable<string>): Promise<string[]> {
  const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
  const ledger = new SqlLedger(database);
  const keys: string[] = [];
  for (const name of channels) {
    const channel = { platform: 'slack', workspace: 'T1', channel: nameOf(name) };
    for (const edition of await ledger.history(channel, 10_000))
      for (const part of await ledger.parts(edition.id))
        if (part.state.kind === 'posted') keys.push(`${channel.channel} ${part.key}`);
  }
  await database.close();
  return keys;
}
