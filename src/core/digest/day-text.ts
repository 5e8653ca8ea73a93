import type { Day } from '../time.ts';
import type { DigestPeriod } from './digest.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `7 January 2026`. */
export function dayText(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** `Wednesday 7 January 2026`. */
export function weekdayText(day: Day): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${dayText(day)}`;
}

/** The dateline of a digest: a weekday, or the days it covers, saying month and year once where they are the same. */
export function periodText(period: DigestPeriod): string {
  if (period.kind === 'day') return weekdayText(period.day);
  const { since, until } = period;
  if (since === until) return weekdayText(until);
  const from = dayText(since);
  const to = dayText(until);
  if (since.slice(0, 7) === until.slice(0, 7)) return `${from.split(' ')[0]}–${to}`;
  if (since.slice(0, 4) === until.slice(0, 4)) return `${from.replace(/ \d+$/, '')} – ${to}`;
  return `${from} – ${to}`;
}
