import { setImmediate as macrotask, setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../../src/adapters/logging/create-log.ts';
import { createApp } from '../../src/app/create-app.ts';
import { createPlatforms } from '../../src/app/create-platforms.ts';
import type { Stores } from '../../src/app/open-stores.ts';
import { loadConfig, secretsOf } from '../../src/config.ts';
import type { InstantMs } from '../../src/core/time.ts';
import { LeapingClock } from './leaping-clock.ts';
import { SteppedScheduler } from './stepped-scheduler.ts';

/** What the process is told on its command line, as JSON. */
export interface SoakOrders {
  readonly environment: Readonly<Record<string, string>>;
  readonly start: InstantMs;
  readonly pace: number;
}

/** What it is told while it runs. */
export type SoakOrder = { readonly kind: 'run'; readonly until: InstantMs } | { readonly kind: 'measure' };

/** What it answers, one for each order, and `started` once by itself. */
export type SoakAnswer =
  | { readonly kind: 'started' }
  | { readonly kind: 'ran'; readonly now: InstantMs }
  | {
      readonly kind: 'measured';
      readonly heapMb: number;
      readonly residentMb: number;
      readonly handles: Readonly<Record<string, number>>;
      readonly sleeping: number;
      readonly editions: Readonly<Record<string, number>>;
      readonly troubles: Readonly<Record<string, number>>;
    };

const MINUTE_MS = 60_000;
const MB = 1024 * 1024;
const collectGarbage = (globalThis as { gc?: () => void }).gc;

/** The whole bot, exactly as `start` puts it together, but for its clock and whoever calls its jobs. */
async function run({ environment, start, pace }: SoakOrders): Promise<void> {
  const config = loadConfig(environment);
  const clock = new LeapingClock(start, pace);
  const scheduler = new SteppedScheduler(() => clock.now());
  const troubles: Record<string, number> = {};
  const log = createLog({
    level: config.log.level,
    secrets: secretsOf(config),
    now: () => clock.now(),
    write: line => {
      const { level, event } = JSON.parse(line) as { readonly level: unknown; readonly event?: string };
      if (level !== 'info' && level !== 30) troubles[String(event)] = (troubles[String(event)] ?? 0) + 1;
      process.stderr.write(line);
    },
  });
  const appEnvironment = { clock, log };
  let stores: Stores | undefined;
  const app = await createApp(
    config,
    appEnvironment,
    async (open, owner) => {
      stores = open.stores;
      return { ...(await createPlatforms(config, appEnvironment, open.stores, owner)), others: [] };
    },
    scheduler,
  );
  await app.start();
  const opened = stores;
  if (!opened) throw new Error('the app opened no stores');
  const openEditions = async (): Promise<number> => {
    const { due, planned, waiting } = await opened.ledger.tally();
    return due + planned + waiting;
  };
  const answer = (message: SoakAnswer): void => void process.send?.(message);
  const runUntil = async (until: InstantMs): Promise<void> => {
    while (scheduler.nextAt() <= until) {
      clock.leapTo(scheduler.nextAt());
      await scheduler.runDue();
      const patience = clock.now() + 30 * MINUTE_MS;
      while ((await openEditions()) > 0 && clock.now() < patience) await sleep(10);
    }
    clock.leapTo(until);
    answer({ kind: 'ran', now: clock.now() });
  };
  const measure = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await macrotask();
    collectGarbage?.();
    const { heapUsed, rss } = process.memoryUsage();
    const handles: Record<string, number> = {};
    for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
    const editions = await opened.ledger.tally();
    const { sleeping } = clock;
    answer({
      kind: 'measured',
      heapMb: heapUsed / MB,
      residentMb: rss / MB,
      handles,
      sleeping,
      editions,
      troubles,
    });
  };
  process.on('message', (order: SoakOrder) => {
    void (order.kind === 'run' ? runUntil(order.until) : measure());
  });
  process.once('SIGTERM', () => {
    void app.stop().then(() => process.exit(0));
  });
  answer({ kind: 'started' });
}

await run(JSON.parse(process.argv[2] ?? '{}') as SoakOrders);
