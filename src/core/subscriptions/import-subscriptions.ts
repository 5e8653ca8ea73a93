import type { InstantMs } from '../time.ts';
import type { Subscription } from './subscription.ts';
import { nextDueMoment } from './subscription-moments.ts';
import type { SubscriptionStore } from './subscription-store.ts';

/** What became of subscriptions that were brought in. */
export interface ImportedSubscriptions {
  readonly added: number;
  readonly unchanged: number;
  readonly replaced: number;
  /** There already, saying something else, and left as they are. */
  readonly kept: readonly Subscription[];
}

/**
 * Adds subscriptions to a store. One that is there and says something else is only overwritten with `replace`.
 * Moments that passed meanwhile are not caught up on.
 */
export async function importSubscriptions(
  subscriptions: readonly Subscription[],
  store: Pick<SubscriptionStore, 'get' | 'put'>,
  { now, replace }: { readonly now: InstantMs; readonly replace: boolean },
): Promise<ImportedSubscriptions> {
  const done = { added: 0, unchanged: 0, replaced: 0 };
  const kept: Subscription[] = [];
  for (const subscription of subscriptions) {
    const before = await store.get(subscription.id);
    if (before && sameWish(before, subscription)) {
      done.unchanged++;
      continue;
    }
    if (before && !replace) {
      kept.push(before);
      continue;
    }
    // It is owed nothing from before it came here.
    await store.put({ ...subscription, updatedAt: now }, nextDueMoment(subscription, now));
    if (before) done.replaced++;
    else done.added++;
  }
  return { ...done, kept };
}

function sameWish(a: Subscription, b: Subscription): boolean {
  const wish = ({ updatedAt: _updatedAt, createdAt: _createdAt, ...said }: Subscription): string =>
    JSON.stringify(said, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
        : value,
    );
  return wish(a) === wish(b);
}
