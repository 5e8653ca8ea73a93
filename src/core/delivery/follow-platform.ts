import type { Log } from '../log.ts';
import type { Platform } from '../platform.ts';
import type { PauseReason } from '../subscriptions/subscription.ts';
import { nextDueMoment } from '../subscriptions/subscription-moments.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { Clock, InstantMs } from '../time.ts';
import { DELIVERY_DEFAULTS } from './delivery-settings.ts';
import { pauseGone } from './pause-gone.ts';

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

/** Pauses what a platform tells can't be delivered any more, and tells who subscribed; nothing is deleted. */
export async function pausePlace(
  { platform, workspace, channel }: PlatformPlace,
  detail: string,
  ports: FollowPorts & { readonly teller: Pick<Platform, 'tell'>; readonly aborting: AbortSignal },
): Promise<void> {
  const { aborting, clock, log, subscriptions, teller } = ports;
  await pauseGone(
    { platform, workspace, channel: channel ?? '' },
    { kind: 'gone', what: channel === undefined ? 'workspace' : 'channel', reason: detail },
    { aborting, clock, log, platform: teller, settings: DELIVERY_DEFAULTS, subscriptions },
  );
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
