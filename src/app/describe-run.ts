import type { Config } from '../config-schema.ts';
import { describeMoment } from '../core/subscriptions/describe-schedule.ts';
import { isActive, nextDueMoment } from '../core/subscriptions/subscription-moments.ts';
import type { InstantMs } from '../core/time.ts';
import type { Stores } from './open-stores.ts';

/** What a running bot does, a line each. */
export interface RunDescription {
  readonly platforms: string;
  readonly subscriptions: string;
  readonly sources: string;
}

/** `platforms` are the names of those that run. */
export async function describeRun(
  platforms: readonly string[],
  { sources }: Config,
  stores: Stores,
  now: InstantMs,
): Promise<RunDescription> {
  const newest = await stores.archive.newestDay();
  return {
    platforms: platforms.join(', '),
    subscriptions: await describeSubscriptions(platforms, stores, now),
    sources: `${sources.names.join(', ')}${newest === undefined ? ', no paper yet' : `, newest paper listed ${newest}`}`,
  };
}

async function describeSubscriptions(
  platforms: readonly string[],
  { subscriptions }: Stores,
  now: InstantMs,
): Promise<string> {
  const all = (await Promise.all(platforms.map(name => subscriptions.ofPlatform(name)))).flat();
  const active = all.filter(each => isActive(each, now));
  if (all.length === 0) return 'none yet: /papers subscribe topic:agents at:09:00 in a channel';
  const paused = all.length > active.length ? `, ${all.length - active.length} paused` : '';
  const [next] = active
    .map(({ schedule, recap }) => ({ at: nextDueMoment({ schedule, recap }, now), tz: schedule.tz }))
    .sort((a, b) => a.at - b.at);
  return `${active.length} active${paused}${next ? `, next edition ${describeMoment(next.at, next.tz)}` : ''}`;
}
