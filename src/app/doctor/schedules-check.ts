import { type Finding, findingsOn } from '../../core/finding.ts';
import { describeMoment } from '../../core/subscriptions/describe-schedule.ts';
import type { Subscription } from '../../core/subscriptions/subscription.ts';
import { isActive, nextDueMoment } from '../../core/subscriptions/subscription-moments.ts';
import type { InstantMs } from '../../core/time.ts';
import type { Findable } from './examination.ts';

const find = findingsOn('Schedules');
const SHOWN = 5;

/** The editions that come next, each in its channel's own time. */
export function checkSchedules({ subscriptions, stores, clock }: Findable): Finding[] {
  if (!stores) return [];
  const now = clock.now();
  const active = subscriptions.filter(each => isActive(each, now));
  const paused = subscriptions.length - active.length;
  if (subscriptions.length === 0) {
    const fix = 'in a channel: /papers subscribe topic:agents at:09:00';
    return [find.warn('subscriptions', 'no channel is subscribed', fix)];
  }
  const count = `${active.length} active${paused > 0 ? `, ${paused} paused` : ''}`;
  const next = nextEditions(active, now).map(({ subscription, at }, index) =>
    find.ok(index === 0 ? 'next edition' : 'then', describeEdition(subscription, at)),
  );
  return [find.ok('subscriptions', count), ...next];
}

/** The first five moments of all, earliest first. */
function nextEditions(
  subscriptions: readonly Subscription[],
  now: InstantMs,
): { readonly subscription: Subscription; readonly at: InstantMs }[] {
  const next = subscriptions.map(subscription => ({ subscription, at: nextDueMoment(subscription, now) }));
  next.sort((a, b) => a.at - b.at);
  const nearest = next.slice(0, SHOWN);
  // The five nearest come from at most five subscriptions, each with the next of its own.
  const moments = nearest.flatMap(({ subscription, at }) => {
    const own = [at];
    while (own.length < SHOWN) own.push(nextDueMoment(subscription, own.at(-1) ?? now));
    return own.map(moment => ({ subscription, at: moment }));
  });
  return moments.sort((a, b) => a.at - b.at).slice(0, SHOWN);
}

export function describeEdition({ channel, schedule, topics }: Subscription, at: InstantMs): string {
  const what = topics.length > 0 ? topics.join(', ') : 'everything';
  return `${describeMoment(at, schedule.tz)} · ${channel.platform} ${channel.channel} · ${what}`;
}
