import { statfsSync } from 'node:fs';
import { checkDatabase, type DatabaseCheck } from '../../adapters/database/check.ts';
import { checkSources } from '../../adapters/feeds/check.ts';
import { checkPort } from '../../adapters/web/check.ts';
import { readConfig } from '../../config.ts';
import type { Config } from '../../config-schema.ts';
import { Fault, UsageError } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import { openStores, type Stores } from '../open-stores.ts';
import { checkArchive } from './archive-check.ts';
import { checkClock } from './clock-check.ts';
import { checkConfiguration } from './configuration-check.ts';
import type { Examination, Findable } from './examination.ts';
import { checkNode } from './node-check.ts';
import { checkDiscordPlatform, checkSlackPlatform } from './platforms-check.ts';
import { checkSchedules } from './schedules-check.ts';

/** Those that need the configuration, in the order in which they are told of. */
const CHECKS: readonly {
  readonly area: string;
  readonly look: (findable: Findable) => Promise<Finding[]> | Finding[];
}[] = [
  { area: 'Sources', look: checkArchive },
  { area: 'Clock', look: checkClock },
  { area: 'HTTP', look: ({ config }) => checkPort({ port: config.http.port, host: config.http.host }) },
  { area: 'Discord', look: checkDiscordPlatform },
  { area: 'Slack', look: checkSlackPlatform },
  { area: 'Schedules', look: checkSchedules },
];

/**
 * Looks at everything Broadsheet needs and tells of each thing as it is known. Changes nothing: it may run beside a
 * running bot. Whatever can be looked at in a broken configuration is.
 */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  yield checkNode(examination.nodeVersion);
  const reading = readConfig(examination.environment);
  yield* checkConfiguration(reading, examination);
  const { config } = reading;
  if (!config) return;
  const database = await checkDatabase(config.database.url, examination);
  yield* database.findings;
  const stores = await openForReading(database, config, examination);
  try {
    const subscriptions = stores ? await allSubscriptions(stores) : [];
    const sources = await checkSources(config.sources, examination);
    yield* sources.findings;
    const findable: Findable = { ...examination, config, stores, subscriptions, heard: sources.heard };
    const pending = CHECKS.map(({ area, look }) => guarded(area, async () => look(findable)));
    for (const findings of await Promise.all(pending)) yield* findings;
  } finally {
    await stores?.close();
  }
}

/** Bytes free for this process on the file system of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** A database of another schema would be migrated by opening it. */
async function openForReading(
  { current }: DatabaseCheck,
  config: Config,
  examination: Examination,
): Promise<Stores | undefined> {
  return current ? openStores(config.database.url, examination) : undefined;
}

async function allSubscriptions({ subscriptions }: Stores) {
  const platforms = await Promise.all(
    ['discord', 'slack', 'terminal'].map(name => subscriptions.ofPlatform(name)),
  );
  return platforms.flat();
}

/** What the world does to one check is that check's finding, and no other's. */
async function guarded(area: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Fault || error instanceof UsageError)) throw error;
    return [findingsOn(area).fail('look', error.message, 'mend this, then run broadsheet doctor again')];
  }
}
