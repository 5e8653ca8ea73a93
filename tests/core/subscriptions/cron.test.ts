import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/core/errors.ts';
import { cronRunsOn, parseCron } from '../../../src/core/subscriptions/cron.ts';

const clock = (expression: string): string[] =>
  parseCron(expression).minutesOfDay.map(
    minute => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`,
  );
const weekdays = (expression: string): number[] => [...parseCron(expression).weekdays].sort((a, b) => a - b);
const runsOn = (expression: string, day: string): boolean => {
  const date = new Date(day);
  return cronRunsOn(parseCron(expression), {
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
  });
};

describe('parseCron', () => {
  it.each([
    ['0 9 * * *', ['9:00']],
    ['  0   9 * * *  ', ['9:00']],
    ['5,35 8-10 * * *', ['8:05', '8:35', '9:05', '9:35', '10:05', '10:35']],
    ['*/20 6 * * *', ['6:00', '6:20', '6:40']],
    ['10-40/15 6 * * *', ['6:10', '6:25', '6:40']],
    ['50/5 6 * * *', ['6:50', '6:55']],
    ['0 22/2 * * *', ['22:00']],
    ['30,0,30 6 * * *', ['6:00', '6:30']],
  ])('reads the times of %j', (expression, times) => {
    expect(clock(expression)).toEqual(times);
  });

  it.each([
    ['0 9 * * 1-5', [1, 2, 3, 4, 5]],
    ['0 9 * * Mon-FRI', [1, 2, 3, 4, 5]],
    ['0 9 * * 0', [7]],
    ['0 9 * * 7', [7]],
    ['0 9 * * fri-sun', [5, 6, 7]],
    ['0 9 * * 5-0', [5, 6, 7]],
    ['0 9 * * 0-2', [1, 2, 7]],
    ['0 9 * * *', [1, 2, 3, 4, 5, 6, 7]],
    ['0 9 * * */2', [2, 4, 6, 7]],
    ['0 9 * * mon,thu', [1, 4]],
  ])('reads the weekdays of %j', (expression, days) => {
    expect(weekdays(expression)).toEqual(days);
  });

  it.each([
    [
      '',
      'needs five fields (minute, hour, day of month, month, day of week) but has 0, as "0 9 * * 1-5" has',
    ],
    ['0 9 * *', 'but has 4'],
    ['0 0 9 * * *', 'but has 6'],
    ['60 9 * * *', 'minute "60" is not 0–59'],
    ['0 24 * * *', 'hour "24" is not 0–23'],
    ['0 9 0 * *', 'day of month "0" is not 1–31'],
    ['0 9 * 13 *', 'month "13" is not 1–12 or jan–dec'],
    ['0 9 * * 8', 'day of week "8" is not 0–7 or sun–sat'],
    ['0 9 * * funday', 'day of week "funday" is not 0–7 or sun–sat'],
    ['0 9 * * 5-1', 'day of week "5-1" runs backwards'],
    ['40-20 9 * * *', 'minute "40-20" runs backwards'],
    ['*/0 9 * * *', 'minute step "0" is not a number from 1'],
    ['*/x 9 * * *', 'minute step "x" is not a number from 1'],
    ['1/2/3 9 * * *', 'minute "1/2/3" has more than one step'],
    ['1-2-3 9 * * *', 'minute "1-2-3" is not a range'],
    ['0,,5 9 * * *', 'minute "0,,5" has a comma too many'],
    ['-5 9 * * *', 'minute "" is not 0–59'],
    ['1.5 9 * * *', 'minute "1.5" is not 0–59'],
    ['0 9 30 2 *', 'day 30 never comes in month 2'],
    ['0 9 31 4,6,9,11 *', 'day 31 never comes in month 4,6,9,11'],
    ['@daily', 'names are not understood; write "0 0 * * *"'],
  ])('says what is wrong with %j', (expression, problem) => {
    expect(() => parseCron(expression)).toThrow(UsageError);
    expect(() => parseCron(expression)).toThrow(`cron "${expression}": `);
    expect(() => parseCron(expression)).toThrow(problem);
  });
});

describe('cronRunsOn', () => {
  it('runs on either kind of day when both are restricted', () => {
    const expression = '0 9 13 * fri';
    expect(runsOn(expression, '2025-06-13')).toBe(true);
    expect(runsOn(expression, '2025-06-20')).toBe(true);
    expect(runsOn(expression, '2025-07-13')).toBe(true);
    expect(runsOn(expression, '2025-07-14')).toBe(false);
  });

  it('needs both when one starts with a star', () => {
    expect(runsOn('0 9 */2 * mon', '2025-06-09')).toBe(true);
    expect(runsOn('0 9 */2 * mon', '2025-06-02')).toBe(false);
    expect(runsOn('0 9 13 * *', '2025-06-20')).toBe(false);
  });

  it('keeps to the months', () => {
    expect(runsOn('0 9 * jan,mar *', '2025-02-01')).toBe(false);
    expect(runsOn('0 9 * jan,mar *', '2025-03-01')).toBe(true);
  });

  it('needs no day that exists in its months when a weekday will do', () => {
    expect(runsOn('0 9 30 2 mon', '2025-02-03')).toBe(true);
  });
});
