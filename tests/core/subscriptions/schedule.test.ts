import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMoment, nextMoment, sameTimeOn } from '../../../src/core/subscriptions/schedule.ts';
import type { Schedule, Weekday } from '../../../src/core/subscriptions/subscription.ts';

const DAY_MS = 86_400_000;
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** With a time of day that one of the zone's clock changes leaves out or repeats, where it has changes. */
const ZONES: readonly (readonly [tz: string, wall: string])[] = [
  ['UTC', '09:00'],
  ['Europe/Berlin', '02:30'],
  ['Europe/London', '01:30'],
  ['Europe/Dublin', '01:00'],
  ['America/New_York', '02:30'],
  ['America/St_Johns', '02:15'],
  ['America/Sao_Paulo', '00:00'],
  ['America/Havana', '00:30'],
  ['America/Santiago', '23:30'],
  ['America/Asuncion', '00:00'],
  ['America/Scoresbysund', '23:30'],
  ['America/Nuuk', '22:30'],
  ['America/Caracas', '02:45'],
  ['Atlantic/Azores', '00:15'],
  ['Africa/Casablanca', '02:30'],
  ['Africa/Cairo', '00:30'],
  ['Africa/Juba', '23:30'],
  ['Asia/Beirut', '00:00'],
  ['Asia/Gaza', '00:30'],
  ['Asia/Tehran', '00:30'],
  ['Asia/Kolkata', '09:00'],
  ['Asia/Kathmandu', '09:00'],
  ['Asia/Pyongyang', '23:45'],
  ['Australia/Lord_Howe', '02:15'],
  ['Australia/Adelaide', '02:30'],
  ['Antarctica/Troll', '02:00'],
  ['Pacific/Chatham', '03:15'],
  ['Pacific/Apia', '03:30'],
  ['Pacific/Norfolk', '02:30'],
  ['Pacific/Kiritimati', '00:00'],
];

const minuteOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
const weekly = (tz: string, wall: string, days: readonly Weekday[] = EVERY_DAY): Schedule => ({
  kind: 'weekly',
  atMinute: minuteOf(wall),
  days,
  tz,
});
const cron = (expression: string, tz = 'UTC'): Schedule => ({ kind: 'cron', expression, tz });
const at = (text: string): number => Date.parse(text);

/** The wall clock by way of Intl, which the schedule does not use: `2015-03-29 02:30`. */
function wallClock(tz: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'short' });
  return instant => format.format(instant);
}

function walk(schedule: Schedule, from: number, until: number): number[] {
  const moments: number[] = [];
  for (let moment = nextMoment(schedule, from); moment < until; moment = nextMoment(schedule, moment))
    moments.push(moment);
  return moments;
}

const isoWeekday = (day: string): number => ((new Date(day).getUTCDay() + 6) % 7) + 1;

/** Days that a zone's calendar left out. https://en.wikipedia.org/wiki/International_Date_Line#Samoan_Islands_and_Tokelau */
const MISSING_DAYS: Readonly<Record<string, readonly string[]>> = { 'Pacific/Apia': ['2011-12-30'] };

function followingDay(tz: string, day: string): string {
  const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
  return MISSING_DAYS[tz]?.includes(next) ? followingDay(tz, next) : next;
}

/** At a moment the wall clock shows the time wanted, or the clock was just put forward over it. */
function isShown(wall: (instant: number) => string, moment: number, wanted: string): boolean {
  const shown = wall(moment);
  return shown === wanted || (wall(moment - 1) < wanted && wanted < shown);
}

/** No time up to three hours before a moment showed the same. */
function isFirst(wall: (instant: number) => string, moment: number): boolean {
  const shown = wall(moment);
  return [15, 30, 45, 60, 75, 90, 105, 120, 180].every(minutes => wall(moment - minutes * 60_000) !== shown);
}

describe('nextMoment', () => {
  it.each(ZONES)('gives %s one moment a local day for ten years, in order, at %s', (tz, wanted) => {
    const moments = walk(weekly(tz, wanted), at('2009-01-01T00:00:00Z'), at('2019-01-01T00:00:00Z'));
    const wall = wallClock(tz);
    let day = wall(moments[0] ?? 0).slice(0, 10);
    const wrong = moments.filter((moment, i) => {
      const previous = moments[i - 1] ?? moment - DAY_MS;
      const right = moment > previous && isShown(wall, moment, `${day} ${wanted}`);
      day = followingDay(tz, day);
      return !right || (moment - previous !== DAY_MS && !isFirst(wall, moment));
    });
    expect(wrong.map(wall)).toEqual([]);
    expect(day >= '2018-12-31').toBe(true);
  });

  it('keeps to the days and the time of any schedule in any zone', () => {
    const schedules = fc.record({
      tz: fc.constantFrom(...ZONES.map(([tz]) => tz)),
      minute: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 240 })),
      days: fc.subarray([...EVERY_DAY], { minLength: 1 }),
      from: fc.integer({ min: at('2009-01-01'), max: at('2030-01-01') }),
    });
    fc.assert(
      fc.property(schedules, ({ tz, minute, days, from }) => {
        const wall = wallClock(tz);
        const wanted = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const moments = walk(weekly(tz, wanted, days), from, from + 21 * DAY_MS);
        expect(moments.length).toBeGreaterThanOrEqual(days.length * 2);
        for (const moment of moments) {
          // A time left out may come after midnight.
          const day = [moment, moment - DAY_MS / 4]
            .map(instant => wall(instant).slice(0, 10))
            .find(local => (days as number[]).includes(isoWeekday(local)));
          expect(isShown(wall, moment, `${day} ${wanted}`)).toBe(true);
          expect(isFirst(wall, moment)).toBe(true);
        }
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it('is strictly after the instant given', () => {
    const schedule = weekly('Europe/Berlin', '09:00');
    expect(nextMoment(schedule, at('2025-06-02T07:00:00Z'))).toBe(at('2025-06-03T07:00:00Z'));
    expect(nextMoment(schedule, at('2025-06-02T06:59:59.999Z'))).toBe(at('2025-06-02T07:00:00Z'));
  });

  it('moves a time that the clock change leaves out to the first moment after it', () => {
    expect(nextMoment(weekly('Europe/Berlin', '02:30'), at('2025-03-30T00:00:00Z'))).toBe(
      at('2025-03-30T01:00:00Z'),
    );
    expect(nextMoment(weekly('Australia/Lord_Howe', '02:15'), at('2025-10-04T12:00:00Z'))).toBe(
      at('2025-10-04T15:30:00Z'),
    );
  });

  it('runs a time that the clock change repeats the first time only', () => {
    const schedule = weekly('Europe/Berlin', '02:30');
    expect(walk(schedule, at('2025-10-25T12:00:00Z'), at('2025-10-27T12:00:00Z'))).toEqual([
      at('2025-10-26T00:30:00Z'),
      at('2025-10-27T01:30:00Z'),
    ]);
  });

  it('has no moment on a day that the zone never had', () => {
    const moments = walk(
      weekly('Pacific/Apia', '09:00'),
      at('2011-12-28T20:00:00Z'),
      at('2011-12-31T12:00:00Z'),
    );
    expect(moments.map(wallClock('Pacific/Apia'))).toEqual(['2011-12-29 09:00', '2011-12-31 09:00']);
  });

  it('merges the cron times that one clock change leaves out', () => {
    const moments = walk(
      cron('*/20 2-3 * * *', 'Europe/Berlin'),
      at('2025-03-30T00:00:00Z'),
      at('2025-03-30T12:00:00Z'),
    );
    expect(moments.map(wallClock('Europe/Berlin'))).toEqual([
      '2025-03-30 03:00',
      '2025-03-30 03:20',
      '2025-03-30 03:40',
    ]);
  });

  it('finds a leap day that falls on a given weekday', () => {
    expect(nextMoment(cron('0 0 29 2 */7'), at('2025-01-01T00:00:00Z'))).toBe(at('2032-02-29T00:00:00Z'));
  });

  it('throws on a zone that does not exist', () => {
    expect(() => nextMoment(weekly('Mars/Olympus', '09:00'), 0)).toThrow(RangeError);
  });
});

describe('isMoment', () => {
  it('is true at a moment and not beside it', () => {
    const schedule = cron('0 9 * * 1-5', 'Asia/Kathmandu');
    const moment = at('2025-06-02T03:15:00Z');
    expect([moment - 1, moment, moment + 1].map(instant => isMoment(schedule, instant))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('sameTimeOn', () => {
  it('takes the earliest time of a cron expression', () => {
    expect(sameTimeOn(cron('30 8,17 * * *', 'Asia/Tokyo'), [1])).toEqual(weekly('Asia/Tokyo', '08:30', [1]));
  });
});
