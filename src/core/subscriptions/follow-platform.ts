import type { Log } from '../log.ts';
import type { Clock, InstantMs } from '../time.ts';
import type { PauseReason } from './subscription.ts';
import { nextDueMoment } from './subscription-moments.ts';
import type { SubscriptionStore } from './subscription-store.ts';

/** Where something happened: a whole workspace, or one channel of it. */
export interface PlatformPlace {
  readonly platform: string;
  readonly workspace: string;
  readonly channel?: string;
}

export interface FollowPorts {
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
  readonly log: Log;
}

const WORKSPACE_BACK: readonly PauseReason[] = ['workspace-gone'];
const CHANNEL_BACK: readonly PauseReason[] = ['workspace-gone', 'channel-gone', 'no-permission'];

/** Pauses what can't be delivered any more; nothing is deleted. */
export async function pausePlace(place: PlatformPlace, detail: string, ports: FollowPorts): Promise<void> {
  const { subscriptions, clock, log } = ports;
  const reason = place.channel === undefined ? 'workspace-gone' : 'channel-gone';
  const paused = await subscriptions.pause(place, { reason, detail, since: clock.now() });
  if (paused.length > 0) log.warn('subscriptions-paused', { ...place, reason, detail, count: paused.length });
}

/**
 * Lets go on what paused because the place was gone, as it was set; what a person paused stays paused. A workspace that
 * is there says nothing of its channels: platforms tell of every workspace each time they connect.
 */
export async function resumePlace(place: PlatformPlace, ports: FollowPorts): Promise<void> {
  const { subscriptions, clock, log } = ports;
  const now: InstantMs = clock.now();
  const reasons = place.channel === undefined ? WORKSPACE_BACK : CHANNEL_BACK;
  const resumed = await subscriptions.resume(place, reasons, now);
  for (const subscription of resumed) await subscriptions.put(subscription, nextDueMoment(subscription, now));
  if (resumed.length > 0) log.info('subscriptions-resumed', { ...place, count: resumed.length });
}
