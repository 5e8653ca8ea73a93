import { UsageError } from '../core/errors.ts';
import type { VerbInput } from './verb.ts';

/** The number `--limit` gives, 1 to `max`. Throws UsageError for anything else. */
export function readLimit(text: VerbInput['flags'][string], fallback: number, max: number): number {
  if (typeof text !== 'string') return fallback;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > max)
    throw new UsageError(`--limit must be a whole number from 1 to ${max}, not ${text}`);
  return limit;
}
