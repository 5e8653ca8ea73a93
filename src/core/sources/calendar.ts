import type { Day } from '../time.ts';

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!DAY.test(text)) return false;
  const day = Number(text.slice(8));
  return day < 29 || isDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), day);
}

function isDate(year: number, month: number, day: number): boolean {
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** The day of `text` when it is an ISO instant or day, however exact. */
export function dayOf(text: string): Day | undefined {
  const day = text.slice(0, 10);
  return isDay(day) && (text.length === 10 || INSTANT.test(text)) ? day : undefined;
}

/** What a source wrote as an ISO day or instant, as it is when it is one. An instant without a zone is read as UTC. */
export function isoDate(text: string): string | undefined {
  const trimmed = text.trim();
  if (dayOf(trimmed) !== undefined) return trimmed;
  return dayOf(`${trimmed}Z`) === undefined ? undefined : `${trimmed}Z`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `YYYY-MM-DD` of a month's English name, long or short; `undefined` when there is no such day. */
export function dayFromNames(year: number, monthName: string, day: number): Day | undefined {
  const month = MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1;
  if (month === 0 || !isDate(year, month, day)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day of an RFC 822 date in its own zone, as feeds write it: `Mon, 27 Apr 2026 00:00:00 -0400` is 2026-04-27. */
export function dayOfMailDate(text: string): Day | undefined {
  const [, day, month, year] = /^\s*(?:[a-z]{3},\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\b/i.exec(text) ?? [];
  return day && month && year ? dayFromNames(Number(year), month, Number(day)) : undefined;
}
