import { Temporal } from 'temporal-polyfill';
import type { Day, InstantMs } from '../time.ts';

/** When a source's list of a day takes papers: minutes from the day's own midnight, wall clock of `zone`. */
export interface ListingCalendar {
  /** IANA. */
  readonly zone: string;
  /** The first paper may come this early; negative is the day before. */
  readonly opensAtMinute: number;
  /** The list is complete from here; 1440 is the next midnight. */
  readonly closesAtMinute: number;
  /** What a Saturday or Sunday has. */
  readonly weekends: 'few' | 'none';
  /** For so many days after its closing what a list says of its papers still moves: votes, comments, stars. */
  readonly settlingDays: number;
}

/**
 * The day rolls over at 21:30 New York time, and its list fills over the day and a half before.
 * Saturdays and Sundays are nearly always empty.
 */
export const HUGGINGFACE_CALENDAR: ListingCalendar = {
  zone: 'America/New_York',
  opensAtMinute: 21 * 60 + 30 - 36 * 60,
  closesAtMinute: 21 * 60 + 30,
  weekends: 'few',
  settlingDays: 7,
};

/** Feeds are rebuilt at midnight Eastern and skip Saturday and Sunday: https://info.arxiv.org/help/rss.html */
export const ARXIV_CALENDAR: ListingCalendar = {
  zone: 'America/New_York',
  opensAtMinute: 0,
  closesAtMinute: 24 * 60,
  weekends: 'none',
  settlingDays: 0,
};

function instantAt(calendar: ListingCalendar, day: Day, minute: number): InstantMs {
  return Temporal.PlainDate.from(day)
    .toPlainDateTime()
    .add({ minutes: minute })
    .toZonedDateTime(calendar.zone).epochMilliseconds;
}

/** When the day's list takes its first paper. */
export function opensAt(calendar: ListingCalendar, day: Day): InstantMs {
  return instantAt(calendar, day, calendar.opensAtMinute);
}

/** From this instant on the day's list is complete. */
export function closesAt(calendar: ListingCalendar, day: Day): InstantMs {
  return instantAt(calendar, day, calendar.closesAtMinute);
}

/** The day whose list closes next: what "today" means for this source. */
export function currentDay(calendar: ListingCalendar, now: InstantMs): Day {
  const day = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(calendar.zone)
    .toPlainDate()
    .toString();
  return now < closesAt(calendar, day) ? day : addDays(day, 1);
}

/** Days whose lists are taking papers at `now`, oldest first; without those that never have any. */
export function openDays(calendar: ListingCalendar, now: InstantMs): Day[] {
  const days: Day[] = [];
  for (let day = currentDay(calendar, now); opensAt(calendar, day) <= now; day = addDays(day, 1))
    days.push(day);
  return days.filter(day => expectation(calendar, day) !== 'none');
}

/** What a day's list usually holds: an empty Sunday is no news, an empty Tuesday is. */
export function expectation(calendar: ListingCalendar, day: Day): 'papers' | 'few' | 'none' {
  return Temporal.PlainDate.from(day).dayOfWeek >= 6 ? calendar.weekends : 'papers';
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Every day from `since` to `until`, both included; empty when `until` is earlier. */
export function daysBetween(since: Day, until: Day): Day[] {
  const days: Day[] = [];
  for (let day = since; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
