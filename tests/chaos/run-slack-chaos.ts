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
import { type ChaosWorld, chaosWorld } from './chaos-world.ts';
import { databasePlace, type EngineName, subscribeAll } from './database-place.ts';

export interface SlackChaosPlan {
  readonly engine: EngineName;
  readonly processes: number;
  readonly channels: number;
  readonly days: number;
  /** What a day takes on the machine's clock. */
  readonly dayMs: number;
  readonly kills: number;
  /** Posts that are asked for between two kills: what is killed is at work, however busy the machine. */
  readonly postsPerKill: number;
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
/** A kill comes up to so long after the post it follows: before the request is answered, or when the ledger is written. */
const LATER_MS = 40;
/** Without a post for so long nothing is due any more, or nobody lives to send it. */
const MOST_QUIET_MS = 20_000;

export async function runSlackChaos(plan: SlackChaosPlan): Promise<SlackChaosReport> {
  const size = { seed: plan.seed, channels: plan.channels, days: plan.days };
  const world = chaosWorld(size);
  const server = await openServer(plan.channels);
  const storm = new Storm(server, plan.seed);
  const place = await databasePlace(plan.engine);
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
    settings: impatient(plan),
  });
  const startedAt = Date.now();
  try {
    await subscribeAll(place.url, onSlack(world), world.start);
    await fleet.start(plan.processes);
    const calmAt = scale.startedAt + (world.calm - world.start) / scale.factor;
    const drops = await kill(plan, { fleet, server, storm }, calmAt);
    await sleep(Math.max(0, calmAt - Date.now()));
    storm.over();
    await sleep(plan.dayMs);
    const patience = Date.now() + MOST_CALM_MS;
    while (missingOf(world, server).length > 0 && Date.now() < patience) await sleep(200);
    const codes = await fleet.stop();
    return {
      ...(await judge(place.url, world, server)),
      kills: fleet.kills,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      faults: storm.faults,
      drops,
      crashes: [...fleet.crashes, ...codes.filter(code => code !== 0).map(code => `exit ${code} on SIGTERM`)],
    };
  } finally {
    await fleet.stop();
    await server.stop();
    await place.stop();
  }
}

async function openServer(channels: number): Promise<SlackServer> {
  const server = await new SlackServer({
    limits: { channelPerSecond: 20, workspacePerMinute: 100_000 },
  }).start();
  const scopes = SCOPES.map(({ scope }) => scope);
  server.state.addWorkspace('T1', 'xoxb-loopback', scopes);
  for (let i = 0; i < channels; i++) server.state.addChannel(nameOf(`c${i}`), ['U0BOT']);
  return server;
}

/** A day takes seconds, so patience takes milliseconds. */
const impatient = ({ dayMs, processes }: SlackChaosPlan) => ({
  leaseMs: 1_500,
  answerMs: 800,
  patienceMs: 300,
  firstWaitMs: 30,
  longestWaitMs: 800,
  recoveryMs: 5_000,
  pollMs: 50,
  drainMs: 500,
  concurrency: Math.ceil(32 / processes),
  catchUpMs: dayMs,
});

const onSlack = ({ subscriptions }: ChaosWorld) =>
  subscriptions.map(one => ({
    ...one,
    channel: { platform: 'slack', workspace: 'T1', channel: nameOf(one.channel.channel) },
  }));

/** Makes calls of the Web API fail by chance, before they are done or after, and counts both. */
class Storm {
  readonly faults: Record<string, number> = {};
  readonly #waiting: { at: number; done: () => void }[] = [];
  #posts = 0;
  #raging = true;

  constructor(server: SlackServer, seed: number) {
    const random = seededRandom(seed + 2);
    server.fault = method => {
      if (method === 'chat.postMessage') this.#count();
      if (!this.#raging || !/^(chat\.postMessage|conversations\.)/.test(method) || random() > FAULT_RATE)
        return undefined;
      const fault = FAULTS[Math.floor(random() * FAULTS.length)];
      const name = typeof fault === 'object' ? fault.error : (fault ?? '');
      this.faults[name] = (this.faults[name] ?? 0) + 1;
      return fault;
    };
  }

  /** Resolves while the post that is so many posts from now is being asked for. */
  post(ahead: number): Promise<void> {
    return new Promise(done => this.#waiting.push({ at: this.#posts + ahead, done }));
  }

  over(): void {
    this.#raging = false;
  }

  #count(): void {
    this.#posts++;
    while (this.#waiting[0] && this.#waiting[0].at <= this.#posts) this.#waiting.shift()?.done();
  }
}

/**
 * A kill whenever so many posts were asked for, at that moment or a little later, as long as there are any. Resolves to
 * how often connections were ended.
 */
async function kill(
  plan: SlackChaosPlan,
  { fleet, server, storm }: { fleet: BotFleet; server: SlackServer; storm: Storm },
  calmAt: number,
): Promise<number> {
  const random = seededRandom(plan.seed + 1);
  let drops = 0;
  for (let killed = 0; killed < plan.kills; killed++) {
    const patience = Math.max(MOST_QUIET_MS, calmAt - Date.now());
    const waiting = new AbortController();
    const quiet = sleep(patience, true, { signal: waiting.signal }).catch(() => false);
    const ended = await Promise.race([storm.post(plan.postsPerKill).then(() => false), quiet]);
    waiting.abort();
    if (ended) break;
    await sleep(random() * LATER_MS);
    fleet.kill(Math.floor(random() * plan.processes));
    if (random() < 0.2) {
      drops++;
      if (random() < 0.5) server.dropSockets();
      else server.requestRefresh();
    }
  }
  return drops;
}

/** Holds what Slack took against what every channel had to get, and the ledger against both. */
async function judge(url: string, world: ChaosWorld, server: SlackServer) {
  const posted = await postedKeys(url, world.expected.keys());
  const marked = markedKeys(server);
  return {
    posts: marked.length,
    due: dueOf(world).length,
    repeated: [...twice(marked), ...twice(shownPapers(server))],
    lost: missingOf(world, server),
    untrue: [
      ...posted.filter(key => !marked.includes(key)).map(key => `${key} is only in the ledger`),
      ...marked.filter(key => !posted.includes(key)).map(key => `${key} is only in Slack`),
    ],
    refused: server.state.refusedPayloads,
  };
}

const dueOf = (world: ChaosWorld): string[] =>
  [...world.expected].flatMap(([channel, papers]) => [...papers].map(paper => `${nameOf(channel)} ${paper}`));

function missingOf(world: ChaosWorld, server: SlackServer): string[] {
  const shown = new Set(shownPapers(server));
  return dueOf(world).filter(what => !shown.has(what));
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
