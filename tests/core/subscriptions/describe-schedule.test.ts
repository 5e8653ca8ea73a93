import { describe, expect, it } from 'vitest';
import { describeMoment, describeSchedule } from '../../../src/core/subscriptions/describe-schedule.ts';
import type { Schedule } from '../../../src/core/subscriptions/subscription.ts';

const tz = 'Europe/Berlin';

describe('describeSchedule', () => {
  it.each<[Schedule, string]>([
    [{ kind: 'weekly', atMinute: 540, days: [1, 2, 3, 4, 5], tz }, 'weekdays at 09:00 (Europe/Berlin)'],
    [{ kind: 'weekly', atMinute: 1, days: [1, 2, 3, 4, 5, 6, 7], tz }, 'every day at 00:01 (Europe/Berlin)'],
    [{ kind: 'weekly', atMinute: 1439, days: [6, 7], tz }, 'weekends at 23:59 (Europe/Berlin)'],
    [{ kind: 'weekly', atMinute: 540, days: [1, 4], tz }, 'Mon, Thu at 09:00 (Europe/Berlin)'],
    [{ kind: 'cron', expression: '0 9 * * 1-5', tz }, 'weekdays at 09:00 (Europe/Berlin)'],
    [{ kind: 'cron', expression: '30 8,17 * * *', tz }, 'every day at 08:30, 17:30 (Europe/Berlin)'],
    [{ kind: 'cron', expression: '0 9 1 * *', tz }, 'cron 0 9 1 * * (Europe/Berlin)'],
    [{ kind: 'cron', expression: '0 9 1-31 * mon', tz }, 'cron 0 9 1-31 * mon (Europe/Berlin)'],
    [{ kind: 'cron', expression: '*/10 * * * *', tz }, 'cron */10 * * * * (Europe/Berlin)'],
  ])('puts %j in words', (schedule, words) => {
    expect(describeSchedule(schedule)).toBe(words);
  });
});

describe('describeMoment', () => {
  it('shows the wall clock of the zone', () => {
    expect(describeMoment(Date.parse('2026-01-05T08:00:00Z'), tz)).toBe(
      'Mon 5 Jan 2026, 09:00 (Europe/Berlin)',
    );
    expect(describeMoment(Date.parse('2026-07-05T22:30:00Z'), 'Asia/Kathmandu')).toBe(
      'Mon 6 Jul 2026, 04:15 (Asia/Kathmandu)',
    );
  });
});
