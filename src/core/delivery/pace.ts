import type { Clock, InstantMs } from '../time.ts';

/** So many slots not used are kept: a moment without work costs no rate, and no burst follows a long one. */
const CREDIT = 5;
/** What is left of the rate when the platform asks to wait: other processes share its limit. */
const BACK_OFF = 0.8;

/**
 * Keeps this process under what a platform takes: slots evenly spaced at `postsPerSecond`, in the order asked for.
 * A process that is told to wait slows down and recovers slowly, so that processes which share one limit come to
 * share it evenly without knowing of each other.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #fullRate: number;
  readonly #recoveryMs: number;
  #rate: number;
  #nextAt = 0;
  #heldUntil = 0;
  #changedAt: InstantMs;

  /** `recoveryMs`: how long a pace that was slowed to nothing takes to come back to its full rate. */
  constructor(clock: Clock, postsPerSecond: number, recoveryMs: number) {
    this.#clock = clock;
    this.#fullRate = postsPerSecond;
    this.#rate = postsPerSecond;
    this.#recoveryMs = recoveryMs;
    this.#changedAt = clock.now();
  }

  /** Until when the platform asked not to be bothered; in the past when it did not. */
  get heldUntil(): InstantMs {
    return this.#heldUntil;
  }

  /** Waits for a slot. Rejects with the signal's reason when aborted. */
  async take(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      this.#recover(now);
      const at = Math.max(this.#nextAt, now - (CREDIT * 1000) / this.#rate, this.#heldUntil);
      this.#nextAt = at + 1000 / this.#rate;
      if (at > now) await this.#clock.sleep(at - now, signal);
      if (this.#clock.now() >= this.#heldUntil) return;
    }
  }

  /** The platform asked to wait: nobody gets a slot before `until`. */
  hold(until: InstantMs): void {
    const now = this.#clock.now();
    if (until <= this.#heldUntil) return;
    // Answers to posts that were on their way together say one thing, once.
    if (now >= this.#heldUntil && Number.isFinite(this.#rate)) {
      this.#recover(now);
      this.#rate = Math.max(this.#rate * BACK_OFF, this.#fullRate / 100);
    }
    this.#heldUntil = until;
    this.#nextAt = Math.max(this.#nextAt, until);
  }

  #recover(now: InstantMs): void {
    if (Number.isFinite(this.#fullRate)) {
      const gained = ((now - this.#changedAt) / this.#recoveryMs) * this.#fullRate;
      this.#rate = Math.min(this.#fullRate, this.#rate + gained);
    }
    this.#changedAt = now;
  }
}
