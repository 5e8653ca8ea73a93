import type { Clock, InstantMs } from '../../src/core/time.ts';

interface Sleeper {
  readonly at: InstantMs;
  readonly wake: () => void;
  timer: NodeJS.Timeout;
}

/**
 * A clock for long runs: while there is work it goes `pace` times as fast as the machine's, so that waits and deadlines keep
 * their order with what comes over the network; where there is none it leaps, waking whoever slept.
 */
export class LeapingClock implements Clock {
  readonly #pace: number;
  readonly #sleepers = new Set<Sleeper>();
  #shown: InstantMs;
  #since = Date.now();

  constructor(start: InstantMs, pace: number) {
    this.#shown = start;
    this.#pace = pace;
  }

  now(): InstantMs {
    return Math.round(this.#shown + (Date.now() - this.#since) * this.#pace);
  }

  /** How many wait. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>(resolve => {
      const wake = (): void => {
        clearTimeout(sleeper.timer);
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const at = this.now() + Math.max(0, ms);
      const sleeper: Sleeper = { at, wake, timer: this.#alarm(at, wake) };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
    signal?.throwIfAborted();
  }

  /** Never back. */
  leapTo(instant: InstantMs): void {
    if (instant <= this.now()) return;
    this.#shown = instant;
    this.#since = Date.now();
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.at - b.at)) {
      if (sleeper.at <= instant) sleeper.wake();
      else {
        clearTimeout(sleeper.timer);
        sleeper.timer = this.#alarm(sleeper.at, sleeper.wake);
      }
    }
  }

  #alarm(at: InstantMs, wake: () => void): NodeJS.Timeout {
    return setTimeout(wake, Math.max(0, (at - this.now()) / this.#pace));
  }
}
