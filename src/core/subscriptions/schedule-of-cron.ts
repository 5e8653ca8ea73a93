import { parseCron } from './cron.ts';
import type { Schedule, Weekday } from './subscription.ts';

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * A cron expression as a schedule: weekly where it says no more than one time on some weekdays, so that a person can
 * change its time or its days alone. Throws UsageError for a wrong expression.
 */
export function scheduleOfCron(expression: string, tz: string): Schedule {
  const times = parseCron(expression);
  const [atMinute, ...more] = times.minutesOfDay;
  const everyDate = times.daysOfMonth.size === 31 && times.months.size === 12 && times.days === 'both';
  if (atMinute === undefined || more.length > 0 || !everyDate) return { kind: 'cron', expression, tz };
  return { kind: 'weekly', atMinute, days: WEEKDAYS.filter(day => times.weekdays.has(day)), tz };
}
