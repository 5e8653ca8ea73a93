import type { Clock, InstantMs } from '../../src/core/time.ts';

/** A clock on which waiting takes no time: a sleep moves it on and is over. What was waited is kept. */
export class SkippingClock implements Clock {
  readonly waits: number[] = [];
  #now: InstantMs;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): InstantMs {
    return this.#now;
  }

  set(instant: string): void {
    this.#now = Date.parse(instant);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
  }
}
