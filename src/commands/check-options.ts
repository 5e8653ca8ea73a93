import { UsageError } from '../core/errors.ts';
import { parseCron } from '../core/subscriptions/cron.ts';
import type { Weekday } from '../core/subscriptions/subscription.ts';
import { parseZone } from '../core/subscriptions/zone.ts';
import { didYouMean } from '../core/suggest-spelling.ts';
import type { Day } from '../core/time.ts';
import type { CommandSpec, OptionSpec, RawOptions } from './command.ts';

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What relative values are measured from. */
export interface OptionContext {
  /** The listing day of now. */
  readonly today: Day;
}

/**
 * Option texts → the values a handler gets. Throws UsageError that names the option, what was said and what is taken;
 * the first that is wrong, in the order of the declaration.
 */
export function checkOptions(
  spec: CommandSpec,
  raw: RawOptions,
  context: OptionContext,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(spec.options)) {
    const text = raw[name]?.trim();
    if (text) values[name] = readValue(name, option, text, context);
    else if (option.required)
      throw new UsageError(
        `${spec.name} needs ${option.positional ? '' : 'the option '}${name}; see help ${spec.name}`,
      );
  }
  return values;
}

function readValue(name: string, option: OptionSpec, text: string, context: OptionContext): unknown {
  switch (option.kind) {
    case 'text':
    case 'query':
    case 'paper':
      return text;
    case 'integer':
      return readInteger(name, option, text);
    case 'choice':
      return readChoice(name, option.choices ?? [], text);
    case 'time':
      return readTime(name, text);
    case 'days':
      return readDays(name, text);
    case 'zone':
      return parseZone(text);
    case 'day':
      return readDay(name, text, context.today);
    case 'cron':
      parseCron(text);
      return text.replace(/\s+/g, ' ');
  }
}

function readInteger(
  name: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: OptionSpec,
  text: string,
): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  const range =
    max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`;
  throw new UsageError(`${name} must be ${range}, not ${text}`);
}

function readChoice(name: string, choices: readonly string[], text: string): string {
  const choice = choices.find(each => each === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new UsageError(`${name} must be ${choices.join(', ')}, not ${text}${didYouMean(text, choices)}`);
}

/** `9`, `9am`, `9:30 pm`, `09:00`, `9h`, `noon` → minutes after midnight. */
function readTime(name: string, text: string): number {
  const word = text.toLowerCase().replace(/\s+/g, '');
  if (word === 'noon') return 12 * 60;
  if (word === 'midnight') return 0;
  const match = /^(\d{1,2})(?:[:.h](\d{2})|h)?(am|pm|a\.m\.|p\.m\.)?$/.exec(word);
  const hour = Number(match?.[1]);
  const minute = Number(match?.[2] ?? 0);
  const half = match?.[3]?.[0];
  const valid = match !== null && minute < 60 && (half ? hour >= 1 && hour <= 12 : hour < 24);
  if (!valid) throw new UsageError(`${name} must be a time such as 09:00, 9 or 9am, not ${text}`);
  return (half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour) * 60 + minute;
}

function readDays(name: string, text: string): readonly Weekday[] {
  const parts = text
    .toLowerCase()
    .split(/[\s,;+]+/)
    .filter(part => part !== '');
  const chosen = new Set(parts.flatMap(part => readDayRange(name, part)));
  return WEEKDAYS.filter(day => chosen.has(day));
}

function readDayRange(name: string, part: string): readonly Weekday[] {
  if (part === 'weekdays' || part === 'workdays') return WEEKDAYS.slice(0, 5);
  if (part === 'daily' || part === 'everyday') return WEEKDAYS;
  if (part === 'weekends' || part === 'weekend') return WEEKDAYS.slice(5);
  const [from = '', to = from] = part.split(/[-–]/);
  const first = readWeekday(name, from);
  const last = readWeekday(name, to);
  return WEEKDAYS.filter(day => (first <= last ? day >= first && day <= last : day >= first || day <= last));
}

function readWeekday(name: string, word: string): Weekday {
  const day = word.length >= 2 ? WEEKDAYS[DAY_NAMES.findIndex(each => each.startsWith(word))] : undefined;
  if (day !== undefined) return day;
  const meant = didYouMean(word, [
    ...DAY_NAMES,
    ...DAY_NAMES.map(each => each.slice(0, 3)),
    'weekdays',
    'daily',
  ]);
  throw new UsageError(
    `${name} must be weekdays, daily or a list such as mon,wed,fri; ${word || 'nothing'} is no day${meant}`,
  );
}

function readDay(name: string, text: string, today: Day): Day {
  const word = text.toLowerCase();
  if (word === 'today') return today;
  if (word === 'yesterday') return shiftDay(today, -1);
  if (!ISO_DAY.test(text) || shiftDay(text, 0) !== text) {
    throw new UsageError(`${name} must be a day such as 2026-01-07, today or yesterday, not ${text}`);
  }
  return text;
}

function shiftDay(day: Day, days: number): Day {
  const instant = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return Number.isNaN(instant) ? '' : new Date(instant).toISOString().slice(0, 10);
}
