import { UsageError } from '../core/errors.ts';
import type { Day } from '../core/time.ts';
import type { VerbInput } from './verb.ts';

/** The day a flag gives. Throws UsageError that names the flag when it is no day of the calendar. */
export function readDayFlag(flags: VerbInput['flags'], name: string): Day | undefined {
  const text = flags[name];
  if (typeof text !== 'string') return undefined;
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--${name} must be a day such as 2026-01-07, not ${text}`);
  }
  return text;
}
