import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Services } from '../commands/services.ts';
import type { Config } from '../config-schema.ts';
import { createDigestDesk } from '../core/delivery/digest-desk.ts';
import type { DraftPorts } from '../core/delivery/draft-edition.ts';
import { PaperShelf } from '../core/delivery/paper-shelf.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
import type { SubscriptionDefaults } from '../core/subscriptions/change-subscription.ts';
import { scheduleOfCron } from '../core/subscriptions/schedule-of-cron.ts';
import { createTrendsDesk } from '../core/trends/trends-desk.ts';
import { createTrendsChart } from './create-trends-chart.ts';
import { loadTopicCatalogue } from './load-topic-catalogue.ts';
import { openRanking } from './open-ranking.ts';
import { openSearch } from './open-search.ts';
import { type AppEnvironment, openStores, type Stores } from './open-stores.ts';

/** What commands and delivery work with, over one database. */
export interface OpenServices {
  readonly stores: Stores;
  readonly services: Services;
  readonly draft: DraftPorts;
  readonly close: () => Promise<void>;
}

/** Opens the database and puts everything on it that answers commands. Rejects as {@link openStores} does. */
export async function openServices(config: Config, environment: AppEnvironment): Promise<OpenServices> {
  const { clock, log } = environment;
  const stores = await openStores(config.database.url, environment);
  const catalogue = loadTopicCatalogue();
  const today = (): string => currentDay(HUGGINGFACE_CALENDAR, clock.now());
  const draft: DraftPorts = {
    ...stores,
    shelf: new PaperShelf(stores.archive),
    sources: config.sources.names,
    catalogue,
    log,
    ranking: openRanking(stores),
  };
  const search = openSearch(stores, config.database.url, environment, today);
  const services: Services = {
    ...stores,
    clock,
    log,
    catalogue,
    today,
    subscriptionDefaults: subscriptionDefaults(config),
    digests: createDigestDesk({ ...stores, ...draft, clock, today }),
    search,
    trendsDesk: createTrendsDesk({ ...stores, search, today, pause: () => othersTurn() }),
    drawTrends: createTrendsChart(log, 'png'),
  };
  const close = async (): Promise<void> => {
    await search.close();
    await stores.close();
  };
  return { stores, services, draft, close };
}

/** What a new subscription starts from. */
export function subscriptionDefaults({ digest, schedule }: Config): SubscriptionDefaults {
  return { ...digest, schedule: scheduleOfCron(schedule.digestCron, schedule.tz) };
}
