import { Temporal } from 'temporal-polyfill';
import type { Day, InstantMs } from '../time.ts';

/** The day that a calendar on the wall in `tz` shows. */
export function localDay(at: InstantMs, tz: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(tz).toPlainDate().toString();
}
