import type { Clock } from '../time.ts';

/**
 * Runs `work` for at most `ms`, then aborts its signal and resolves to nothing, whether or not the work listens.
 * `outer` ends it in the same way. Rejects as the work rejects.
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (outer.aborted) return undefined;
  const ending = new AbortController();
  const timer = new AbortController();
  const end = () => ending.abort(outer.reason);
  outer.addEventListener('abort', end, { once: true });
  const ended = new Promise<undefined>(resolve => {
    ending.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  clock.sleep(ms, timer.signal).then(
    () => ending.abort(new Error(`no answer within ${ms} ms`)),
    () => undefined,
  );
  try {
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    timer.abort();
    outer.removeEventListener('abort', end);
  }
}
