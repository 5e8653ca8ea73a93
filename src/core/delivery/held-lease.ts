import type { Clock } from '../time.ts';
import type { Lease, Ledger } from './ledger.ts';

/** A lease that is kept while work goes on. */
export class HeldLease {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #leaseMs: number;
  #lease: Lease;

  constructor(ledger: Ledger, clock: Clock, lease: Lease, leaseMs: number) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#lease = lease;
    this.#leaseMs = leaseMs;
  }

  get current(): Lease {
    return this.#lease;
  }

  /** Does it run for at least `ms` more, by this process's clock? */
  covers(ms: number): boolean {
    return this.#clock.now() + ms < this.#lease.until;
  }

  /** Sees to it that it runs for `ms` more; `false` when it was lost. */
  async ensure(ms: number): Promise<boolean> {
    if (this.covers(ms)) return true;
    const renewed = await this.#ledger.renew(this.#lease, this.#clock.now(), this.#leaseMs);
    if (renewed) this.#lease = renewed;
    return renewed !== undefined;
  }
}
