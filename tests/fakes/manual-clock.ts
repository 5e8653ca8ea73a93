import { setImmediate as macrotask } from 'node:timers/promises';
import type { Clock, InstantMs } from '../../src/core/time.ts';

interface Sleeper {
  readonly at: InstantMs;
  readonly wake: () => void;
}

/** A clock that moves only when a test says so, waking sleepers in order and letting each do its work first. */
export class ManualClock implements Clock {
  #now: InstantMs;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): InstantMs {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>(resolve => {
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
    signal?.throwIfAborted();
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = next.at;
      next.wake();
      await settle();
    }
    this.#now = until;
  }

  async advanceTo(instant: string): Promise<void> {
    await this.advance(Date.parse(instant) - this.#now);
  }

  #next(until: InstantMs): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers)
      if (sleeper.at <= until && (!next || sleeper.at < next.at)) next = sleeper;
    return next;
  }
}

/** Whatever can go on without time passing has gone on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await macrotask();
}
