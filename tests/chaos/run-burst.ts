import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_FAULTS, RecordingServer } from '../emulators/recording-server.ts';
import { TcpGate } from '../emulators/tcp-gate.ts';
import { BotFleet } from './bot-fleet.ts';
import { CHAOS_FIRST_DAY } from './chaos-world.ts';
import { databasePlace, type EngineName, subscribeAll } from './database-place.ts';

export interface BurstPlan {
  readonly engine: EngineName;
  readonly processes: number;
  readonly channels: number;
  /** Channels, of these, that take a post and never answer. */
  readonly hanging: number;
  /** What the platform takes. */
  readonly postsPerSecond: number;
  readonly latencyMs: readonly [least: number, most: number];
  /** Editions that one process works on at a time. */
  readonly concurrency: number;
  /** For so long the PostgreSQL server can't be reached, from the middle of the burst on. */
  readonly outageMs?: number;
}

export interface BurstReport {
  readonly posts: number;
  /** From the first post to the last, without those of channels that hang. */
  readonly seconds: number;
  /** Posts a second, as a share of what the platform takes. */
  readonly share: number;
  readonly rateLimited: number;
  readonly repeated: number;
  /** Channels that never got their post. */
  readonly missing: number;
  /** Resident memory of the first process after a tenth, a half and all of the posts. */
  readonly residentMb: readonly [early: number, half: number, end: number];
}

const DAY_MS = 86_400_000;

/** One edition of every channel at the same moment, on a platform without faults. */
export async function runBurst(plan: BurstPlan): Promise<BurstReport> {
  const server = new RecordingServer({
    seed: 1,
    latencyMs: plan.latencyMs,
    postsPerSecond: plan.postsPerSecond,
    channelGapMs: 0,
    dropAfterMs: 60_000,
    faults: NO_FAULTS,
  });
  const platformUrl = await server.listen();
  const place = await databasePlace(plan.engine);
  const { hostname, port } = new URL(place.url);
  const gate = plan.outageMs === undefined ? undefined : await TcpGate.before(hostname, Number(port));
  // The morning after the first day, three seconds before everybody's digest.
  const due = Date.parse(CHAOS_FIRST_DAY) + DAY_MS + 9 * 3_600_000;
  const start = due - 3_000;
  const channels = Array.from({ length: plan.channels }, (_, i) => `c${i}`);
  for (const channel of channels.slice(0, plan.hanging)) server.hanging.add(channel);
  const fleet = new BotFleet({
    databaseUrl: gate ? place.url.replace(`:${port}/`, `:${gate.port}/`) : place.url,
    platformUrl,
    world: { seed: 1, channels: 0, days: 1 },
    scale: { startedAt: Date.now() + 1_000, start, factor: 1 },
    postsPerSecond: plan.postsPerSecond,
    settleMs: 1_000,
    blocksPerMessage: 100,
    tickMs: 1_000,
    settings: { concurrency: plan.concurrency, pollMs: 100 },
  });
  try {
    await subscribeAll(
      place.url,
      channels.map((channel, i) => ({
        id: `s${i}`,
        channel: { platform: 'recording', workspace: 'w', channel },
        origin: 'chat',
        topics: [],
        exclusions: [],
        schedule: { kind: 'weekly', atMinute: 9 * 60, days: [1, 2, 3, 4, 5], tz: 'UTC' },
        limit: 8,
        minVotes: 0,
        style: 'compact',
        whenEmpty: 'silent',
        recap: 'off',
        state: { kind: 'active' },
        createdAt: start,
        updatedAt: start,
      })),
      start,
    );
    await fleet.start(plan.processes);
    const resident = await watch(plan, server, fleet, gate);
    await fleet.stop();
    return reportOf(plan, server, resident);
  } finally {
    await fleet.stop();
    await gate?.close();
    await server.close();
    await place.stop();
  }
}

/** Waits until every channel that answers has its post; resolves to the memory on the way. */
async function watch(
  plan: BurstPlan,
  server: RecordingServer,
  fleet: BotFleet,
  gate: TcpGate | undefined,
): Promise<[number, number, number]> {
  const resident: [number, number, number] = [0, 0, 0];
  const shares = [0.1, 0.5, 1];
  let away: Promise<void> | undefined;
  const patience = Date.now() + 120_000 + (3_000 * plan.channels) / plan.postsPerSecond;
  while (resident[2] === 0 && Date.now() < patience) {
    const done = server.messages.filter(({ channel }) => !server.hanging.has(channel)).length;
    shares.forEach((share, at) => {
      const [pid] = fleet.pids;
      if (resident[at] === 0 && pid !== undefined && done >= share * (plan.channels - plan.hanging))
        resident[at] = residentMb(pid);
    });
    if (gate && plan.outageMs !== undefined && away === undefined && done >= plan.channels / 2) {
      gate.shut();
      away = sleep(plan.outageMs).then(() => gate.open());
    }
    await sleep(50);
  }
  return resident;
}

/** As Linux tells; 0 elsewhere. */
function residentMb(pid: number): number {
  try {
    const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kb) / 1024;
  } catch {
    return 0;
  }
}

function reportOf(
  plan: BurstPlan,
  server: RecordingServer,
  residentMbs: readonly [number, number, number],
): BurstReport {
  const answered = server.messages.filter(({ channel }) => !server.hanging.has(channel));
  const times = answered.map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return {
    posts: answered.length,
    seconds,
    share: (answered.length - 1) / seconds / plan.postsPerSecond,
    rateLimited: server.tally.rateLimited,
    repeated: answered.length - new Set(answered.map(({ key }) => key)).size,
    missing: plan.channels - plan.hanging - new Set(answered.map(({ channel }) => channel)).size,
    residentMb: residentMbs,
  };
}
