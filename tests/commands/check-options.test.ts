import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../src/commands/check-options.ts';
import type { CommandSpec, OptionSpec } from '../../src/commands/command.ts';
import { UsageError } from '../../src/core/errors.ts';

const check = (option: Partial<OptionSpec> & Pick<OptionSpec, 'kind'>, text: string): unknown => {
  const spec: CommandSpec = {
    name: 'demo',
    summary: 'One option',
    access: 'read',
    options: { it: { summary: 'It', ...option } },
    examples: [],
  };
  try {
    return checkOptions(spec, { it: text }, { today: '2026-01-07' })['it'];
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe('an option', () => {
  it.each([
    ['9', 540],
    ['09:00', 540],
    ['9am', 540],
    ['9 AM', 540],
    ['9:30 p.m.', 1290],
    ['12am', 0],
    ['12pm', 720],
    ['21.15', 1275],
    ['7h', 420],
    ['noon', 720],
    ['midnight', 0],
    ['0:00', 0],
  ])('of kind time takes %s', (text, minutes) => {
    expect(check({ kind: 'time' }, text)).toBe(minutes);
  });

  it.each(['25:00', '9:60', '13pm', '0am', 'nine', '9:5', '-1'])('of kind time refuses %s', text => {
    expect(check({ kind: 'time' }, text)).toBe(`it must be a time such as 09:00, 9 or 9am, not ${text}`);
  });

  it.each([
    ['weekdays', [1, 2, 3, 4, 5]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['mon,thu', [1, 4]],
    ['Thursday, Monday', [1, 4]],
    ['mon-wed', [1, 2, 3]],
    ['fri-mon', [1, 5, 6, 7]],
    ['weekends', [6, 7]],
    ['mo tu mo', [1, 2]],
  ])('of kind days takes %s', (text, days) => {
    expect(check({ kind: 'days' }, text)).toEqual(days);
  });

  it('of kind days names the day it does not know and the one that was meant', () => {
    expect(check({ kind: 'days' }, 'mon,thx')).toBe(
      'it must be weekdays, daily or a list such as mon,wed,fri; thx is no day (did you mean thu?)',
    );
    expect(check({ kind: 'days' }, 't')).toContain('t is no day');
  });

  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['america/new york', 'America/New_York'],
    ['utc', 'UTC'],
  ])('of kind zone takes %s', (text, zone) => {
    expect(check({ kind: 'zone' }, text)).toBe(zone);
  });

  it.each([
    ['Berlin', 'unknown zone Berlin (did you mean Europe/Berlin?)'],
    ['Europe/Berln', 'unknown zone Europe/Berln (did you mean Europe/Berlin?)'],
    ['Amerika/New_York', 'unknown zone Amerika/New_York (did you mean America/New_York?)'],
    ['+01:00', 'unknown zone +01:00; use an IANA zone such as Europe/Berlin'],
  ])('of kind zone refuses %s and says what was meant', (text, message) => {
    expect(check({ kind: 'zone' }, text)).toBe(message);
  });

  it('of kind integer keeps to its range', () => {
    expect(check({ kind: 'integer', min: 1, max: 50 }, '8')).toBe(8);
    expect(check({ kind: 'integer', min: 1, max: 50 }, '51')).toBe(
      'it must be a whole number from 1 to 50, not 51',
    );
    expect(check({ kind: 'integer' }, '-1')).toBe('it must be a whole number from 0, not -1');
    expect(check({ kind: 'integer' }, '3.5')).toBe('it must be a whole number from 0, not 3.5');
  });

  it('of kind choice names the choices and the one that was meant', () => {
    const choices = ['compact', 'full', 'thread'];
    expect(check({ kind: 'choice', choices }, 'FULL')).toBe('full');
    expect(check({ kind: 'choice', choices }, 'compct')).toBe(
      'it must be compact, full, thread, not compct (did you mean compact?)',
    );
  });

  it('of kind day takes dates and today', () => {
    expect(check({ kind: 'day' }, '2026-02-28')).toBe('2026-02-28');
    expect(check({ kind: 'day' }, 'today')).toBe('2026-01-07');
    expect(check({ kind: 'day' }, 'Yesterday')).toBe('2026-01-06');
    for (const wrong of ['2026-02-30', '2026-1-7', 'tomorrow', '2026-13-01']) {
      expect(check({ kind: 'day' }, wrong)).toBe(
        `it must be a day such as 2026-01-07, today or yesterday, not ${wrong}`,
      );
    }
  });

  it('of kind cron is checked field by field', () => {
    expect(check({ kind: 'cron' }, '0  9 * * 1-5')).toBe('0 9 * * 1-5');
    expect(check({ kind: 'cron' }, '0 25 * * *')).toMatch(/25/);
  });

  it('that is required is asked for', () => {
    expect(check({ kind: 'text', required: true, positional: true }, ' ')).toBe(
      'demo needs it; see help demo',
    );
  });
});
