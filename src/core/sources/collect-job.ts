import type { LeaseStore } from '../delivery/lease-store.ts';
import type { Job } from '../scheduler.ts';
import type { AskPorts } from './ask-day.ts';
import { type CollectOptions, collect } from './collect.ts';
import type { PaperSource } from './source.ts';

export interface CollectJobOptions extends Pick<CollectOptions, 'lookBackDays'> {
  readonly sources: readonly PaperSource[];
  readonly ports: AskPorts;
  readonly leases: LeaseStore;
  /** This process; no other has the same. */
  readonly owner: string;
}

/**
 * Held on to between ticks: of the processes that tick at the same moment one asks, and when it dies another does
 * from then on. Sources limit what all of them ask together.
 */
const LEASE_MS = 10 * 60_000;

/** The job that follows the sources' lists, however many processes tick. */
export function createCollectJob({ sources, ports, leases, owner, ...options }: CollectJobOptions): Job {
  return async signal => {
    if (!(await leases.hold('collect', owner, ports.clock.now(), LEASE_MS))) {
      ports.log.debug('collect-left-to-another');
      return;
    }
    await collect(sources, ports, { ...options, signal });
  };
}
