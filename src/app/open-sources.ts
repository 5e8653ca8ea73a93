import { createSources, type Sources } from '../adapters/feeds/create-sources.ts';
import { packageVersion } from '../config.ts';
import type { Config } from '../config-schema.ts';
import type { AppEnvironment, Stores } from './open-stores.ts';

/** The configured sources over HTTP, their validators kept in the database. Throws UsageError for a name that is none. */
export function openSources({ sources }: Config, stores: Stores, { clock, log }: AppEnvironment): Sources {
  return createSources(sources, {
    clock,
    log,
    random: Math.random,
    version: packageVersion(),
    store: stores.keyed('http'),
  });
}
