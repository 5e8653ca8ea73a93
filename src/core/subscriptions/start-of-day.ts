import { Temporal } from 'temporal-polyfill';
import type { Day, InstantMs } from '../time.ts';

/** The first moment of a calendar day in a zone; not always midnight, where a clock change leaves that out. */
export function startOfDay(day: Day, tz: string): InstantMs {
  return Temporal.PlainDate.from(day).toZonedDateTime(tz).epochMilliseconds;
}
