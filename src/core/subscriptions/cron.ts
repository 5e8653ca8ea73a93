import { UsageError } from '../errors.ts';

/** When a cron expression runs, in wall-clock terms. */
export interface CronTimes {
  /** Minutes after local midnight, ascending; at least one. */
  readonly minutesOfDay: readonly number[];
  /** 1–31. */
  readonly daysOfMonth: ReadonlySet<number>;
  /** 1–12. */
  readonly months: ReadonlySet<number>;
  /** ISO: 1 is Monday, 7 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /**
   * How the two kinds of day combine. Cron's rule: `either` when both fields are restricted, `both` when one of them
   * starts with `*`. https://man7.org/linux/man-pages/man5/crontab.5.html
   */
  readonly days: 'either' | 'both';
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Three-letter names; the first stands for `min`. */
  readonly names: readonly string[];
}

const MINUTE: Field = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: Field = { name: 'hour', min: 0, max: 23, names: [] };
const DAY_OF_MONTH: Field = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
/** Cron counts Sunday as 0 and as 7. */
const WEEKDAY: Field = {
  name: 'day of week',
  min: 0,
  max: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};

/** February has its leap day: what never comes is what no year has. */
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const MACROS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/**
 * Reads cron's five fields: `*`, numbers, names (`mon`, `jan`), ranges, lists, steps.
 * Throws UsageError that names the field and what is wrong with it, also for a day that never comes.
 */
export function parseCron(expression: string): CronTimes {
  const text = expression.trim();
  const macro = MACROS[text.toLowerCase()];
  const fail = (problem: string): never => {
    throw new UsageError(`cron "${text}": ${problem}`);
  };
  if (macro) fail(`names are not understood; write "${macro}"`);
  const [minute, hour, dayOfMonth, month, dayOfWeek, ...more] = text === '' ? [] : text.split(/\s+/);
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || more.length > 0) {
    const found = text === '' ? 0 : text.split(/\s+/).length;
    return fail(
      `needs five fields (minute, hour, day of month, month, day of week) but has ${found}, as "0 9 * * 1-5" has`,
    );
  }
  const read = (field: Field, value: string) => readField(field, value, fail);
  const minutes = read(MINUTE, minute);
  const hours = read(HOUR, hour);
  const daysOfMonth = new Set(read(DAY_OF_MONTH, dayOfMonth));
  const months = new Set(read(MONTH, month));
  const weekdays = new Set(read(WEEKDAY, dayOfWeek).map(day => (day === 0 ? 7 : day)));
  const days = dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*') ? 'both' : 'either';
  const exists = [...months].some(m => [...daysOfMonth].some(d => d <= (MONTH_LENGTHS[m - 1] ?? 0)));
  if (days === 'both' && !exists) fail(`day ${dayOfMonth} never comes in month ${month}`);
  return {
    minutesOfDay: hours.flatMap(h => minutes.map(m => h * 60 + m)),
    daysOfMonth,
    months,
    weekdays,
    days,
  };
}

/** Does cron run on this day of the calendar? `weekday` is ISO. */
export function cronRunsOn(
  times: CronTimes,
  date: { readonly month: number; readonly day: number; readonly weekday: number },
): boolean {
  if (!times.months.has(date.month)) return false;
  const onDay = times.daysOfMonth.has(date.day);
  const onWeekday = times.weekdays.has(date.weekday);
  return times.days === 'either' ? onDay || onWeekday : onDay && onWeekday;
}

/** Values of one field, ascending. */
function readField(field: Field, text: string, fail: (problem: string) => never): number[] {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    if (item === '') fail(`${field.name} "${text}" has a comma too many`);
    const [range = '', step, ...rest] = item.split('/');
    if (rest.length > 0) fail(`${field.name} "${item}" has more than one step`);
    const by = step === undefined ? 1 : readStep(field, step, fail);
    const [from, to] = readRange(field, range, step !== undefined, fail);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function readStep(field: Field, text: string, fail: (problem: string) => never): number {
  const step = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return step > 0 ? step : fail(`${field.name} step "${text}" is not a number from 1`);
}

/** `a/n` runs from `a` to the end, as `a-max/n`. */
function readRange(
  field: Field,
  text: string,
  stepped: boolean,
  fail: (problem: string) => never,
): readonly [number, number] {
  if (text === '*') return [field.min, field === WEEKDAY ? 6 : field.max];
  const [first = '', last, ...rest] = text.split('-');
  if (rest.length > 0) fail(`${field.name} "${text}" is not a range`);
  const from = readValue(field, first, fail);
  if (last === undefined) return [from, stepped ? field.max : from];
  const end = readValue(field, last, fail);
  const to = field === WEEKDAY && end === 0 && from > 0 ? 7 : end;
  return to >= from ? [from, to] : fail(`${field.name} "${text}" runs backwards`);
}

function readValue(field: Field, text: string, fail: (problem: string) => never): number {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return field.min + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.min && value <= field.max) return value;
  const names = field.names.length > 0 ? ` or ${field.names[0]}–${field.names.at(-1)}` : '';
  return fail(`${field.name} "${text}" is not ${field.min}–${field.max}${names}`);
}
