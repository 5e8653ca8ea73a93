import type { HeardTime } from '../../adapters/feeds/check.ts';
import type { Environment } from '../../config.ts';
import type { Config } from '../../config-schema.ts';
import type { Subscription } from '../../core/subscriptions/subscription.ts';
import type { AppEnvironment, Stores } from '../open-stores.ts';

/** What doctor looks with: nothing global, and nothing of it changes what is looked at. */
export interface Examination extends AppEnvironment {
  /** Of Broadsheet. */
  readonly version: string;
  /** As `process.versions.node`. */
  readonly nodeVersion: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Bytes that may still be written where this folder is. */
  readonly freeBytes: (folder: string) => number;
}

/** What the first checks found for those that follow. */
export interface Findable extends Examination {
  /** With defaults in the place of what is wrong. */
  readonly config: Config;
  /** Absent where the database can't be read as it is. */
  readonly stores: Stores | undefined;
  /** All there are, of every platform. */
  readonly subscriptions: readonly Subscription[];
  /** Clocks of other machines. */
  readonly heard: readonly HeardTime[];
}
