import { describe, expect, it } from 'vitest';
import { ShardKeeper } from '../../../src/adapters/discord/shard-keeper.ts';
import { Fault } from '../../../src/core/errors.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { memoryStore } from '../../fakes/open-discord.ts';

/** Which process has which shard connected; a shard connected twice is kept here. */
class Fleet {
  readonly connected = new Map<number, string>();
  readonly doubled: number[] = [];
  readonly store = memoryStore();
  readonly delivery: OpenDelivery;
  readonly total: number;

  constructor(delivery: OpenDelivery, total: number) {
    this.delivery = delivery;
    this.total = total;
  }

  /** A process; once dead it renews nothing and closes nothing in an orderly way. */
  join(owner: string): { start(): Promise<void>; stop(): Promise<void>; die(): void } {
    let dead = false;
    const { clock, leases, log } = this.delivery;
    const keeper = new ShardKeeper({
      clock,
      log,
      owner,
      store: this.store,
      wanted: async () => this.total,
      leases: {
        hold: (...args) => (dead ? Promise.reject(new Fault('storage', 'dead')) : leases.hold(...args)),
        release: (...args) => (dead ? Promise.resolve() : leases.release(...args)),
        holders: (...args) => leases.holders(...args),
      },
      open: async shard => {
        if (this.connected.has(shard)) this.doubled.push(shard);
        this.connected.set(shard, owner);
        return {
          close: async () => {
            if (this.connected.get(shard) === owner) this.connected.delete(shard);
          },
        };
      },
    });
    return {
      start: () => keeper.start(),
      stop: () => keeper.stop(),
      die: () => {
        dead = true;
        for (const [shard, holder] of this.connected) if (holder === owner) this.connected.delete(shard);
      },
    };
  }

  shares(): Record<string, number> {
    const count: Record<string, number> = {};
    for (const owner of this.connected.values()) count[owner] = (count[owner] ?? 0) + 1;
    return count;
  }
}

describe('shards', () => {
  it('are all connected by a process that is alone, one in five seconds', async () => {
    const delivery = await openDelivery('2026-01-07T09:00:00Z');
    const fleet = new Fleet(delivery, 3);
    const only = fleet.join('p1');
    await only.start();
    expect(fleet.connected.size).toBe(1);
    await delivery.clock.advance(20_000);
    expect(fleet.shares()).toEqual({ p1: 3 });
    await only.stop();
    expect(fleet.connected.size).toBe(0);
    await delivery.close();
  });

  it('are shared evenly by processes of one database, each connected once', async () => {
    const delivery = await openDelivery('2026-01-07T09:00:00Z');
    const fleet = new Fleet(delivery, 4);
    const [one, two] = [fleet.join('p1'), fleet.join('p2')];
    await one.start();
    await delivery.clock.advance(30_000);
    await two.start();
    await delivery.clock.advance(30_000);
    expect(fleet.shares()).toEqual({ p1: 2, p2: 2 });
    expect(fleet.doubled).toEqual([]);
    await one.stop();
    await two.stop();
    await delivery.close();
  });

  it('of a dead process are taken over within 15 seconds', async () => {
    const delivery = await openDelivery('2026-01-07T09:00:00Z');
    const fleet = new Fleet(delivery, 1);
    const [one, two] = [fleet.join('p1'), fleet.join('p2')];
    await one.start();
    await two.start();
    expect(fleet.shares()).toEqual({ p1: 1 });
    one.die();
    await delivery.clock.advance(15_000);
    expect(fleet.shares()).toEqual({ p2: 1 });
    expect(fleet.doubled).toEqual([]);
    await two.stop();
    await one.stop();
    await delivery.close();
  });
});
