import type { ChannelAddress } from '../platform.ts';
import type { InstantMs } from '../time.ts';
import type { Subscription } from './subscription.ts';
import { nextDueMoment } from './subscription-moments.ts';
import type { SubscriptionStore } from './subscription-store.ts';

/** A subscription as the configuration says it: everything but what the store keeps of it. */
export type Declaration = Omit<Subscription, 'origin' | 'state' | 'createdAt' | 'updatedAt'>;

/** The id of a declared subscription; `name` tells several of one channel apart. */
export function declaredSubscriptionId({ platform, workspace, channel }: ChannelAddress, name = ''): string {
  return `configuration:${platform}:${workspace}:${channel}${name === '' ? '' : `:${name}`}`;
}

/**
 * Makes the store say what the configuration says of one platform: new ones are added, changed ones changed, and those
 * that are no longer declared removed. A pause stays, and so does the next due moment of what did not change.
 */
export async function syncDeclaredSubscriptions(
  platform: string,
  declared: readonly Declaration[],
  store: SubscriptionStore,
  now: InstantMs,
): Promise<void> {
  const known = (await store.ofPlatform(platform)).filter(each => each.origin === 'configuration');
  const byId = new Map(known.map(each => [each.id, each]));
  for (const declaration of declared) {
    const before = byId.get(declaration.id);
    byId.delete(declaration.id);
    if (before && saysTheSame(before, declaration)) continue;
    const subscription: Subscription = {
      ...declaration,
      origin: 'configuration',
      state: before?.state ?? { kind: 'active' },
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    await store.put(subscription, nextDueMoment(subscription, now));
  }
  for (const id of byId.keys()) await store.remove(id);
}

function saysTheSame(before: Subscription, declaration: Declaration): boolean {
  const { origin: _origin, state: _state, createdAt: _createdAt, updatedAt: _updatedAt, ...said } = before;
  const canonical = (value: object): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  return canonical(said) === canonical(declaration);
}
