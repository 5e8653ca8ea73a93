import { describe, expect, it } from 'vitest';
import { dayText, periodText, weekdayText } from '../../../src/core/digest/day-text.ts';

describe('days in words', () => {
  it('have no leading zero', () => {
    expect(dayText('2026-01-07')).toBe('7 January 2026');
  });

  it('have their weekday, in every zone of the machine', () => {
    expect(weekdayText('2026-01-07')).toBe('Wednesday 7 January 2026');
    expect(weekdayText('2024-02-29')).toBe('Thursday 29 February 2024');
  });
});

describe('a period in words', () => {
  const since = (from: string, until: string): string => periodText({ kind: 'since', since: from, until });

  it('is a weekday for one day', () => {
    expect(periodText({ kind: 'day', day: '2026-01-07' })).toBe('Wednesday 7 January 2026');
    expect(since('2026-01-07', '2026-01-07')).toBe('Wednesday 7 January 2026');
  });

  it('says month and year once where they are the same', () => {
    expect(since('2026-01-05', '2026-01-07')).toBe('5–7 January 2026');
    expect(since('2026-01-30', '2026-02-02')).toBe('30 January – 2 February 2026');
    expect(since('2025-12-30', '2026-01-02')).toBe('30 December 2025 – 2 January 2026');
  });
});
