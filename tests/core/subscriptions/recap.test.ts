import { describe, expect, it } from 'vitest';
import { recapPeriod, recapSchedule } from '../../../src/core/subscriptions/recap.ts';
import { nextMoment } from '../../../src/core/subscriptions/schedule.ts';
import type { Schedule } from '../../../src/core/subscriptions/subscription.ts';

const nine: Schedule = { kind: 'weekly', atMinute: 540, days: [2, 4], tz: 'Pacific/Auckland' };
const at = (text: string): number => Date.parse(text);

describe('recapSchedule', () => {
  it('is nothing when no recap is wanted', () => {
    expect(recapSchedule({ recap: 'off', schedule: nine })).toBeUndefined();
  });

  it('puts a week on Monday and a month on its third, at the hour of the digest', () => {
    const week = recapSchedule({ recap: 'week', schedule: nine });
    const month = recapSchedule({ recap: 'month', schedule: nine });
    const from = at('2025-06-04T00:00:00Z');
    expect(week && nextMoment(week.schedule, from)).toBe(at('2025-06-08T21:00:00Z'));
    expect(month && nextMoment(month.schedule, from)).toBe(at('2025-07-02T21:00:00Z'));
  });
});

describe('recapPeriod', () => {
  it('looks back on the week from Monday to Sunday, in the wall clock of the zone', () => {
    expect(recapPeriod('week-recap', at('2025-06-08T21:00:00Z'), 'Pacific/Auckland')).toEqual({
      since: '2025-06-02',
      until: '2025-06-08',
    });
  });

  it('looks back on the whole month before, over a new year too', () => {
    expect(recapPeriod('month-recap', at('2026-01-03T09:00:00Z'), 'UTC')).toEqual({
      since: '2025-12-01',
      until: '2025-12-31',
    });
  });
});
