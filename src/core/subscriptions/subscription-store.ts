import type { ChannelAddress } from '../platform.ts';
import type { InstantMs } from '../time.ts';
import type { PauseReason, Subscription } from './subscription.ts';

/**
 * Remembers subscriptions. Nothing here deletes except {@link remove}, which only a person's command calls.
 * Rejects with Fault `storage` or `unreachable`.
 */
export interface SubscriptionStore {
  /** Inserts or replaces by id. `nextDueAt` is when the scheduler must look at it next. */
  put(subscription: Subscription, nextDueAt: InstantMs): Promise<void>;
  get(id: string): Promise<Subscription | undefined>;
  ofChannel(channel: ChannelAddress): Promise<Subscription[]>;
  /** All of a platform, or of one workspace of it, ordered by id. */
  ofPlatform(platform: string, workspace?: string): Promise<Subscription[]>;
  remove(id: string): Promise<boolean>;
  /** Active ones (or whose pause is over) whose next due moment is not after `now`, earliest first. */
  due(
    now: InstantMs,
    limit: number,
  ): Promise<{ readonly subscription: Subscription; readonly dueAt: InstantMs }[]>;
  /** Moves the next due moment on, unless another process already did. */
  advance(id: string, from: InstantMs, to: InstantMs): Promise<boolean>;
  /** Pauses every active subscription of the channel, or of the whole workspace; returns those it paused. */
  pause(
    where: { readonly platform: string; readonly workspace: string; readonly channel?: string },
    pause: {
      readonly reason: PauseReason;
      readonly detail?: string;
      readonly since: InstantMs;
      readonly until?: InstantMs;
    },
  ): Promise<Subscription[]>;
  /** Makes active again those paused for one of `reasons`; returns them. */
  resume(
    where: { readonly platform: string; readonly workspace: string; readonly channel?: string },
    reasons: readonly PauseReason[],
    at: InstantMs,
  ): Promise<Subscription[]>;
  nextDue(id: string): Promise<InstantMs | undefined>;
  /** The earliest next due moment on a platform: what a presence line shows. */
  earliestDue(platform: string): Promise<InstantMs | undefined>;
}
