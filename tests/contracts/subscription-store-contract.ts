import { expect, it } from 'vitest';
import type { Subscription, SubscriptionState } from '../../src/core/subscriptions/subscription.ts';
import type { SubscriptionStore } from '../../src/core/subscriptions/subscription-store.ts';

const NOW = Date.parse('2026-01-07T09:00:00Z');
const HOUR = 3_600_000;
const PLACE = { platform: 'terminal', workspace: 'home' };

const subscription = (id: string, facts: Partial<Subscription> & { in?: string } = {}): Subscription => {
  const { in: channel = 'general', ...rest } = facts;
  return {
    id,
    channel: { ...PLACE, channel },
    origin: 'chat',
    topics: ['speculative decoding', 'topic:agents'],
    exclusions: ['survey'],
    schedule: { kind: 'weekly', atMinute: 540, days: [1, 2, 3, 4, 5], tz: 'Europe/Berlin' },
    limit: 8,
    minVotes: 0,
    style: 'compact',
    whenEmpty: 'silent',
    recap: 'off',
    owner: 'ada',
    state: { kind: 'active' },
    createdAt: NOW,
    updatedAt: NOW,
    ...rest,
  };
};

const ids = (subscriptions: readonly Subscription[]): string[] => subscriptions.map(({ id }) => id);

/** What every store of subscriptions does. `another` is as a second process has it. */
export function subscriptionStoreContract(
  store: () => SubscriptionStore,
  another: () => Promise<SubscriptionStore>,
): void {
  const dueIds = async (now: number, limit = 10) =>
    (await store().due(now, limit)).map(due => due.subscription.id);
  const stateOf = async (id: string) => (await store().get(id))?.state;

  it('gives back what was put, and what replaced it', async () => {
    const first = subscription('s1');
    await store().put(first, NOW);
    expect(await store().get('s1')).toEqual(first);
    const second = subscription('s1', {
      in: 'random',
      schedule: { kind: 'cron', expression: '0 9 * * 1-5', tz: 'UTC' },
      state: { kind: 'paused', reason: 'asked', since: NOW },
    });
    await store().put(second, NOW + HOUR);
    expect(await store().get('s1')).toEqual(second);
    expect(await store().nextDue('s1')).toBe(NOW + HOUR);
    expect(await store().ofChannel(first.channel)).toEqual([]);
  });

  it('knows nothing of what was never put', async () => {
    expect(await store().get('s1')).toBeUndefined();
    expect(await store().nextDue('s1')).toBeUndefined();
    expect(await store().remove('s1')).toBe(false);
    expect(await store().advance('s1', NOW, NOW + 1)).toBe(false);
    expect(await store().earliestDue('terminal')).toBeUndefined();
  });

  it('finds those of a channel, a workspace and a platform', async () => {
    await store().put(subscription('s3'), NOW);
    await store().put(subscription('s1'), NOW);
    await store().put(subscription('s2', { in: 'random' }), NOW);
    await store().put(
      subscription('s4', { channel: { ...PLACE, workspace: 'away', channel: 'general' } }),
      NOW,
    );
    await store().put(
      subscription('s5', { channel: { ...PLACE, platform: 'paper-boy', channel: 'general' } }),
      NOW,
    );
    expect(ids(await store().ofChannel({ ...PLACE, channel: 'general' }))).toEqual(['s1', 's3']);
    expect(ids(await store().ofPlatform('terminal', 'home'))).toEqual(['s1', 's2', 's3']);
    expect(ids(await store().ofPlatform('terminal'))).toEqual(['s1', 's2', 's3', 's4']);
  });

  it('removes one', async () => {
    await store().put(subscription('s1'), NOW);
    await store().put(subscription('s2'), NOW);
    expect(await store().remove('s1')).toBe(true);
    expect(ids(await store().ofPlatform('terminal'))).toEqual(['s2']);
  });

  it('gives those that are due, earliest first, up to the limit', async () => {
    await store().put(subscription('s1'), NOW);
    await store().put(subscription('s2'), NOW - HOUR);
    await store().put(subscription('s3'), NOW + 1);
    await store().put(subscription('s4'), NOW);
    expect(await store().due(NOW, 1)).toEqual([{ subscription: subscription('s2'), dueAt: NOW - HOUR }]);
    expect(await dueIds(NOW)).toEqual(['s2', 's1', 's4']);
  });

  it('leaves paused ones out until their pause is over', async () => {
    const paused = (until?: number): SubscriptionState => ({
      kind: 'paused',
      reason: 'asked',
      since: NOW,
      ...(until === undefined ? {} : { until }),
    });
    await store().put(subscription('s1', { state: paused() }), NOW);
    await store().put(subscription('s2', { state: paused(NOW + HOUR) }), NOW);
    expect(await dueIds(NOW)).toEqual([]);
    expect(await dueIds(NOW + HOUR)).toEqual(['s2']);
  });

  it('moves a due moment on once, whoever asks', async () => {
    await store().put(subscription('s1'), NOW);
    const others = [store(), await another(), await another()];
    const moved = await Promise.all(others.map(of => of.advance('s1', NOW, NOW + HOUR)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await store().nextDue('s1')).toBe(NOW + HOUR);
    expect(await store().advance('s1', NOW, NOW + 2 * HOUR)).toBe(false);
    expect(await dueIds(NOW)).toEqual([]);
  });

  it('pauses the active ones of a channel and tells which', async () => {
    await store().put(subscription('s1'), NOW);
    await store().put(subscription('s2', { in: 'random' }), NOW);
    const asked: SubscriptionState = { kind: 'paused', reason: 'asked', since: NOW - HOUR };
    await store().put(subscription('s3', { state: asked }), NOW);
    const pause = { reason: 'channel-gone', detail: 'it was deleted', since: NOW + 1 } as const;
    const paused = await store().pause({ ...PLACE, channel: 'general' }, pause);
    expect(paused).toEqual([subscription('s1', { state: { kind: 'paused', ...pause }, updatedAt: NOW + 1 })]);
    expect(await store().get('s1')).toEqual(paused[0]);
    expect(await stateOf('s2')).toEqual({ kind: 'active' });
    expect(await stateOf('s3')).toEqual(asked);
    expect(await store().pause({ ...PLACE, channel: 'general' }, pause)).toEqual([]);
  });

  it('pauses a whole workspace, and with it what a pause no longer holds', async () => {
    await store().put(subscription('s1'), NOW);
    await store().put(subscription('s2', { in: 'random' }), NOW);
    const over: SubscriptionState = { kind: 'paused', reason: 'asked', since: NOW - HOUR, until: NOW - 1 };
    await store().put(subscription('s3', { in: 'random', state: over }), NOW);
    await store().put(
      subscription('s4', { channel: { ...PLACE, workspace: 'away', channel: 'general' } }),
      NOW,
    );
    expect(ids(await store().pause(PLACE, { reason: 'workspace-gone', since: NOW }))).toEqual([
      's1',
      's2',
      's3',
    ]);
    expect(await dueIds(NOW + HOUR)).toEqual(['s4']);
  });

  it('resumes those paused for one of the reasons', async () => {
    const paused = (reason: 'asked' | 'channel-gone' | 'no-permission'): SubscriptionState => ({
      kind: 'paused',
      reason,
      since: NOW,
    });
    await store().put(subscription('s1', { state: paused('channel-gone') }), NOW);
    await store().put(subscription('s2', { state: paused('no-permission') }), NOW);
    await store().put(subscription('s3', { state: paused('asked') }), NOW);
    await store().put(subscription('s4', { in: 'random', state: paused('channel-gone') }), NOW);
    const where = { ...PLACE, channel: 'general' };
    const resumed = await store().resume(where, ['channel-gone', 'no-permission'], NOW + 5);
    expect(resumed).toEqual([
      subscription('s1', { updatedAt: NOW + 5 }),
      subscription('s2', { updatedAt: NOW + 5 }),
    ]);
    expect(await dueIds(NOW)).toEqual(['s1', 's2']);
    expect(ids(await store().resume(PLACE, ['channel-gone'], NOW + 6))).toEqual(['s4']);
  });

  it('knows the earliest due moment on a platform', async () => {
    await store().put(subscription('s1'), NOW + HOUR);
    const until = NOW + 3 * HOUR;
    await store().put(
      subscription('s2', { state: { kind: 'paused', reason: 'asked', since: NOW, until } }),
      NOW,
    );
    await store().put(subscription('s3', { state: { kind: 'paused', reason: 'asked', since: NOW } }), NOW);
    expect(await store().earliestDue('terminal')).toBe(NOW + HOUR);
    await store().remove('s1');
    expect(await store().earliestDue('terminal')).toBe(until);
    expect(await store().earliestDue('paper-boy')).toBeUndefined();
  });
}
