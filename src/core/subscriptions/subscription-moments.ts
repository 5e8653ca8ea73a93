import type { EditionKind } from '../delivery/edition.ts';
import type { InstantMs } from '../time.ts';
import { recapSchedule } from './recap.ts';
import { isMoment, nextMoment } from './schedule.ts';
import type { Schedule, Subscription } from './subscription.ts';

type Timed = Pick<Subscription, 'schedule' | 'recap'>;

function schedulesOf(subscription: Timed): readonly { kind: EditionKind; schedule: Schedule }[] {
  const recap = recapSchedule(subscription);
  return [{ kind: 'digest' as const, schedule: subscription.schedule }, ...(recap ? [recap] : [])];
}

/** The first moment after `after` at which an edition of any kind is due: what a store keeps as next due. */
export function nextDueMoment(subscription: Timed, after: InstantMs): InstantMs {
  return Math.min(...schedulesOf(subscription).map(({ schedule }) => nextMoment(schedule, after)));
}

/** The kinds of edition that a subscription is due at exactly this moment. */
export function kindsDueAt(subscription: Timed, at: InstantMs): readonly EditionKind[] {
  return schedulesOf(subscription).flatMap(({ kind, schedule }) => (isMoment(schedule, at) ? [kind] : []));
}

/** The next moment of one kind after `after`; nothing when the subscription wants no such edition. */
export function nextMomentOf(
  subscription: Timed,
  kind: EditionKind,
  after: InstantMs,
): InstantMs | undefined {
  const found = schedulesOf(subscription).find(entry => entry.kind === kind);
  return found && nextMoment(found.schedule, after);
}

/** Neither paused nor, where its pause has an end, paused any longer. */
export function isActive(subscription: Pick<Subscription, 'state'>, now: InstantMs): boolean {
  const { state } = subscription;
  return state.kind === 'active' || (state.until !== undefined && state.until <= now);
}

/**
 * The instant up to which a subscription is owed nothing: it was made, changed, resumed, or its pause ended then.
 * Moments up to it are passed over without an edition.
 */
export function owedSince(subscription: Pick<Subscription, 'state' | 'updatedAt'>): InstantMs {
  const { state, updatedAt } = subscription;
  return state.kind === 'paused' ? Math.max(updatedAt, state.until ?? updatedAt) : updatedAt;
}
