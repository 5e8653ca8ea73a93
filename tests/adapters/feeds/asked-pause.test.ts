import { describe, expect, it } from 'vitest';
import { askedPause } from '../../../src/adapters/feeds/asked-pause.ts';

const now = Date.parse('2026-01-07T12:00:00Z');
const pause = (headers: Record<string, string>): number | undefined => askedPause(new Headers(headers), now);

describe('the pause an answer asks for', () => {
  it.each([
    [{ ratelimit: '"api";r=0;t=2' }, 2_000],
    [{ ratelimit: '"pages";r=3;t=9, "api"; r=0; t=55' }, 55_000],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Wed, 07 Jan 2026 12:01:00 GMT' }, 60_000],
    [{ 'retry-after': '3', ratelimit: '"api";r=0;t=40' }, 40_000],
    [{ 'retry-after': 'Wed, 07 Jan 2026 11:00:00 GMT' }, 0],
  ])('of %j is %i ms', (headers, expected) => {
    expect(pause(headers)).toBe(expected);
  });

  it.each([
    [{}],
    [{ ratelimit: '"api";r=12;t=250' }],
    [{ ratelimit: '"api";r=0' }],
    [{ ratelimit: 'nonsense' }],
    [{ 'retry-after': 'soon' }],
  ])('of %j is none', headers => {
    expect(pause(headers as Record<string, string>)).toBeUndefined();
  });
});
