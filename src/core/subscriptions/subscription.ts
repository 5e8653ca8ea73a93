import type { ChannelAddress, DigestStyle } from '../platform.ts';
import type { InstantMs } from '../time.ts';

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When a digest goes out, in wall-clock terms of `tz`. */
export type Schedule =
  | {
      readonly kind: 'weekly';
      /** Minutes after local midnight, 0–1439. */
      readonly atMinute: number;
      /** At least one, ascending. */
      readonly days: readonly Weekday[];
      readonly tz: string;
    }
  /** Cron's five fields. */
  | { readonly kind: 'cron'; readonly expression: string; readonly tz: string };

/** Why nothing is sent. `asked` was a person; the others are what a platform said. */
export type PauseReason = 'asked' | 'channel-gone' | 'workspace-gone' | 'no-permission';

export type SubscriptionState =
  | { readonly kind: 'active' }
  | {
      readonly kind: 'paused';
      readonly reason: PauseReason;
      readonly detail?: string;
      readonly since: InstantMs;
      /** Goes on by itself from here; absent means until resumed. */
      readonly until?: InstantMs;
    };

/**
 * What a channel wants and when. A channel has at most one that people typed and any number that the configuration
 * declares; those due at the same moment are one merged digest.
 */
export interface Subscription {
  /** Stable; for a declared one derived from its address and name. */
  readonly id: string;
  readonly channel: ChannelAddress;
  /** Declared ones are shown in chat and can't be changed there. */
  readonly origin: 'chat' | 'configuration';
  /** Queries, any of which wants a paper; empty wants everything. */
  readonly topics: readonly string[];
  /** Queries that no paper of the digest may match. */
  readonly exclusions: readonly string[];
  readonly schedule: Schedule;
  /** At most this many papers. */
  readonly limit: number;
  readonly minVotes: number;
  readonly style: DigestStyle;
  /** What to do when nothing is worth posting. */
  readonly whenEmpty: 'silent' | 'say';
  readonly recap: 'off' | 'week' | 'month';
  /** The person to tell when it pauses: the platform's id. */
  readonly owner?: string;
  readonly state: SubscriptionState;
  readonly createdAt: InstantMs;
  readonly updatedAt: InstantMs;
}
