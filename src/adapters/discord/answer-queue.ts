/**
 * Lets acknowledgements go first: work begins only once no interaction waits to be acknowledged, and one at a time in
 * each turn of the event loop, so that a rush of commands misses no deadline while the first of them are worked on.
 */
export class AnswerQueue {
  #unacknowledged = 0;
  readonly #waiting: (() => void)[] = [];

  /** An interaction arrived; call what this returns once it was acknowledged, or never will be. */
  arrived(): () => void {
    this.#unacknowledged += 1;
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#unacknowledged -= 1;
      this.#next();
    };
  }

  /** Resolves when the work for an interaction may begin. */
  turn(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#next();
    });
  }

  #next(): void {
    if (this.#unacknowledged > 0 || this.#waiting.length === 0) return;
    setImmediate(() => {
      if (this.#unacknowledged > 0) return;
      this.#waiting.shift()?.();
      this.#next();
    });
  }
}
