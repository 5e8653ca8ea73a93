import type { Day } from '../time.ts';
import { nearestNames } from './nearest-names.ts';
import { COUNTS, type Count, type Filter, POSSESSIONS } from './query.ts';
import { exampleOf, shown } from './query-pieces.ts';

export type FilterField = Filter['on'];

/** The filter that `field:value` says, or what is wrong with the value. */
export function parseFilter(field: FilterField, value: string): Filter | { readonly problem: string } {
  switch (field) {
    case 'has':
      return parseHas(value);
    case 'since':
    case 'until':
      return parseDay(field, value);
    case 'last':
      return parseLast(value);
    case 'votes':
    case 'comments':
    case 'stars':
      return parseCount(field, value);
  }
}

/** Whether `field` asks for a fact rather than text. */
export const isFilterField = (field: string): field is FilterField =>
  ['has', 'since', 'until', 'last', ...COUNTS].includes(field);

function parseHas(value: string): Filter | { problem: string } {
  const what = POSSESSIONS.find(known => known === value.toLowerCase());
  if (what) return { on: 'has', what };
  const [near] = nearestNames(value, POSSESSIONS, 1);
  const hint = near === undefined ? `it can be ${POSSESSIONS.join(', ')}` : `did you mean "has:${near}"?`;
  return { problem: `"has:${shown(value)}" is unknown: ${hint}` };
}

const OPERATORS = {
  '>': '>',
  '>=': '>=',
  '≥': '>=',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '=': '=',
  '': '=',
} as const;
type OperatorText = keyof typeof OPERATORS;
const COUNT = /^(>=|<=|[><=≥≤]?)(\d{1,9})$/;

function parseCount(on: Count, value: string): Filter | { problem: string } {
  const match = COUNT.exec(value);
  if (match) return { on, op: OPERATORS[match[1] as OperatorText], value: Number(match[2]) };
  return {
    problem: `"${on}:${shown(value)}" is not a number: write it such as ${exampleOf(on)} or ${on}:<=3`,
  };
}

const DATE = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** A day, or a month: `since:` begins with its first day, `until:` ends with its last. */
function parseDay(on: 'since' | 'until', value: string): Filter | { problem: string } {
  const match = DATE.exec(value);
  const [, year = '', month = '', dayOfMonth] = match ?? [];
  const last = match ? daysIn(Number(year), Number(month)) : 0;
  const chosen = dayOfMonth === undefined ? (on === 'since' ? 1 : last) : Number(dayOfMonth);
  if (chosen < 1 || chosen > last)
    return { problem: `"${on}:${shown(value)}" is not a day: write it such as ${exampleOf(on)}` };
  return { on, day: `${year}-${month}-${String(chosen).padStart(2, '0')}` };
}

/** 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  if (year < 1 || month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const SPAN = /^(\d{1,5})(d|w|m|y|days?|weeks?|months?|years?)$/;

function parseLast(value: string): Filter | { problem: string } {
  const match = SPAN.exec(value.toLowerCase());
  const amount = Number(match?.[1]);
  const unit = (['d', 'w', 'm', 'y'] as const).find(letter => letter === match?.[2]?.[0]);
  if (unit && amount > 0) return { on: 'last', amount, unit };
  return {
    problem: `"last:${shown(value)}" is not a span: write it such as last:7d, last:2w, last:3m or last:1y`,
  };
}

/**
 * The first day that `last:` takes in: the day that many days, weeks, months or years before `today`, so `last:1d` is
 * today and yesterday. A month later than the target month's end counts as its end.
 */
export function firstDayOf(
  span: { readonly amount: number; readonly unit: 'd' | 'w' | 'm' | 'y' },
  today: Day,
): Day {
  const [year = 1, month = 1, day = 1] = today.split('-').map(Number);
  if (span.unit === 'd' || span.unit === 'w') {
    const days = span.unit === 'd' ? span.amount : span.amount * 7;
    return isoDay(Date.UTC(year, month - 1, day) - days * DAY_MS);
  }
  const months = year * 12 + (month - 1) - (span.unit === 'm' ? span.amount : span.amount * 12);
  const targetYear = Math.floor(months / 12);
  if (targetYear < 1) return FIRST_DAY;
  const targetMonth = (months % 12) + 1;
  const clamped = Math.min(day, daysIn(targetYear, targetMonth));
  return [String(targetYear).padStart(4, '0'), two(targetMonth), two(clamped)].join('-');
}

const DAY_MS = 86_400_000;
const FIRST_DAY = '0001-01-01';
const two = (value: number): string => String(value).padStart(2, '0');

function isoDay(ms: number): Day {
  const text = new Date(ms).toISOString();
  return text.startsWith('-') || text.startsWith('0000') ? FIRST_DAY : text.slice(0, 10);
}
