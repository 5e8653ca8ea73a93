import type { Document } from '../document/document.ts';
import type { ChannelAddress, Platform, PostOutcome } from '../platform.ts';
import type { PauseReason, Subscription } from '../subscriptions/subscription.ts';
import { isActive } from '../subscriptions/subscription-moments.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { SendingPorts } from './send-parts.ts';
import { withDeadline } from './with-deadline.ts';

type Gone = Extract<PostOutcome, { kind: 'gone' }>;

type PausingPorts = Pick<SendingPorts, 'clock' | 'log' | 'settings' | 'aborting'> & {
  readonly platform: Pick<Platform, 'tell'>;
  readonly subscriptions: SubscriptionStore;
};

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
 * tells their owners, as well as the platform lets us. Nothing is deleted. The owner of a channel hears of it before
 * the pause, so that a process which dies in between tells twice rather than never; those of a lost workspace, which
 * are many and can hardly be reached, after it.
 */
export async function pauseGone(channel: ChannelAddress, gone: Gone, ports: PausingPorts): Promise<void> {
  const { clock, log, subscriptions } = ports;
  const { platform, workspace } = channel;
  const wide = gone.what === 'workspace';
  if (!wide) {
    const active = (await subscriptions.ofChannel(channel)).filter(entry => isActive(entry, clock.now()));
    await tellOwners(active, gone, ports);
  }
  const paused = await subscriptions.pause(wide ? { platform, workspace } : channel, {
    reason: PAUSE_REASONS[gone.what],
    detail: gone.reason,
    since: clock.now(),
  });
  if (paused.length > 0)
    log.warn('subscriptions-paused', {
      platform,
      workspace,
      channel: channel.channel,
      what: gone.what,
      reason: gone.reason,
      count: paused.length,
    });
  if (wide) await tellOwners(paused, gone, ports);
}

async function tellOwners(
  subscriptions: readonly Subscription[],
  gone: Gone,
  { aborting, clock, log, platform, settings }: PausingPorts,
): Promise<void> {
  for (const [id, { channel }] of ownersOf(subscriptions)) {
    const person = { platform: channel.platform, workspace: channel.workspace, id };
    const told = await withDeadline(clock, settings.answerMs, aborting, () =>
      platform.tell(person, pauseNotice(gone, channel)),
    ).catch(() => false);
    log.info('owner-told', { ...channel, told: told ?? false });
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
