import { randomBytes } from 'node:crypto';
import { openKeyv } from '../../src/adapters/database/keyv-store.ts';
import { SqlLeaseStore } from '../../src/adapters/database/lease-store.ts';
import { SqlLedger } from '../../src/adapters/database/ledger.ts';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../../src/adapters/database/paper-archive.ts';
import { SqlSourceRunLog } from '../../src/adapters/database/source-run-log.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { SqlVoteStore } from '../../src/adapters/database/vote-store.ts';
import type { DeliverySettings } from '../../src/core/delivery/delivery-settings.ts';
import { createDispatcher } from '../../src/core/delivery/dispatcher.ts';
import { PaperShelf } from '../../src/core/delivery/paper-shelf.ts';
import { createPlanner } from '../../src/core/delivery/plan-edition.ts';
import type { KeyedStore } from '../../src/core/keyed-store.ts';
import type { Log } from '../../src/core/log.ts';
import type { Platform } from '../../src/core/platform.ts';
import { PLAIN_MODEL } from '../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../src/core/ranking/ranking-desk.ts';
import type { Clock } from '../../src/core/time.ts';
import { recordingPlatform } from '../emulators/recording-platform.ts';
import { CATALOGUE, chaosPapers, type WorldSize } from './chaos-world.ts';
import { lineLog } from './line-log.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';
import { slackPlatform } from './slack-platform.ts';

/** What a process of the bot is told on its command line, as JSON. Times in `settings` are the machine's. */
export interface BotOrders {
  readonly databaseUrl: string;
  readonly platformUrl: string;
  readonly world: WorldSize;
  readonly scale: Scale;
  readonly settings: Partial<DeliverySettings>;
  readonly postsPerSecond: number;
  readonly settleMs: number;
  readonly tickMs: number;
  /** Through the real Slack adapter, to a loopback Slack at `platformUrl`, instead of the platform that records. */
  readonly through?: 'slack';
  /** Blocks of a document in one message; a few when absent. */
  readonly blocksPerMessage?: number;
}

/** The platform of a run, told the run's time. */
async function choosePlatform(
  orders: BotOrders,
  clock: Clock,
  log: Log,
  store: KeyedStore,
): Promise<Platform> {
  const { factor } = orders.scale;
  if (orders.through === 'slack') return slackPlatform(orders, clock, log, store);
  return recordingPlatform(orders.platformUrl, {
    postsPerSecond: orders.postsPerSecond / factor,
    settleMs: orders.settleMs * factor,
    factor,
    ...(orders.blocksPerMessage === undefined ? {} : { blocksPerMessage: orders.blocksPerMessage }),
  });
}

/** A bot without a chat platform of its own: the real dispatcher, planner and database, and a day that takes seconds. */
async function run(orders: BotOrders): Promise<void> {
  const clock = scaledClock(orders.scale);
  const { factor } = orders.scale;
  const owner = randomBytes(6).toString('hex');
  const log = lineLog({ owner });
  const database = await openDatabase(orders.databaseUrl, { clock, log });
  const archive = new SqlPaperArchive(database);
  const ledger = new SqlLedger(database);
  const leases = new SqlLeaseStore(database);
  const papers = chaosPapers(orders.world);
  const settings = Object.fromEntries(
    Object.entries(orders.settings).map(([name, value]) => [
      name,
      name.endsWith('Ms') ? value * factor : value,
    ]),
  );
  const dispatcher = createDispatcher(
    {
      clock,
      log,
      owner,
      ledger,
      leases,
      subscriptions: new SqlSubscriptionStore(database),
      platforms: [await choosePlatform(orders, clock, log, openKeyv(database, 'slack', clock))],
      plan: createPlanner({
        ledger,
        log,
        shelf: new PaperShelf(archive),
        runs: new SqlSourceRunLog(database),
        sources: [],
        catalogue: CATALOGUE,
        ranking: new RankingDesk({
          archive,
          votes: new SqlVoteStore(database),
          store: openKeyv(database, 'ranking', clock),
          model: PLAIN_MODEL,
        }),
      }),
      newId: () => randomBytes(10).toString('hex'),
    },
    settings,
  );

  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  // Whoever started it is gone: nobody would ever stop it.
  process.stdin.once('close', () => process.exit()).resume();
  dispatcher.start();
  log.info('ready');
  let listed = 0;
  while (!ending.signal.aborted) {
    try {
      const news = papers.slice(listed).filter(({ listedAt }) => listedAt <= clock.now());
      if (await leases.hold('listing', owner, clock.now(), 500 * factor)) {
        await archive.add(
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
  await database.close();
  process.stdin.destroy();
}

await run(JSON.parse(process.argv[2] ?? '{}') as BotOrders);
