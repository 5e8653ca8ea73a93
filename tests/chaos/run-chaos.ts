import { setTimeout as sleep } from 'node:timers/promises';
import { SqlLedger } from '../../src/adapters/database/ledger.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import type { DeliverySettings } from '../../src/core/delivery/delivery-settings.ts';
import type { EditionState } from '../../src/core/delivery/edition.ts';
import { RecordingServer, type RecordingTally } from '../emulators/recording-server.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { BotFleet } from './bot-fleet.ts';
import type { BotOrders } from './bot-process.ts';
import { type ChaosWorld, chaosWorld } from './chaos-world.ts';
import { databasePlace, type EngineName, subscribeAll } from './database-place.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';

export interface ChaosPlan {
  readonly engine: EngineName;
  readonly processes: number;
  readonly channels: number;
  /** Days with new papers. */
  readonly days: number;
  /** What a day takes on the machine's clock. */
  readonly dayMs: number;
  readonly kills: number;
  /** Instead of kills: so many times a process is stopped in order and started anew, one after another. */
  readonly restarts?: number;
  readonly seed: number;
}

/** What came of a run. Every list is empty when the promise was kept. */
export interface ChaosReport {
  readonly kills: number;
  readonly restarts: number;
  readonly seconds: number;
  readonly editions: Readonly<Record<EditionState['kind'], number>>;
  readonly platform: RecordingTally;
  /** Papers that a channel had to be shown, over all channels that were there throughout. */
  readonly due: number;
  /** `channel paper` or `channel key` that came more than once. */
  readonly repeated: readonly string[];
  /** `channel paper` that never came. */
  readonly lost: readonly string[];
  /** Messages that the ledger calls posted and the platform never took, or the other way round. */
  readonly untrue: readonly string[];
  /** Subscriptions paused as the platform said. */
  readonly paused: number;
  /** Owners of a channel that is gone who never heard of it. */
  readonly untold: readonly string[];
  /** Subscriptions that are paused for no or another reason, or are not though their channel is gone. */
  readonly wronglyPaused: readonly string[];
  /** Ends of a process that nobody asked for, and exit codes other than 0 when asked. */
  readonly crashes: readonly string[];
  readonly events: ReadonlyMap<string, number>;
}

const DAY_MS = 86_400_000;
/** After so much calm what has not come is lost. */
const MOST_CALM_MS = 180_000;

const POSTS_PER_SECOND = 200;
/** A day takes seconds, so patience takes milliseconds: as many as a busy machine needs. */
function impatient({ dayMs, processes }: ChaosPlan): Partial<DeliverySettings> {
  const leaseMs = Math.max(800, dayMs / 10);
  return {
    leaseMs,
    answerMs: leaseMs / 2,
    patienceMs: 200,
    firstWaitMs: 20,
    longestWaitMs: 500,
    recoveryMs: 5_000,
    pollMs: 50 * processes,
    drainMs: 500,
    catchUpMs: dayMs,
    concurrency: Math.ceil(32 / processes),
  };
}

const PAUSE_REASONS = {
  channel: 'channel-gone',
  permission: 'no-permission',
  workspace: 'workspace-gone',
} as const;

export async function runChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const size = { seed: plan.seed, channels: plan.channels, days: plan.days };
  const world = chaosWorld(size);
  const server = new RecordingServer({
    seed: plan.seed,
    latencyMs: [2, 40],
    postsPerSecond: POSTS_PER_SECOND,
    channelGapMs: 30,
    dropAfterMs: 200,
    faults: { failed: 0.03, failedAfter: 0.03, dropped: 0.03, droppedAfter: 0.03 },
  });
  const platformUrl = await server.listen();
  const place = await databasePlace(plan.engine);
  const scale: Scale = { startedAt: Date.now() + 1_000, start: world.start, factor: DAY_MS / plan.dayMs };
  const orders: BotOrders = {
    databaseUrl: place.url,
    platformUrl,
    world: size,
    scale,
    postsPerSecond: POSTS_PER_SECOND,
    settleMs: 250,
    // However many there are, together they ask as often.
    tickMs: 60 * plan.processes,
    settings: impatient(plan),
  };
  const fleet = new BotFleet(orders);
  try {
    await subscribeAll(place.url, world.subscriptions, world.start);
    await fleet.start(plan.processes);
    const startedAt = Date.now();
    await rage(plan, world, scale, server, fleet);
    const codes = await fleet.stop();
    const seconds = (Date.now() - startedAt) / 1000;
    const verdict = await judge(place.url, world, server);
    return {
      ...verdict,
      kills: fleet.kills,
      restarts: fleet.restarts,
      seconds,
      platform: server.tally,
      crashes: [...fleet.crashes, ...codes.filter(code => code !== 0).map(code => `exit ${code} on SIGTERM`)],
      events: fleet.events,
    };
  } finally {
    await fleet.stop();
    await server.close();
    await place.stop();
  }
}

/**
 * Kills, storms, hanging and vanishing channels until the calm. Then half a day for what should not come, and as long
 * as it takes, within reason, for what should.
 */
async function rage(
  plan: ChaosPlan,
  world: ChaosWorld,
  scale: Scale,
  server: RecordingServer,
  fleet: BotFleet,
): Promise<void> {
  const clock = scaledClock(scale);
  const random = seededRandom(plan.seed + 1);
  const calmAt = scale.startedAt + (world.calm - world.start) / scale.factor;
  const { restarts = 0 } = plan;
  const turns = plan.kills + restarts;
  const between = (calmAt - Date.now()) / (turns + 1);
  const vanishing = vanishingChannels(plan, world, random);
  for (let turn = 0; turn < turns; turn++) {
    await sleep(Math.max(0, calmAt - Date.now() - (turns - turn) * between + (random() - 0.5) * between));
    if (turn < plan.kills) fleet.kill(Math.floor(random() * plan.processes));
    else await fleet.restart(turn % plan.processes);
    for (const [channel, { what, at }] of vanishing) if (clock.now() >= at) server.gone.set(channel, what);
    if (random() < 0.1) server.stormUntil = Date.now() + 300;
    server.hanging.clear();
    if (random() < 0.3) server.hanging.add(`c${Math.floor(random() * plan.channels)}`);
  }
  server.hanging.clear();
  server.calm();
  await clock.sleep(world.calm + DAY_MS / 2 - clock.now());
  const patience = Date.now() + MOST_CALM_MS;
  while (missingOf(world, server).length > 0 && Date.now() < patience) await sleep(100);
}

const shownBy = (server: RecordingServer): ReadonlySet<string> =>
  new Set(server.messages.flatMap(({ channel, paperIds }) => paperIds.map(paper => `${channel} ${paper}`)));

/** What has not come yet, as `channel paper`, of all that must come to channels that were there throughout. */
function missingOf(world: ChaosWorld, server: RecordingServer): string[] {
  const shown = shownBy(server);
  return dueTo(world, server).filter(what => !shown.has(what));
}

const dueTo = (world: ChaosWorld, server: RecordingServer): string[] =>
  [...world.expected]
    .filter(([channel]) => !server.gone.has(channel))
    .flatMap(([channel, papers]) => [...papers].map(paper => `${channel} ${paper}`));

/** One channel in twenty goes, one in forty no longer takes posts, and one workspace of eight is lost. */
function vanishingChannels(plan: ChaosPlan, world: ChaosWorld, random: () => number) {
  const storm = world.calm - world.start;
  const vanishing = new Map<string, { what: keyof typeof PAUSE_REASONS; at: number }>();
  for (let i = 0; i < plan.channels; i++) {
    const at = world.start + (0.2 + 0.6 * random()) * storm;
    if (i % 8 === 7) vanishing.set(`c${i}`, { what: 'workspace', at: world.start + 0.6 * storm });
    else if (i % 20 === 3) vanishing.set(`c${i}`, { what: 'channel', at });
    else if (i % 40 === 6) vanishing.set(`c${i}`, { what: 'permission', at });
  }
  return vanishing;
}

type Verdict = Omit<ChaosReport, 'kills' | 'restarts' | 'seconds' | 'platform' | 'crashes' | 'events'>;

/** Holds what the platform recorded against what every channel had to get, and the ledger against both. */
async function judge(url: string, world: ChaosWorld, server: RecordingServer): Promise<Verdict> {
  const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
  const ledger = new SqlLedger(database);
  const subscriptions = await new SqlSubscriptionStore(database).ofPlatform('recording');
  const shown = new Map<string, number>();
  const count = (what: string): void => void shown.set(what, (shown.get(what) ?? 0) + 1);
  for (const { channel, key, paperIds } of server.messages) {
    count(`${channel} ${key}`);
    for (const paper of paperIds) count(`${channel} ${paper}`);
  }
  const posted = new Set<string>();
  for (const channel of world.expected.keys()) {
    const [found] = subscriptions.filter(subscription => subscription.channel.channel === channel);
    for (const edition of found ? await ledger.history(found.channel, 10_000) : [])
      for (const part of await ledger.parts(edition.id))
        if (part.state.kind === 'posted') posted.add(`${channel} ${part.key}`);
  }
  const recorded = new Set(server.messages.map(({ channel, key }) => `${channel} ${key}`));
  const paused = subscriptions.filter(({ state }) => state.kind === 'paused');
  const told = new Set(server.told.map(({ person }) => person));
  const verdict = {
    editions: await ledger.tally(),
    due: dueTo(world, server).length,
    repeated: [...shown].filter(([, times]) => times > 1).map(([what, times]) => `${what} × ${times}`),
    lost: missingOf(world, server),
    untrue: [
      ...[...posted].filter(key => !recorded.has(key)).map(key => `${key} is only in the ledger`),
      ...[...recorded].filter(key => !posted.has(key)).map(key => `${key} is only on the platform`),
    ],
    paused: paused.length,
    untold: paused.flatMap(({ owner = '', state }) =>
      state.kind === 'paused' && state.reason !== 'workspace-gone' && !told.has(owner) ? [owner] : [],
    ),
    wronglyPaused: subscriptions.flatMap(({ id, channel, state }) => {
      const gone =
        server.goneTold.has(channel.channel) || workspaceTold(channel.workspace, subscriptions, server);
      const what = server.gone.get(channel.channel);
      const expected = gone && what ? PAUSE_REASONS[what] : undefined;
      const actual = state.kind === 'paused' ? state.reason : undefined;
      return actual === expected ? [] : [`${id}: ${actual ?? 'active'} instead of ${expected ?? 'active'}`];
    }),
  };
  await database.close();
  return verdict;
}

/** Was any channel of a lost workspace posted to after it was lost? Then all of them pause. */
function workspaceTold(
  workspace: string,
  subscriptions: readonly { readonly channel: { readonly workspace: string; readonly channel: string } }[],
  server: RecordingServer,
): boolean {
  return subscriptions.some(
    ({ channel }) =>
      channel.workspace === workspace &&
      server.gone.get(channel.channel) === 'workspace' &&
      server.goneTold.has(channel.channel),
  );
}
