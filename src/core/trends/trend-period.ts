import { UsageError } from '../errors.ts';

const WEEKS = { w: 1, m: 365.25 / 12 / 7, y: 365.25 / 7 } as const;
const MIN_WEEKS = 4;
const MAX_WEEKS = 157;

/** What trends cover when nothing is said. */
export const DEFAULT_PERIOD = '6m';

/**
 * `26w`, `6m`, `1y` → whole weeks, a month being a twelfth of a year. Throws UsageError for anything else, and for less
 * than four weeks or more than three years.
 */
export function parseTrendPeriod(typed: string): number {
  const match = /^(\d{1,4})\s*([wmy])$/i.exec(typed.trim());
  const unit = match?.[2]?.toLowerCase() as keyof typeof WEEKS | undefined;
  if (!unit) throw new UsageError(`period must be a span such as 12w, 6m or 1y, not ${typed.trim()}`);
  const weeks = Math.round(Number(match?.[1]) * WEEKS[unit]);
  if (weeks < MIN_WEEKS || weeks > MAX_WEEKS)
    throw new UsageError(`period must be from 4w to 3y, not ${typed.trim()}`);
  return weeks;
}
