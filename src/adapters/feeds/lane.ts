import { once } from 'node:events';
import { Fault } from '../../core/errors.ts';
import type { Clock, InstantMs } from '../../core/time.ts';

/**
 * The one way to an upstream: requests go one after the other, at least `gapMs` apart from the end of one to the start
 * of the next. Everything that asks the same upstream shares its lane, whatever the host names are.
 */
export interface Lane {
  /**
   * Runs `task` when its turn has come. Rejects with Fault `rate-limited`, without asking, while the upstream wants a
   * longer pause than anyone should wait for; with the signal's reason when aborted in the queue.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Nobody goes before this: the upstream asked for a pause. Never shortens one. */
  pauseUntil(at: InstantMs): void;
  /** The longest pause that is waited out. */
  readonly maxPauseMs: number;
}

export interface LaneOptions {
  /** As people call the upstream; for messages. */
  readonly name: string;
  readonly gapMs: number;
  readonly maxPauseMs: number;
  readonly clock: Clock;
}

export function createLane({ name, gapMs, maxPauseMs, clock }: LaneOptions): Lane {
  let last: Promise<unknown> = Promise.resolve();
  let notBefore: InstantMs = Number.NEGATIVE_INFINITY;

  async function turn<T>(task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    for (let waitMs = notBefore - clock.now(); waitMs > 0; waitMs = notBefore - clock.now()) {
      if (waitMs > maxPauseMs)
        throw new Fault('rate-limited', `${name} asked for a pause of ${Math.ceil(waitMs / 1000)} s`, {
          retryAfterMs: waitMs,
        });
      await clock.sleep(waitMs, signal);
    }
    signal?.throwIfAborted();
    try {
      return await task();
    } finally {
      notBefore = Math.max(notBefore, clock.now() + gapMs);
    }
  }

  return {
    maxPauseMs,
    run(task, signal) {
      const mine = last.then(() => turn(task, signal));
      last = mine.catch(() => undefined);
      return signal ? orAborted(mine, signal) : mine;
    },
    pauseUntil(at) {
      notBefore = Math.max(notBefore, at);
    },
  };
}

/** Lets a caller go at once when the signal comes; its turn in the queue then passes without a request. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort', { signal: settled.signal });
  try {
    return await Promise.race([
      work,
      aborted.then(() => {
        signal.throwIfAborted();
        return work;
      }),
    ]);
  } finally {
    settled.abort();
  }
}
