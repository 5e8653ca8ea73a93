import { expect, it } from 'vitest';
import type { LeaseStore } from '../../src/core/delivery/lease-store.ts';

const NOW = Date.parse('2026-01-07T09:00:00Z');

/** What every store of leases does. `another` is as a second process has it. */
export function leaseStoreContract(store: () => LeaseStore, another: () => Promise<LeaseStore>): void {
  it('gives a lease to the first who asks and to nobody else while it runs', async () => {
    expect(await store().hold('fetch', 'one', NOW, 1_000)).toBe(true);
    expect(await store().hold('fetch', 'two', NOW + 999, 1_000)).toBe(false);
    expect(await store().hold('fetch', 'two', NOW + 1_000, 1_000)).toBe(true);
    expect(await store().hold('fetch', 'one', NOW + 1_500, 1_000)).toBe(false);
  });

  it('lets its owner keep it, and take it back once it ran out', async () => {
    await store().hold('fetch', 'one', NOW, 1_000);
    expect(await store().hold('fetch', 'one', NOW + 500, 1_000)).toBe(true);
    expect(await store().hold('fetch', 'two', NOW + 1_200, 1_000)).toBe(false);
    expect(await store().hold('fetch', 'one', NOW + 5_000, 1_000)).toBe(true);
  });

  it('is free once its owner releases it, and only then', async () => {
    await store().hold('fetch', 'one', NOW, 1_000);
    await store().release('fetch', 'two');
    expect(await store().hold('fetch', 'two', NOW, 1_000)).toBe(false);
    await store().release('fetch', 'one');
    expect(await store().hold('fetch', 'two', NOW, 1_000)).toBe(true);
  });

  it('tells who holds what, by name', async () => {
    await store().hold('shard:1', 'one', NOW, 1_000);
    await store().hold('shard:2', 'two', NOW, 5_000);
    await store().hold('shard', 'three', NOW, 5_000);
    await store().hold('share:1', 'four', NOW, 5_000);
    expect(await store().holders('shard:', NOW)).toEqual(
      new Map([
        ['shard:1', 'one'],
        ['shard:2', 'two'],
      ]),
    );
    expect(await store().holders('shard:', NOW + 1_000)).toEqual(new Map([['shard:2', 'two']]));
    expect((await store().holders('', NOW)).size).toBe(4);
  });

  it('has one winner when many ask at once', async () => {
    const stores = [store(), await another(), await another()];
    const won = await Promise.all(
      stores.flatMap((of, owner) =>
        Array.from({ length: 10 }, (_, n) => of.hold(`lease ${n}`, `${owner}`, NOW, 1_000)),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(10);
  });
}
