import { randomBytes } from 'node:crypto';
import { createDiscordAdapter } from '../../src/adapters/discord/adapter.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { openStores } from '../../src/app/open-stores.ts';
import type { ChatAdapter } from '../../src/commands/chat-adapter.ts';
import type { CommandDesk } from '../../src/commands/command.ts';
import type { DeliverySettings } from '../../src/core/delivery/delivery-settings.ts';
import { createDispatcher } from '../../src/core/delivery/dispatcher.ts';
import { PaperShelf } from '../../src/core/delivery/paper-shelf.ts';
import { createPlanner } from '../../src/core/delivery/plan-edition.ts';
import type { Platform } from '../../src/core/platform.ts';
import { PLAIN_MODEL } from '../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../src/core/ranking/ranking-desk.ts';
import { Secret } from '../../src/core/secret.ts';
import { CATALOGUE, chaosPapers, type WorldSize } from './chaos-world.ts';
import { lineLog } from './line-log.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';

/** What a process of the bot is told on its command line, as JSON. Times in `settings` are the machine's. */
export interface DiscordBotOrders {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly world: WorldSize;
  readonly scale: Scale;
  readonly settings: Partial<DeliverySettings>;
  readonly settleMs: number;
  readonly tickMs: number;
}

/** The adapter on a day that takes seconds: what it says in milliseconds is the machine's. */
function scaledPlatform(adapter: ChatAdapter, factor: number, settleMs: number): Platform {
  return {
    name: adapter.name,
    postsPerSecond: adapter.postsPerSecond / factor,
    settleMs: settleMs * factor,
    render: document => adapter.render(document),
    post: async request => {
      const outcome = await adapter.post(request);
      return outcome.kind === 'rate-limited'
        ? { ...outcome, retryAfterMs: outcome.retryAfterMs * factor }
        : outcome;
    },
    findPosted: async (channel, keys, options) => {
      // Ids of the emulator tell the machine's time.
      const outcome = await adapter.findPosted(channel, keys, { ...options, sinceMs: 0 });
      return outcome.kind === 'rate-limited'
        ? { ...outcome, retryAfterMs: outcome.retryAfterMs * factor }
        : outcome;
    },
    tell: (person, document) => adapter.tell(person, document),
  };
}

/** The real adapter, dispatcher, planner and database; commands are no part of this. */
async function run(orders: DiscordBotOrders): Promise<void> {
  const clock = scaledClock(orders.scale);
  const { factor } = orders.scale;
  const owner = randomBytes(6).toString('hex');
  const log = lineLog({ owner });
  const stores = await openStores(orders.databaseUrl, { clock, log });
  const adapter = createDiscordAdapter({
    token: new Secret(orders.token),
    apiUrl: orders.apiUrl,
    clock: systemClock,
    log,
    store: stores.keyed('discord'),
    leases: stores.leases,
    owner,
    registration: { kind: 'global' },
  });
  const settings = Object.fromEntries(
    Object.entries(orders.settings).map(([name, value]) => [
      name,
      name.endsWith('Ms') ? value * factor : value,
    ]),
  );
  const shelf = new PaperShelf(stores.archive);
  const ranking = new RankingDesk({ ...stores, store: stores.keyed('ranking'), model: PLAIN_MODEL });
  const dispatcher = createDispatcher(
    {
      ...stores,
      clock,
      log,
      owner,
      platforms: [scaledPlatform(adapter, factor, orders.settleMs)],
      plan: createPlanner({ ...stores, log, shelf, ranking, sources: [], catalogue: CATALOGUE }),
      newId: () => randomBytes(10).toString('hex'),
    },
    settings,
  );
  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  const connecting = adapter.connect(SILENT_DESK, SILENT_EVENTS).catch((error: unknown) => {
    log.warn('not-connected', { reason: String(error) });
  });
  dispatcher.start();
  const papers = chaosPapers(orders.world);
  let listed = 0;
  while (!ending.signal.aborted) {
    try {
      const news = papers.slice(listed).filter(({ listedAt }) => listedAt <= clock.now());
      if (await stores.leases.hold('listing', owner, clock.now(), 500 * factor)) {
        await stores.archive.add(
          news.map(({ paper }) => ({ paper })),
          clock.now(),
        );
        listed += news.length;
      }
      await dispatcher.tick(ending.signal);
    } catch (error) {
      log.error('tick-failed', { reason: String(error) });
    }
    await clock.sleep(orders.tickMs * factor, ending.signal).catch(() => undefined);
  }
  await dispatcher.stop();
  await connecting;
  await adapter.disconnect();
  await stores.close();
}

const SILENT_DESK: CommandDesk = {
  specs: [],
  run: async () => ({
    kind: 'failed',
    message: 'no commands here',
    document: { summary: 'No commands here', blocks: [] },
  }),
  complete: async () => [],
};
const SILENT_EVENTS = {
  gone: async () => undefined,
  back: async () => undefined,
  connection: () => undefined,
};

await run(JSON.parse(process.argv[2] ?? '{}') as DiscordBotOrders);
