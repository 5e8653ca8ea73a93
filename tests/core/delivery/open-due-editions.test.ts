import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDueEditions } from '../../../src/core/delivery/open-due-editions.ts';
import type { Subscription } from '../../../src/core/subscriptions/subscription.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { channelOf, inventedSubscription } from '../../fakes/subscriptions.ts';

let delivery: OpenDelivery;
const never = new AbortController().signal;
const open = (owner = 'p1') => openDueEditions({ ...delivery, owner, leaseMs: 30_000 }, never);

beforeEach(async () => {
  // A Wednesday.
  delivery = await openDelivery('2026-01-07T08:00:00Z');
});
afterEach(() => delivery.close());

/** `kind day hour subscriptions` of every edition of a channel, oldest first. */
async function editions(channel: string): Promise<string[]> {
  const history = await delivery.ledger.history(channelOf(channel), 100);
  return history
    .map(({ kind, dueAt, subscriptionIds }) => {
      const at = new Date(dueAt).toISOString().slice(8, 13);
      return `${kind} ${at} ${[...subscriptionIds].sort().join('+')}`;
    })
    .reverse();
}

const at = (id: string, channel: string, hour: number, facts: Partial<Subscription> = {}): Subscription =>
  inventedSubscription({
    id,
    channel: channelOf(channel),
    schedule: { kind: 'weekly', atMinute: hour * 60, days: [1, 2, 3, 4, 5, 6, 7], tz: 'UTC' },
    ...facts,
  });

describe('opening the editions that are due', () => {
  it('opens an edition at its moment, once', async () => {
    await delivery.subscribe(at('a', 'one', 9));
    expect(await open()).toBe(0);
    await delivery.clock.advanceTo('2026-01-07T09:00:00Z');
    expect(await open()).toBe(1);
    expect(await open()).toBe(0);
    expect(await editions('one')).toEqual(['digest 07T09 a']);
    expect(await delivery.subscriptions.nextDue('a')).toBe(Date.parse('2026-01-08T09:00:00Z'));
  });

  it('merges the subscriptions of one channel that are due at the same moment', async () => {
    await delivery.subscribe(at('a', 'one', 9), at('b', 'one', 9), at('c', 'one', 10), at('d', 'two', 9));
    await delivery.clock.advanceTo('2026-01-07T09:30:00Z');
    await open();
    await delivery.clock.advanceTo('2026-01-07T10:30:00Z');
    await open();
    expect(await editions('one')).toEqual(['digest 07T09 a+b', 'digest 07T10 c']);
    expect(await editions('two')).toEqual(['digest 07T09 d']);
  });

  it('opens a recap beside the digest where their moments meet', async () => {
    await delivery.subscribe(at('a', 'one', 9, { recap: 'week' }));
    await delivery.clock.advanceTo('2026-01-12T09:00:00Z');
    await open();
    expect((await editions('one')).slice(-2).sort()).toEqual(['digest 12T09 a', 'week-recap 12T09 a']);
  });

  it('opens every moment that was missed, in order over the channel', async () => {
    await delivery.subscribe(at('a', 'one', 9), at('b', 'one', 10));
    await delivery.clock.advanceTo('2026-01-09T09:30:00Z');
    expect(await open()).toBe(5);
    expect(await editions('one')).toEqual([
      'digest 07T09 a',
      'digest 07T10 b',
      'digest 08T09 a',
      'digest 08T10 b',
      'digest 09T09 a',
    ]);
  });

  it('opens only the last fifty moments after a very long silence', async () => {
    await delivery.subscribe(
      inventedSubscription({
        id: 'a',
        channel: channelOf('one'),
        schedule: { kind: 'cron', expression: '*/5 * * * *', tz: 'UTC' },
      }),
    );
    await delivery.clock.advanceTo('2026-01-09T09:01:00Z');
    expect(await open()).toBe(50);
    expect((await editions('one')).at(-1)).toBe('digest 09T09 a');
  });

  it('owes nothing for the time of a pause', async () => {
    const until = Date.parse('2026-01-09T08:00:00Z');
    await delivery.subscribe(at('a', 'one', 9), at('b', 'two', 9));
    await delivery.subscriptions.pause(channelOf('one'), {
      reason: 'asked',
      since: delivery.clock.now(),
      until,
    });
    await delivery.subscriptions.pause(channelOf('two'), { reason: 'asked', since: delivery.clock.now() });
    await delivery.clock.advanceTo('2026-01-08T12:00:00Z');
    expect(await open()).toBe(0);
    await delivery.subscriptions.resume(channelOf('two'), ['asked'], delivery.clock.now());
    await delivery.clock.advanceTo('2026-01-09T09:00:00Z');
    expect(await open()).toBe(2);
    expect(await editions('one')).toEqual(['digest 09T09 a']);
    expect(await editions('two')).toEqual(['digest 09T09 b']);
  });

  it('leaves a paused subscription out of the digest of its channel', async () => {
    await delivery.subscribe(
      at('a', 'one', 9),
      at('b', 'one', 9, { state: { kind: 'paused', reason: 'asked', since: 0 } }),
    );
    await delivery.clock.advanceTo('2026-01-07T09:00:00Z');
    await open();
    expect(await editions('one')).toEqual(['digest 07T09 a']);
  });

  it('looks past a schedule that can no longer be read, says so, and tries again in an hour', async () => {
    await delivery.subscriptions.put(
      inventedSubscription({ id: 'broken', schedule: { kind: 'cron', expression: 'nonsense', tz: 'UTC' } }),
      delivery.clock.now(),
    );
    await delivery.subscribe(at('a', 'one', 9));
    await delivery.clock.advanceTo('2026-01-07T09:00:00Z');
    expect(await open()).toBe(1);
    expect(delivery.log.events.map(({ event }) => event)).toContain('schedule-unreadable');
    expect(await delivery.subscriptions.nextDue('broken')).toBe(Date.parse('2026-01-07T10:00:00Z'));
  });

  it('is done by one process at a time, and by another when that one is gone', async () => {
    await delivery.subscribe(at('a', 'one', 9));
    await delivery.clock.advanceTo('2026-01-07T09:00:00Z');
    await delivery.leases.hold('open-due-editions', 'killed', delivery.clock.now(), 30_000);
    expect(await open()).toBeUndefined();
    await delivery.clock.advance(30_000);
    expect(await open()).toBe(1);
  });

  it('goes on where a killed process stopped between opening and moving on', async () => {
    const [a, b] = [at('a', 'one', 9), at('b', 'one', 9)];
    await delivery.subscribe(a, b);
    await delivery.clock.advanceTo('2026-01-07T09:00:00Z');
    await delivery.ledger.open({
      channel: a.channel,
      kind: 'digest',
      dueAt: delivery.clock.now(),
      id: 'killed',
      subscriptionIds: ['a', 'b'],
    });
    await delivery.subscriptions.advance('a', delivery.clock.now(), Date.parse('2026-01-08T09:00:00Z'));
    expect(await open()).toBe(0);
    expect(await editions('one')).toEqual(['digest 07T09 a+b']);
    expect(await delivery.subscriptions.nextDue('b')).toBe(Date.parse('2026-01-08T09:00:00Z'));
  });
});
