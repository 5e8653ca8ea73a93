import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/time.ts';

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      await sleep(Math.max(0, ms), undefined, signal ? { signal } : {});
    } catch (error) {
      // Node rejects with an AbortError of its own; callers look for the signal's reason.
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
