import { randomBytes } from 'node:crypto';
import { sweepExpired } from '../adapters/database/sweep-expired.ts';
import { trimLedger } from '../adapters/database/trim-ledger.ts';
import { createNodeCronScheduler } from '../adapters/scheduler/node-cron-scheduler.ts';
import type { RunningServer } from '../adapters/web/http-server.ts';
import type { ChatAdapter, PlatformEvents } from '../commands/chat-adapter.ts';
import { createCommandDesk } from '../commands/create-command-desk.ts';
import type { Config } from '../config-schema.ts';
import { createDispatcher, type Dispatcher } from '../core/delivery/dispatcher.ts';
import { type FollowPorts, pausePlace, resumePlace } from '../core/delivery/follow-platform.ts';
import { createPlanner } from '../core/delivery/plan-edition.ts';
import { withDeadline } from '../core/delivery/with-deadline.ts';
import type { Platform } from '../core/platform.ts';
import type { ScheduledJob, Scheduler } from '../core/scheduler.ts';
import { createCollectJob } from '../core/sources/collect-job.ts';
import { syncDeclaredSubscriptions } from '../core/subscriptions/declared-subscriptions.ts';
import type { Clock } from '../core/time.ts';
import type { ChatPlatforms } from './create-platforms.ts';
import { type OpenServices, openServices } from './open-services.ts';
import { openSources } from './open-sources.ts';
import type { AppEnvironment } from './open-stores.ts';
import { openWeb } from './open-web.ts';
import { readDeclarations } from './read-declarations.ts';

/** The bot. */
export interface App {
  /** Resolves when everything runs. */
  start(): Promise<void>;
  /** Resolves when a platform refuses the bot for good, with what an operator must know; else never. */
  readonly refused: Promise<string>;
  /** Takes no new work, finishes or hands back what is in flight, lets go of everything. */
  stop(): Promise<void>;
}

/** The platforms of a process: those with people on them, and others that only take digests. */
export interface AppPlatforms extends ChatPlatforms {
  readonly others: readonly Platform[];
}

/** What a stopping job may take before it is told to end. */
const DRAIN_MS = 2_000;
const HOUR_MS = 3_600_000;
/** Sources that take longer to answer after a start are not waited for. */
const FIRST_ASKING_MS = 60_000;
/** What an edition said stays readable for so long; that it was sent stays for ever. */
const LEDGER_KEPT_MS = 60 * 24 * HOUR_MS;

/** Letters and digits that no other process and no other moment has. */
const newId = (): string =>
  BigInt(`0x${randomBytes(13).toString('hex')}`)
    .toString(36)
    .padStart(21, '0');

/**
 * Puts the bot together: one database, the configured sources, the platforms that are chosen once it is open. Rejects with UsageError for a
 * configuration that can't work and with Fault when the database can't be had; nothing is left open then.
 */
export async function createApp(
  config: Config,
  given: AppEnvironment,
  choosePlatforms: (open: OpenServices, owner: string) => Promise<AppPlatforms>,
  ownScheduler?: Scheduler,
): Promise<App> {
  const web = await openWeb(config, given);
  const { environment } = web;
  const { clock, log } = environment;
  const scheduler = ownScheduler ?? createNodeCronScheduler(environment);
  const open = await openServices(config, environment);
  const { stores, services, draft, close } = open;
  try {
    await stores.database.hold();
    const owner = newId();
    const { chats, others, webhooks } = await choosePlatforms(open, owner);
    const platforms = [...chats, ...others];
    const sources = openSources(config, stores, environment);
    const declared = readDeclarations(config, services.subscriptionDefaults, services.catalogue);
    for (const { name } of platforms) {
      const own = declared.filter(each => each.channel.platform === name);
      await syncDeclaredSubscriptions(name, own, stores.subscriptions, clock.now());
    }
    const ports = { ...stores, clock, log, owner, newId };
    const dispatcher = createDispatcher(
      { ...ports, platforms, plan: createPlanner(draft) },
      { catchUpMs: config.schedule.catchUpHours * HOUR_MS },
    );
    const collect = createCollectJob({ sources: sources.configured, ports, leases: stores.leases, owner });
    const clean = async (): Promise<void> => {
      await sweepExpired(stores.database, environment);
      await trimLedger(stores.database, clock.now() - LEDGER_KEPT_MS);
    };
    let refuse: (reason: string) => void = () => undefined;
    const refused = new Promise<string>(resolve => {
      refuse = resolve;
    });
    let server: RunningServer | undefined;
    const stopping = new AbortController();
    const connect = async (): Promise<void> => {
      const desk = createCommandDesk(services);
      const states = new Map(chats.map(({ name }) => [name, 'connecting']));
      server = await web.start({ services, stores, webhooks, platforms: states });
      const following = { ...ports, aborting: stopping.signal };
      await Promise.all(chats.map(chat => chat.connect(desk, eventsOf(chat, following, refuse, states))));
    };
    const disconnect = async (): Promise<void> => {
      await Promise.all(chats.map(chat => chat.disconnect()));
      await server?.close();
    };
    return running(config, scheduler, {
      clock,
      stopping,
      dispatcher,
      collect,
      clean,
      connect,
      disconnect,
      refused,
      close,
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a platform tells of itself changes subscriptions, never deletes them. */
function eventsOf(
  chat: ChatAdapter,
  ports: FollowPorts & { readonly aborting: AbortSignal },
  refuse: (reason: string) => void,
  states: Map<string, string>,
): PlatformEvents {
  const { name: platform } = chat;
  return {
    gone: (where, detail) => pausePlace({ platform, ...where }, detail, { ...ports, teller: chat }),
    back: where => resumePlace({ platform, ...where }, ports),
    connection: state => {
      states.set(platform, state.kind);
      if (state.kind === 'refused') refuse(`${platform}: ${state.reason}`);
      const reason = 'reason' in state ? { reason: state.reason } : {};
      ports.log[state.kind === 'refused' ? 'error' : 'info']('connection', {
        platform,
        state: state.kind,
        ...reason,
      });
    },
  };
}

function running(
  { schedule }: Config,
  scheduler: Scheduler,
  parts: {
    readonly clock: Clock;
    readonly stopping: AbortController;
    readonly dispatcher: Dispatcher;
    readonly collect: (signal: AbortSignal) => Promise<void>;
    readonly clean: () => Promise<void>;
    readonly connect: () => Promise<void>;
    readonly disconnect: () => Promise<void>;
    readonly refused: Promise<string>;
    readonly close: () => Promise<void>;
  },
): App {
  const { clock, stopping, dispatcher, collect, clean, connect, disconnect, refused, close } = parts;
  const jobs: ScheduledJob[] = [];
  return {
    refused,
    async start() {
      await connect();
      dispatcher.start();
      const fetching = scheduler.every({ name: 'fetch', cron: schedule.fetchCron, zone: 'UTC' }, collect);
      // What was due while nothing ran is not left to the next minute, nor planned before what was listed meanwhile.
      const asked = withDeadline(clock, FIRST_ASKING_MS, stopping.signal, () => fetching.runNow());
      const opening = scheduler.every(
        { name: 'open-editions', cron: '* * * * *', zone: 'UTC' },
        async signal => {
          await asked.catch(() => undefined);
          await dispatcher.tick(signal);
        },
      );
      const cleaning = scheduler.every({ name: 'clean', cron: '17 3 * * *', zone: 'UTC' }, clean);
      jobs.push(fetching, opening, cleaning);
      void opening.runNow();
    },
    async stop() {
      stopping.abort(new Error('the process stops'));
      await Promise.all(jobs.map(job => job.stop(DRAIN_MS)));
      await disconnect();
      await dispatcher.stop();
      await close();
    },
  };
}
