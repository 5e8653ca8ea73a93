import { describe, expect, it } from 'vitest';
import type { Schedule, SubscriptionState } from '../../../src/core/subscriptions/subscription.ts';
import {
  isActive,
  kindsDueAt,
  nextDueMoment,
  nextMomentOf,
  owedSince,
} from '../../../src/core/subscriptions/subscription-moments.ts';

const at = (text: string): number => Date.parse(text);
const schedule: Schedule = { kind: 'weekly', atMinute: 540, days: [1, 2], tz: 'UTC' };
const paused = (until?: number): SubscriptionState => ({
  kind: 'paused',
  reason: 'asked',
  since: 50,
  ...(until === undefined ? {} : { until }),
});

describe('a subscription with a recap', () => {
  const timed = { schedule, recap: 'week' } as const;

  it('is due both kinds where their moments meet', () => {
    expect(kindsDueAt(timed, at('2025-06-09T09:00:00Z'))).toEqual(['digest', 'week-recap']);
    expect(kindsDueAt(timed, at('2025-06-10T09:00:00Z'))).toEqual(['digest']);
    expect(kindsDueAt(timed, at('2025-06-10T09:01:00Z'))).toEqual([]);
  });

  it('is next due at the earlier of its schedules', () => {
    const monthly = { schedule, recap: 'month' } as const;
    expect(nextDueMoment(monthly, at('2025-07-01T10:00:00Z'))).toBe(at('2025-07-03T09:00:00Z'));
    expect(nextMomentOf(monthly, 'digest', at('2025-07-01T10:00:00Z'))).toBe(at('2025-07-07T09:00:00Z'));
    expect(nextMomentOf(monthly, 'week-recap', 0)).toBeUndefined();
  });
});

describe('isActive', () => {
  it('is true again from the end of a pause', () => {
    expect(isActive({ state: { kind: 'active' } }, 100)).toBe(true);
    expect(isActive({ state: paused() }, 100)).toBe(false);
    expect(isActive({ state: paused(101) }, 100)).toBe(false);
    expect(isActive({ state: paused(100) }, 100)).toBe(true);
  });
});

describe('owedSince', () => {
  it('is the last change, or the end of the pause when that is later', () => {
    expect(owedSince({ state: { kind: 'active' }, updatedAt: 60 })).toBe(60);
    expect(owedSince({ state: paused(), updatedAt: 60 })).toBe(60);
    expect(owedSince({ state: paused(90), updatedAt: 60 })).toBe(90);
  });
});
