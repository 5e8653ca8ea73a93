import { describe, expect, it } from 'vitest';
import { parseTrendPeriod } from '../../../src/core/trends/trend-period.ts';

describe('a period of trends', () => {
  it.each([
    ['26w', 26],
    ['3m', 13],
    ['6m', 26],
    ['1y', 52],
    [' 1Y ', 52],
    ['4w', 4],
    ['3y', 157],
  ])('%j is %i weeks', (typed, weeks) => {
    expect(parseTrendPeriod(typed)).toBe(weeks);
  });

  it.each(['', 'week', '6', '-3m', '6 months', '1.5y', '10d'])('%j is no span, and is named', typed => {
    expect(() => parseTrendPeriod(typed)).toThrow(
      `period must be a span such as 12w, 6m or 1y, not ${typed}`,
    );
  });

  it.each(['0w', '3w', '4y', '9999w'])('%j is out of bounds, which are named', typed => {
    expect(() => parseTrendPeriod(typed)).toThrow(`period must be from 4w to 3y, not ${typed}`);
  });
});
