import type { InstantMs } from '../../core/time.ts';

/**
 * How long an answer asks its reader to stay away, in ms from `now`; `undefined` when it does not ask.
 * Reads `Retry-After` (seconds or a date) and `RateLimit: "api";r=0;t=55`, where `r` is what is left of the window and
 * `t` the seconds until it is full again (https://huggingface.co/docs/hub/rate-limits). The longest wins.
 */
export function askedPause(headers: Headers, now: InstantMs): number | undefined {
  const pauses = [retryAfter(headers.get('retry-after'), now), ...exhausted(headers.get('ratelimit'))];
  const known = pauses.filter(pause => pause !== undefined);
  return known.length === 0 ? undefined : Math.max(0, ...known);
}

function retryAfter(value: string | null, now: InstantMs): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - now;
}

/** The waiting times of every policy in a `RateLimit` field that has nothing left. */
function exhausted(value: string | null): number[] {
  return (value ?? '').split(',').flatMap(policy => {
    const left = /;\s*r=(\d+)/i.exec(policy)?.[1];
    const seconds = /;\s*t=(\d+)/i.exec(policy)?.[1];
    return left !== undefined && Number(left) === 0 && seconds !== undefined ? [Number(seconds) * 1000] : [];
  });
}
