import { Temporal } from 'temporal-polyfill';
import type { Day, InstantMs } from '../time.ts';
import { ARXIV_CALENDAR } from './listing-day.ts';

/**
 * The submissions that arXiv's listing of a day announces, by its published schedule: those received between two
 * 14:00 deadlines, Eastern (https://info.arxiv.org/help/availability.html). Nothing on Saturdays and Sundays.
 * Holidays and papers held by moderators deviate.
 */
export function submissionsAnnouncedOn(day: Day): { from: InstantMs; until: InstantMs } | undefined {
  const date = Temporal.PlainDate.from(day);
  const deadline = (daysBefore: number): InstantMs =>
    date.subtract({ days: daysBefore }).toZonedDateTime({ timeZone: ARXIV_CALENDAR.zone, plainTime: '14:00' })
      .epochMilliseconds;
  switch (date.dayOfWeek) {
    case 1:
      return { from: deadline(4), until: deadline(3) };
    case 2:
      return { from: deadline(4), until: deadline(1) };
    case 6:
    case 7:
      return undefined;
    default:
      return { from: deadline(2), until: deadline(1) };
  }
}
