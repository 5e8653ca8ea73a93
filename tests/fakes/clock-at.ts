import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import type { Clock } from '../../src/core/time.ts';

/** The machine's clock, set to another time: what waits, waits as long as ever. */
export function clockAt(instant: string): Clock {
  const offset = Date.parse(instant) - Date.now();
  return { now: () => Date.now() + offset, sleep: (ms, signal) => systemClock.sleep(ms, signal) };
}
