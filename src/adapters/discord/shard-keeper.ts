import type { LeaseStore } from '../../core/delivery/lease-store.ts';
import type { Fault } from '../../core/errors.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';

/** A shard that is connected. */
export interface HeldShard {
  close(): Promise<void>;
}

export interface KeeperPorts<S extends HeldShard> {
  readonly clock: Clock;
  readonly log: Log;
  readonly leases: LeaseStore;
  readonly store: KeyedStore;
  /** This process, unlike any other that runs or ran. */
  readonly owner: string;
  /** How many shards Discord wants. */
  readonly wanted: () => Promise<number>;
  readonly open: (shard: number, total: number) => Promise<S>;
}

/** A dead process's shards are free after this, and taken within {@link BEAT_MS} more. */
const LEASE_MS = 9_000;
const BEAT_MS = 2_500;
/** Discord lets one shard identify in five seconds. */
const IDENTIFY_MS = 5_000;
const PROCESS = 'discord-process/';
const TOTAL_KEY = 'discord:shard-count';

const shardLease = (shard: number, total: number): string => `discord-shard/${total}/${shard}`;

/**
 * Keeps this process's share of the shards connected. Every shard is held by a lease, so that each is connected once
 * over all processes of one database; a process takes at most its even share, gives back what is more, and takes over
 * what a dead one leaves.
 */
export class ShardKeeper<S extends HeldShard> {
  readonly #ports: KeeperPorts<S>;
  readonly #held = new Map<number, S>();
  readonly #stopping = new AbortController();
  #total = 1;
  #running: Promise<void> | undefined;

  constructor(ports: KeeperPorts<S>) {
    this.#ports = ports;
  }

  get shards(): readonly S[] {
    return [...this.#held.values()];
  }

  /** Resolves when this process's share is connected. Rejects with Fault when Discord says no. */
  async start(): Promise<void> {
    this.#total = await this.#agreeOnTotal();
    await this.#beat();
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#running;
    const { leases, owner } = this.#ports;
    for (const shard of [...this.#held.keys()]) await this.#giveBack(shard);
    await leases.release(PROCESS + owner, owner).catch(() => undefined);
  }

  /** Processes that run side by side must count alike; the first asks Discord. */
  async #agreeOnTotal(): Promise<number> {
    const { clock, leases, owner, store, wanted } = this.#ports;
    await leases.hold(PROCESS + owner, owner, clock.now(), LEASE_MS);
    const others = (await leases.holders(PROCESS, clock.now())).size - 1;
    const known = await store.get(TOTAL_KEY);
    if (others > 0 && typeof known === 'number') return known;
    const total = await wanted();
    await store.set(TOTAL_KEY, total);
    return total;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#ports;
    while (!this.#stopping.signal.aborted) {
      try {
        await clock.sleep(BEAT_MS, this.#stopping.signal);
      } catch {
        return;
      }
      await this.#beat().catch((error: Fault) => log.error('shards-not-kept', { reason: error.message }));
    }
  }

  async #beat(): Promise<void> {
    const { clock, leases, owner } = this.#ports;
    await leases.hold(PROCESS + owner, owner, clock.now(), LEASE_MS);
    const processes = (await leases.holders(PROCESS, clock.now())).size;
    const share = Math.ceil(this.#total / Math.max(1, processes));
    for (const shard of [...this.#held.keys()]) {
      if (this.#held.size > share) await this.#giveBack(shard);
      else await this.#keep(shard);
    }
    for (let shard = 0; shard < this.#total && this.#held.size < share; shard++)
      if (!this.#held.has(shard)) await this.#take(shard);
  }

  async #keep(shard: number): Promise<void> {
    const { clock, leases, log, owner } = this.#ports;
    if (await leases.hold(shardLease(shard, this.#total), owner, clock.now(), LEASE_MS)) return;
    log.warn('shard-lost', { shard });
    await this.#held.get(shard)?.close();
    this.#held.delete(shard);
  }

  async #take(shard: number): Promise<void> {
    const { clock, leases, log, owner, open } = this.#ports;
    const name = shardLease(shard, this.#total);
    if (this.#stopping.signal.aborted || !(await leases.hold(name, owner, clock.now(), LEASE_MS))) return;
    if (
      this.#total > 1 &&
      !(await leases.hold('discord-identify', `${owner}/${shard}`, clock.now(), IDENTIFY_MS))
    ) {
      await leases.release(name, owner);
      return;
    }
    try {
      this.#held.set(shard, await this.#whileKept(name, () => open(shard, this.#total)));
      log.info('shard-connected', { shard, total: this.#total });
    } catch (error) {
      await leases.release(name, owner).catch(() => undefined);
      throw error;
    }
  }

  /** Connecting may take longer than a lease runs. */
  async #whileKept<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { clock, leases, owner } = this.#ports;
    const done = new AbortController();
    const keeping = (async () => {
      for (;;) {
        await clock.sleep(BEAT_MS, done.signal);
        await leases.hold(name, owner, clock.now(), LEASE_MS);
        for (const shard of this.#held.keys())
          await leases.hold(shardLease(shard, this.#total), owner, clock.now(), LEASE_MS);
      }
    })().catch(() => undefined);
    try {
      return await work();
    } finally {
      done.abort();
      await keeping;
    }
  }

  async #giveBack(shard: number): Promise<void> {
    const { leases, owner } = this.#ports;
    await this.#held.get(shard)?.close();
    this.#held.delete(shard);
    await leases.release(shardLease(shard, this.#total), owner).catch(() => undefined);
  }
}
