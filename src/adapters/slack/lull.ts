import { setImmediate } from 'node:timers/promises';

/** Turns of the event loop after which work goes on however much still comes in. */
const MOST_TURNS = 300;

/**
 * A moment in which nothing new comes in. Work that waits for it leaves the event loop to acknowledgements: of many
 * requests that come at once, all are acknowledged before the first is worked on.
 */
export class Lull {
  #arrivals = 0;
  #unanswered = 0;
  #next: Promise<void> | undefined;

  /** A request began to come in; call what this returns once it is answered. */
  begin(): () => void {
    this.#arrivals++;
    this.#unanswered++;
    return () => {
      this.#unanswered--;
    };
  }

  /** Resolves in the next lull, within some turns of the event loop. */
  wait(): Promise<void> {
    this.#arrivals++;
    this.#next ??= this.#wait().finally(() => {
      this.#next = undefined;
    });
    return this.#next;
  }

  async #wait(): Promise<void> {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const before = this.#arrivals;
      await setImmediate();
      await setImmediate();
      if (this.#arrivals === before && this.#unanswered === 0) return;
    }
  }
}
