import { Fault } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Platform } from '../platform.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { Clock } from '../time.ts';
import { type DeliverySettings, waitAfter } from './delivery-settings.ts';
import type { ClaimedEdition, Lease, Ledger } from './ledger.ts';
import { Pace } from './pace.ts';
import type { Planner } from './planner.ts';
import { workEdition } from './work-edition.ts';

export interface DeskPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: SubscriptionStore;
  readonly ledger: Ledger;
  readonly plan: Planner;
  /** This process, unlike any other that runs or ran. */
  readonly owner: string;
}

/** Of one edition's own: a signal that many listen to would be taken for a leak. */
interface WorkSignals {
  readonly stopping: AbortController;
  readonly aborting: AbortController;
}

/** One platform's share of a dispatcher: claims its open editions and works on a bounded number of them at a time. */
export class PlatformDesk {
  readonly #ports: DeskPorts;
  readonly #platform: Platform;
  readonly #settings: DeliverySettings;
  readonly #pace: Pace;
  readonly #working = new Map<Promise<void>, WorkSignals>();
  #stopped = false;
  #napping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(ports: DeskPorts, platform: Platform, settings: DeliverySettings) {
    this.#ports = ports;
    this.#platform = platform;
    this.#settings = settings;
    this.#pace = new Pace(ports.clock, platform.postsPerSecond, settings.recoveryMs);
  }

  /** Runs until {@link stop}; never rejects. */
  start(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  /** There may be work: looks at once instead of at the next poll. */
  wake(): void {
    this.#napping.abort();
  }

  async stop(): Promise<void> {
    const { clock } = this.#ports;
    this.#stopped = true;
    this.wake();
    for (const { stopping } of this.#working.values()) stopping.abort(new Error('stopping'));
    await this.#running;
    const drained = new AbortController();
    const ended = Promise.all(this.#working.keys()).then(() => drained.abort());
    await clock.sleep(this.#settings.drainMs, drained.signal).catch(() => undefined);
    for (const { aborting } of this.#working.values()) aborting.abort(new Error('stopping'));
    await ended;
  }

  async #run(): Promise<void> {
    const { concurrency, patienceMs, pollMs } = this.#settings;
    while (!this.#stopped) {
      const free = concurrency - this.#working.size;
      if (free <= 0) {
        await Promise.race(this.#working.keys());
        continue;
      }
      const heldMs = this.#pace.heldUntil - this.#ports.clock.now();
      const claimed = heldMs > patienceMs ? [] : await this.#claim(free);
      if (claimed === undefined) await this.#nap(this.#settings.firstWaitMs);
      else if (claimed.length === 0) await this.#nap(pollMs);
      else for (const edition of claimed) this.#take(edition);
    }
  }

  async #claim(limit: number): Promise<ClaimedEdition[] | undefined> {
    const { clock, ledger, log, owner } = this.#ports;
    const platform = this.#platform.name;
    try {
      return await ledger.claim({ platform, owner }, clock.now(), this.#settings.leaseMs, limit);
    } catch (error) {
      log.error('claim-failed', { platform, reason: reasonOf(error) });
      return undefined;
    }
  }

  #take(claimed: ClaimedEdition): void {
    const signals: WorkSignals = { stopping: new AbortController(), aborting: new AbortController() };
    if (this.#stopped) signals.stopping.abort(new Error('stopping'));
    const work = this.#work(claimed, signals).finally(() => this.#working.delete(work));
    this.#working.set(work, signals);
  }

  async #work(claimed: ClaimedEdition, signals: WorkSignals): Promise<void> {
    try {
      await workEdition(claimed, {
        ...this.#ports,
        settings: this.#settings,
        platform: this.#platform,
        pace: this.#pace,
        stopping: signals.stopping.signal,
        aborting: signals.aborting.signal,
      });
    } catch (error) {
      this.#ports.log.error('delivery-interrupted', {
        edition: claimed.edition.id,
        reason: reasonOf(error),
      });
      if (error instanceof Fault) await this.#letGo(claimed.lease, signals.stopping.signal);
      else await this.#putAside(claimed, error);
    }
  }

  /** Storage failed: as soon as it answers again others, or this process, may go on; at the latest when the lease ends. */
  async #letGo(lease: Lease, stopping: AbortSignal): Promise<void> {
    const { clock, ledger } = this.#ports;
    for (let failures = 1; clock.now() < lease.until && !stopping.aborted; failures++) {
      await clock.sleep(waitAfter(failures, this.#settings), stopping).catch(() => undefined);
      const ended = await ledger.renew(lease, clock.now(), 0).catch(() => 'unreachable');
      if (ended !== 'unreachable') return;
    }
  }

  /** An edition that can't be planned must not be taken again and again. */
  async #putAside(claimed: ClaimedEdition, error: unknown): Promise<void> {
    const { clock, ledger } = this.#ports;
    const until = clock.now() + this.#settings.longestWaitMs;
    await ledger
      .release(claimed.lease, { kind: 'waiting', until, attempts: 1, reason: reasonOf(error) })
      .catch(() => false);
  }

  async #nap(ms: number): Promise<void> {
    this.#napping = new AbortController();
    if (this.#stopped) return;
    await this.#ports.clock.sleep(ms, this.#napping.signal).catch(() => undefined);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
