import { Temporal } from 'temporal-polyfill';
import type { InstantMs } from '../time.ts';
import { parseCron } from './cron.ts';
import type { Schedule } from './subscription.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => String(value).padStart(2, '0');

/** `09:00` for minutes after midnight. */
export const describeTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** `weekdays`, `every day`, `weekends`, or `Mon, Thu`, for ISO weekdays in ascending order. */
export function describeDays(days: readonly number[]): string {
  const list = days.join('');
  if (list === '1234567') return 'every day';
  if (list === '12345') return 'weekdays';
  if (list === '67') return 'weekends';
  return days.map(day => DAYS[day - 1]).join(', ');
}

/** `weekdays at 09:00 (Europe/Berlin)`; a cron expression that says no more than that is put the same way. */
export const describeSchedule = (schedule: Schedule): string => `${describeTimes(schedule)} (${schedule.tz})`;

/** The same without the zone, beside a moment that names it. */
export function describeTimes(schedule: Schedule): string {
  if (schedule.kind === 'weekly')
    return `${describeDays(schedule.days)} at ${describeTime(schedule.atMinute)}`;
  const times = parseCron(schedule.expression);
  const everyDate = times.daysOfMonth.size === 31 && times.months.size === 12 && times.days === 'both';
  if (!everyDate || times.minutesOfDay.length > 4) return `cron ${schedule.expression}`;
  const days = describeDays([...times.weekdays].sort((a, b) => a - b));
  return `${days} at ${times.minutesOfDay.map(describeTime).join(', ')}`;
}

/** `Mon 5 Jan 2026, 09:00 (Europe/Berlin)`: the wall clock of the zone. */
export function describeMoment(at: InstantMs, tz: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(tz);
  const day = `${DAYS[local.dayOfWeek - 1]} ${local.day} ${MONTHS[local.month - 1]} ${local.year}`;
  return `${day}, ${describeTime(local.hour * 60 + local.minute)} (${tz})`;
}
