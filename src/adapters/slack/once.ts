import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Clock } from '../../core/time.ts';

/** Slack repeats an event for the last time after five minutes; a signed request is good for as long. */
const REMEMBERED_MS = 60 * 60_000;
const REMEMBERED_HERE = 20_000;

/**
 * Tells what comes for the first time: within this process for certain, and after a restart or in another process by
 * what the store holds.
 */
export class Once {
  readonly #store: KeyedStore;
  readonly #clock: Clock;
  readonly #here = new Map<string, number>();

  constructor(store: KeyedStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** True once a key in this process. */
  isFirstHere(key: string): boolean {
    const now = this.#clock.now();
    if ((this.#here.get(key) ?? -Infinity) > now - REMEMBERED_MS) return false;
    this.#here.set(key, now);
    const oldest = this.#here.size > REMEMBERED_HERE ? this.#here.keys().next().value : undefined;
    if (oldest !== undefined) this.#here.delete(oldest);
    return true;
  }

  /** True once a key, in this process and in others. A store that fails lets a request through rather than losing it. */
  async isFirst(key: string): Promise<boolean> {
    if (!this.isFirstHere(key)) return false;
    try {
      if ((await this.#store.get(`once:${key}`)) !== undefined) return false;
      await this.#store.set(`once:${key}`, 1, REMEMBERED_MS);
    } catch {
      return true;
    }
    return true;
  }
}
