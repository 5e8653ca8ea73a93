import type { ChannelAddress } from '../../src/core/platform.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';

export const channelOf = (channel: string): ChannelAddress => ({
  platform: 'scripted',
  workspace: 'w1',
  channel,
});

/** A subscription to everything at 09:00 UTC on every day; `facts` say what matters to the test. */
export function inventedSubscription(facts: Partial<Subscription> & { readonly id: string }): Subscription {
  return {
    channel: channelOf(`c-${facts.id}`),
    origin: 'chat',
    topics: [],
    exclusions: [],
    schedule: { kind: 'weekly', atMinute: 540, days: [1, 2, 3, 4, 5, 6, 7], tz: 'UTC' },
    limit: 8,
    minVotes: 0,
    style: 'full',
    whenEmpty: 'silent',
    recap: 'off',
    owner: `owner-${facts.id}`,
    state: { kind: 'active' },
    createdAt: 0,
    updatedAt: 0,
    ...facts,
  };
}
