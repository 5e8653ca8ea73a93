import type { InstantMs } from '../../core/time.ts';
import { LIMITS } from './limits.ts';

const DAY_MS = 24 * 3_600_000;

/** The bot's status line. A moment is in UTC: everybody sees the same line. */
export function presenceText(next: InstantMs | undefined, now: InstantMs): string {
  if (next === undefined) return '/papers help';
  const at = new Date(next).toISOString();
  const text =
    next - now < DAY_MS
      ? `Next edition at ${at.slice(11, 16)} UTC`
      : `Next edition on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
  return text.slice(0, LIMITS.presence);
}
