import type { Document } from '../document/document.ts';
import type { Log } from '../log.ts';
import type { ChannelAddress, Platform, PostOutcome } from '../platform.ts';
import type { PauseReason, Subscription } from '../subscriptions/subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { Clock } from '../time.ts';

type Gone = Extract<PostOutcome, { kind: 'gone' }>;

const PAUSE_REASONS: Record<Gone['what'], PauseReason> = {
  channel: 'channel-gone',
  workspace: 'workspace-gone',
  permission: 'no-permission',
};

const EXPLANATIONS: Record<Gone['what'], (channel: string) => string> = {
  channel: channel =>
    `The digest for channel ${channel} is paused: the channel is gone, or I am no longer in it. Once I am back, “resume” there starts it again.`,
  workspace: () =>
    'All digests of this workspace are paused: I no longer have access to it. Once I am installed again, “resume” in a channel starts its digest again.',
  permission: channel =>
    `The digest for channel ${channel} is paused: I may not post there. Once I may, “resume” there starts it again.`,
};

/**
 * Pauses what a platform said can't be posted any more (every subscription of the channel, or of its workspace) and
 * tells each owner once, as well as the platform lets us. Nothing is deleted.
 */
export async function pauseGone(
  channel: ChannelAddress,
  gone: Gone,
  ports: {
    readonly clock: Clock;
    readonly log: Log;
    readonly subscriptions: SubscriptionStore;
    readonly platform: Platform;
  },
): Promise<void> {
  const { platform, workspace } = channel;
  const paused = await ports.subscriptions.pause(
    gone.what === 'workspace' ? { platform, workspace } : channel,
    { reason: PAUSE_REASONS[gone.what], detail: gone.reason, since: ports.clock.now() },
  );
  ports.log.warn('subscriptions-paused', {
    platform,
    workspace,
    channel: channel.channel,
    what: gone.what,
    reason: gone.reason,
    count: paused.length,
  });
  for (const [owner, subscription] of ownersOf(paused)) {
    const told = await ports.platform
      .tell({ platform, workspace, id: owner }, pauseNotice(gone, subscription.channel))
      .catch(() => false);
    ports.log.info('owner-told', { platform, workspace, channel: subscription.channel.channel, told });
  }
}

function ownersOf(paused: readonly Subscription[]): ReadonlyMap<string, Subscription> {
  const owners = new Map<string, Subscription>();
  for (const subscription of paused)
    if (subscription.owner !== undefined && !owners.has(subscription.owner))
      owners.set(subscription.owner, subscription);
  return owners;
}

function pauseNotice(gone: Gone, channel: ChannelAddress): Document {
  const explanation = EXPLANATIONS[gone.what](channel.channel);
  return {
    summary: explanation,
    blocks: [
      { kind: 'paragraph', line: [{ kind: 'text', text: explanation }] },
      { kind: 'note', line: [{ kind: 'text', text: `The platform's answer: ${gone.reason}` }] },
    ],
  };
}
