import { Temporal } from 'temporal-polyfill';
import type { InstantMs } from '../time.ts';
import { cronRunsOn, parseCron } from './cron.ts';
import type { Schedule, Weekday } from './subscription.ts';

/** A leap day on a given weekday comes back within 40 years, also across a century without one. */
const FARTHEST_DAYS = 41 * 366;

const DAY_MS = 86_400_000;

/** A day of the calendar without a zone, in whole days since 1970. */
type DayNumber = number;

interface LocalPlan {
  /** Minutes after local midnight, ascending. */
  readonly minutesOfDay: readonly number[];
  runsOn(day: DayNumber): boolean;
}

/**
 * The first moment of a schedule strictly after an instant.
 *
 * Wall-clock time in the schedule's zone, through every clock change: a time that the change leaves out goes off at
 * the first moment after it, a time that the change repeats goes off the first time only, and a day that the zone
 * never had (Apia, 30 December 2011) has no moment. Moments of successive days are strictly ascending.
 * Throws UsageError for a wrong cron expression, RangeError for a zone that does not exist.
 */
export function nextMoment(schedule: Schedule, after: InstantMs): InstantMs {
  const plan = localPlan(schedule);
  const local = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(schedule.tz);
  // What the wall clock shows has been shown: on this day only later times can come.
  let shown = local.hour * 60 + local.minute;
  const today = dayNumber(local);
  for (let day = today; day < today + FARTHEST_DAYS; day++, shown = -1) {
    if (!plan.runsOn(day)) continue;
    for (const minute of plan.minutesOfDay) {
      if (minute <= shown) continue;
      const moment = momentOf(day, minute, schedule.tz);
      if (moment !== undefined && moment > after) return moment;
    }
  }
  throw new RangeError(`schedule has no moment after ${new Date(after).toISOString()}`);
}

/** Is `at` one of the schedule's moments? */
export const isMoment = (schedule: Schedule, at: InstantMs): boolean => nextMoment(schedule, at - 1) === at;

/** The schedule at the same time of day, its earliest when it has several, as a weekly one on `days`. */
export function sameTimeOn(schedule: Schedule, days: readonly Weekday[]): Schedule {
  return { kind: 'weekly', atMinute: firstMinute(schedule), days, tz: schedule.tz };
}

/** The schedule's earliest time of day, in minutes after local midnight. */
export function firstMinute(schedule: Schedule): number {
  return localPlan(schedule).minutesOfDay[0] ?? 0;
}

function localPlan(schedule: Schedule): LocalPlan {
  if (schedule.kind === 'weekly') {
    const days: readonly number[] = schedule.days;
    return { minutesOfDay: [schedule.atMinute], runsOn: day => days.includes(weekdayOf(day)) };
  }
  const times = parseCron(schedule.expression);
  return {
    minutesOfDay: times.minutesOfDay,
    runsOn: day => cronRunsOn(times, { ...monthAndDay(day), weekday: weekdayOf(day) }),
  };
}

/** When the wall clock of `tz` shows this time on this day for the first time; nothing when it never had the day. */
function momentOf(day: DayNumber, minute: number, tz: string): InstantMs | undefined {
  const date = new Date(day * DAY_MS);
  const wall = new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    Math.floor(minute / 60),
    minute % 60,
  );
  const first = wall.toZonedDateTime(tz, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  // Left out by a clock change: `first` is before the change, after which time goes on.
  const change = first.getTimeZoneTransition('next');
  if (!change) return first.epochMilliseconds;
  const existed = dayNumber(change.subtract({ milliseconds: 1 })) >= day || dayNumber(change) <= day;
  return existed ? change.epochMilliseconds : undefined;
}

function dayNumber(local: Temporal.ZonedDateTime): DayNumber {
  return Date.UTC(local.year, local.month - 1, local.day) / DAY_MS;
}

/** ISO. 1 January 1970 was a Thursday. */
const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

function monthAndDay(day: DayNumber): { month: number; day: number } {
  const date = new Date(day * DAY_MS);
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
