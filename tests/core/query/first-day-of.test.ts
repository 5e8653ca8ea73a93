import { describe, expect, it } from 'vitest';
import { firstDayOf } from '../../../src/core/query/parse-filter.ts';

describe('firstDayOf', () => {
  it.each([
    [{ amount: 1, unit: 'd' }, '2026-03-01', '2026-02-28'],
    [{ amount: 2, unit: 'w' }, '2026-01-07', '2025-12-24'],
    [{ amount: 1, unit: 'm' }, '2026-03-31', '2026-02-28'],
    [{ amount: 13, unit: 'm' }, '2026-01-15', '2024-12-15'],
    [{ amount: 2, unit: 'y' }, '2024-02-29', '2022-02-28'],
    [{ amount: 99_999, unit: 'y' }, '2026-01-01', '0001-01-01'],
    [{ amount: 99_999, unit: 'w' }, '2026-01-01', '0109-06-27'],
  ] as const)('%j before %s is %s', (span, today, first) => {
    expect(firstDayOf(span, today)).toBe(first);
  });
});
