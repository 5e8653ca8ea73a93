import type { InstantMs } from '../time.ts';

/** Named leases that processes share work by. Taking and keeping are compare-and-set in the database. */
export interface LeaseStore {
  /** Takes or keeps `name` for `owner`; `false` while another owner's lease runs. */
  hold(name: string, owner: string, now: InstantMs, leaseMs: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  /** Leases that run, by name. */
  holders(prefix: string, now: InstantMs): Promise<ReadonlyMap<string, string>>;
}
