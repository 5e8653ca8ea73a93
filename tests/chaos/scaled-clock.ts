import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/core/time.ts';

export interface Scale {
  /** The machine's time at which the run began, and what its clocks showed then. */
  readonly startedAt: number;
  readonly start: number;
  /** How many milliseconds of the run pass in one of the machine's. */
  readonly factor: number;
}

/** A clock on which days take seconds, the same in every process of a run. */
export function scaledClock({ startedAt, start, factor }: Scale): Clock {
  return {
    now: () => Math.round(start + (Date.now() - startedAt) * factor),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      try {
        await sleep(Math.max(0, ms / factor), undefined, signal ? { signal } : {});
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
    },
  };
}
