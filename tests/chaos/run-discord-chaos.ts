import { setTimeout as sleep } from 'node:timers/promises';
import { readCommandId } from '../../src/adapters/discord/command-id.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import type { FaultKind } from '../emulators/discord/faults.ts';
import type { EmulatedChannel, EmulatedMessage } from '../emulators/discord/world.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { BotFleet } from './bot-fleet.ts';
import { chaosWorld } from './chaos-world.ts';
import { databasePlace, type EngineName, subscribeAll } from './database-place.ts';
import type { DiscordBotOrders } from './discord-bot-process.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';

export interface DiscordChaosPlan {
  readonly engine: EngineName;
  readonly processes: number;
  readonly channels: number;
  readonly days: number;
  /** What a day takes on the machine's clock. */
  readonly dayMs: number;
  readonly kills: number;
  /** Messages that come between two kills, on average. */
  readonly postsPerKill: number;
  readonly seed: number;
}

/** What came of a run. Every list is empty when the promise was kept. */
export interface DiscordChaosReport {
  readonly kills: number;
  /** Of them, those that came though nothing was posted since the one before. */
  readonly idleKills: number;
  readonly seconds: number;
  readonly messages: number;
  /** Of them, those that came while things went wrong. */
  readonly inStorm: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly sessions: { readonly identified: number; readonly resumed: number };
  /** Papers that had to come, over all channels. */
  readonly due: number;
  readonly repeated: readonly string[];
  readonly lost: readonly string[];
  /** What the official schemas and documented limits had against a body. */
  readonly violations: readonly string[];
  readonly crashes: readonly string[];
}

const DAY_MS = 86_400_000;
const MOST_CALM_MS = 90_000;
const MOST_IDLE_MS = 10_000;
const CHANCES: readonly (readonly [FaultKind, number])[] = [
  ['drop-before', 0.03],
  ['drop-after', 0.04],
  ['502-before', 0.02],
  ['502-after', 0.04],
  ['429-route', 0.01],
  ['429-shared', 0.01],
  ['429-global', 0.003],
  ['slow', 0.03],
];

export async function runDiscordChaos(plan: DiscordChaosPlan): Promise<DiscordChaosReport> {
  const size = { seed: plan.seed, channels: plan.channels, days: plan.days };
  const world = chaosWorld(size);
  const discord = await new DiscordEmulator().start();
  discord.limits.scale = 20;
  const channels = inventChannels(discord, [...world.expected.keys()]);
  const faults = rage(discord, plan.seed);
  const place = await databasePlace(plan.engine);
  const scale: Scale = { startedAt: Date.now() + 1_000, start: world.start, factor: DAY_MS / plan.dayMs };
  const orders: DiscordBotOrders = {
    databaseUrl: place.url,
    apiUrl: discord.apiUrl,
    token: EMULATOR_TOKEN,
    world: size,
    scale,
    settleMs: 2_000,
    tickMs: 100,
    settings: {
      leaseMs: 3_000,
      answerMs: 1_500,
      patienceMs: 300,
      firstWaitMs: 30,
      longestWaitMs: 800,
      recoveryMs: 8_000,
      pollMs: 80,
      drainMs: 2_000,
      concurrency: 16,
      catchUpMs: plan.dayMs * 4,
    },
  };
  const fleet = new BotFleet(orders, 'discord-bot-process');
  const missing = (): string[] => missingOf(world.expected, channels, discord);
  try {
    const subscriptions = world.subscriptions.map(one => {
      const { guildId = '', id } = channels.get(one.channel.channel) ?? {};
      return { ...one, channel: { platform: 'discord', workspace: guildId, channel: id ?? '' } };
    });
    await subscribeAll(place.url, subscriptions, world.start);
    await fleet.start(plan.processes);
    const startedAt = Date.now();
    const idleKills = await kill(plan, discord, fleet);
    const clock = scaledClock(scale);
    await clock.sleep(world.calm - clock.now());
    discord.faults.chance = undefined;
    const inStorm = postedOn(discord);
    await clock.sleep(world.calm + DAY_MS / 2 - clock.now());
    const patience = Date.now() + MOST_CALM_MS;
    while (missing().length > 0 && Date.now() < patience) await sleep(200);
    const codes = await fleet.stop();
    const all = [...channels.values()].flatMap(channel => messagesOf(discord, channel));
    return {
      kills: fleet.kills,
      idleKills,
      seconds: (Date.now() - startedAt) / 1000,
      messages: all.length,
      inStorm,
      faults,
      sessions: { identified: discord.gateway.identified.length, resumed: discord.gateway.resumed },
      due: [...world.expected.values()].reduce((sum, papers) => sum + papers.size, 0),
      repeated: repeatedIn(channels, discord),
      lost: missing(),
      violations: discord.violations,
      crashes: [...fleet.crashes, ...codes.filter(code => code !== 0).map(code => `exit ${code} on SIGTERM`)],
    };
  } finally {
    await fleet.stop();
    await discord.stop();
    await place.stop();
  }
}

/** Eight channels a guild. */
function inventChannels(discord: DiscordEmulator, names: readonly string[]): Map<string, EmulatedChannel> {
  const guilds = Array.from({ length: Math.ceil(names.length / 8) }, () => discord.world.addGuild());
  return new Map(
    names.map((name, at) => [name, discord.world.addChannel(guilds[Math.floor(at / 8)], { name })]),
  );
}

/** From now on requests fail by chance; what failed is counted. */
function rage(discord: DiscordEmulator, seed: number): Record<string, number> {
  const random = seededRandom(seed + 5);
  const counted: Record<string, number> = {};
  discord.faults.chance = request => {
    if (!/^POST \/channels\/\d+\/|^GET \/channels/.test(request)) return undefined;
    let drawn = random();
    for (const [kind, chance] of CHANCES) {
      if (drawn < chance) {
        counted[kind] = (counted[kind] ?? 0) + 1;
        return kind;
      }
      drawn -= chance;
    }
    return undefined;
  };
  return counted;
}

/**
 * Kills one process after another, each once some more messages were posted: a process that is killed before it did
 * anything shows nothing, however busy the machine. Resolves to how many kills came without progress all the same.
 */
async function kill(plan: DiscordChaosPlan, discord: DiscordEmulator, fleet: BotFleet): Promise<number> {
  const random = seededRandom(plan.seed + 1);
  let idle = 0;
  for (let killed = 0; killed < plan.kills; killed++) {
    const wanted = postedOn(discord) + 1 + Math.floor(random() * (2 * plan.postsPerKill - 1));
    const patience = Date.now() + MOST_IDLE_MS;
    while (postedOn(discord) < wanted && Date.now() < patience) await sleep(20);
    if (postedOn(discord) < wanted) idle++;
    fleet.kill(Math.floor(random() * plan.processes));
    const drawn = random();
    if (drawn < 0.1) discord.gateway.drop('resumable');
    else if (drawn < 0.15) discord.gateway.drop('invalid-session');
  }
  return idle;
}

const postedOn = ({ world }: DiscordEmulator): number =>
  [...world.channels.values()].reduce((sum, { messages }) => sum + messages.length, 0);

const messagesOf = (discord: DiscordEmulator, channel: EmulatedChannel): EmulatedMessage[] => [
  ...channel.messages,
  ...discord.world.threadsOf(channel).flatMap(thread => thread.messages),
];

/** Papers that a message shows: each has one thing to press that opens its abstract. */
function papersIn({ body }: EmulatedMessage): string[] {
  const ids = [...JSON.stringify(body).matchAll(/"(?:custom_id|value)":"((?:[^"\\]|\\.)*)"/g)];
  return ids.flatMap(([, id = '']) => {
    const read = readCommandId(id);
    return read && 'line' in read && read.line.startsWith('show ') ? [read.line.slice(5)] : [];
  });
}

function missingOf(
  expected: ReadonlyMap<string, ReadonlySet<string>>,
  channels: ReadonlyMap<string, EmulatedChannel>,
  discord: DiscordEmulator,
): string[] {
  return [...expected].flatMap(([name, papers]) => {
    const channel = channels.get(name);
    const shown = new Set(channel ? messagesOf(discord, channel).flatMap(papersIn) : []);
    return [...papers].filter(paper => !shown.has(paper)).map(paper => `${name} ${paper}`);
  });
}

/** Papers and keys that a channel was sent more than once. */
function repeatedIn(channels: ReadonlyMap<string, EmulatedChannel>, discord: DiscordEmulator): string[] {
  const seen = new Map<string, number>();
  for (const [name, channel] of channels)
    for (const message of messagesOf(discord, channel))
      for (const what of [message.nonce ?? message.id, ...papersIn(message)])
        seen.set(`${name} ${what}`, (seen.get(`${name} ${what}`) ?? 0) + 1);
  return [...seen].filter(([, times]) => times > 1).map(([what, times]) => `${what} × ${times}`);
}
