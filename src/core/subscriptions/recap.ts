import { Temporal } from 'temporal-polyfill';
import type { EditionKind } from '../delivery/edition.ts';
import type { Day, InstantMs } from '../time.ts';
import { firstMinute, sameTimeOn } from './schedule.ts';
import type { Schedule, Subscription } from './subscription.ts';

export type RecapKind = Exclude<EditionKind, 'digest'>;

/** Votes of a month's last papers come in for about three days. */
const MONTH_RECAP_DAY = 3;

/**
 * When a subscription's recap goes out, at the digest's earliest time of day: Monday for the week that ended the day
 * before (its last papers are Friday's, three days old), the third of the month for the month before. Nothing when
 * the subscription wants none.
 */
export function recapSchedule(
  subscription: Pick<Subscription, 'recap' | 'schedule'>,
): { readonly kind: RecapKind; readonly schedule: Schedule } | undefined {
  const { recap, schedule } = subscription;
  if (recap === 'off') return undefined;
  if (recap === 'week') return { kind: 'week-recap', schedule: sameTimeOn(schedule, [1]) };
  const minute = firstMinute(schedule);
  const expression = `${minute % 60} ${Math.floor(minute / 60)} ${MONTH_RECAP_DAY} * *`;
  return { kind: 'month-recap', schedule: { kind: 'cron', expression, tz: schedule.tz } };
}

/** The listing days, both included, that a recap due at this moment looks back on. */
export function recapPeriod(
  kind: RecapKind,
  dueAt: InstantMs,
  tz: string,
): { readonly since: Day; readonly until: Day } {
  const today = Temporal.Instant.fromEpochMilliseconds(dueAt).toZonedDateTimeISO(tz).toPlainDate();
  const since =
    kind === 'week-recap'
      ? today.subtract({ days: today.dayOfWeek + 6 })
      : today.with({ day: 1 }).subtract({ months: 1 });
  const until =
    kind === 'week-recap' ? since.add({ days: 6 }) : since.add({ months: 1 }).subtract({ days: 1 });
  return { since: since.toString(), until: until.toString() };
}
