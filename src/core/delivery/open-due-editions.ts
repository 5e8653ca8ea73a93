import type { Log } from '../log.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { isActive, kindsDueAt, nextDueMoment, owedSince } from '../subscriptions/subscription-moments.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { Clock, InstantMs } from '../time.ts';
import type { EditionKind } from './edition.ts';
import type { LeaseStore } from './lease-store.ts';
import type { Ledger } from './ledger.ts';

export interface OpeningPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptions: SubscriptionStore;
  readonly ledger: Ledger;
  readonly leases: LeaseStore;
  /** This process, unlike any other that runs or ran. */
  readonly owner: string;
  /** At most 22 characters of `[a-z0-9]`, never the same twice. */
  readonly newId: () => string;
  /** For how long, after a process died at this, no other takes it up. */
  readonly leaseMs: number;
}

const LEASE = 'open-due-editions';
const BATCH = 200;
/** After a long silence only so many of a schedule's last moments get an edition: a missed night, not a missed year. */
const MOST_MOMENTS = 50;
/** When a subscription whose schedule can't be read is looked at again. */
const BROKEN_RETRY_MS = 3_600_000;

/**
 * Opens the editions of every subscription whose moment has come and moves its next due moment on. Killed anywhere,
 * it is simply run again: an edition is opened once whoever tries. One process does it at a time; resolves to how many
 * it opened, nothing when another process is at it.
 */
export async function openDueEditions(ports: OpeningPorts, signal: AbortSignal): Promise<number | undefined> {
  const { clock, leases, subscriptions, owner } = ports;
  const holds = () => leases.hold(LEASE, owner, clock.now(), ports.leaseMs);
  if (!(await holds())) return undefined;
  let opened = 0;
  try {
    while (!signal.aborted && (await holds())) {
      const now = clock.now();
      const due = await subscriptions.due(now, BATCH);
      const done = new Set<string>();
      for (const { subscription, dueAt } of due)
        if (!done.has(subscription.id)) opened += await openChannel(subscription, dueAt, now, done, ports);
      if (due.length < BATCH) break;
    }
  } finally {
    await leases.release(LEASE, owner);
  }
  return opened;
}

/** A subscription with the moment from which it is looked at, and what it is owed since. */
interface Owed {
  readonly subscription: Subscription;
  readonly dueAt: InstantMs;
  readonly moments: readonly InstantMs[];
  readonly next: InstantMs;
}

/**
 * Everything that a channel is owed, in one go and in order: an edition that was opened after a later one could be
 * worked on beside it, and the two would show the same papers.
 */
async function openChannel(
  found: Subscription,
  foundDueAt: InstantMs,
  now: InstantMs,
  done: Set<string>,
  ports: OpeningPorts,
): Promise<number> {
  const { ledger, newId, subscriptions } = ports;
  const { channel } = found;
  const owed: Owed[] = [];
  for (const subscription of await subscriptions.ofChannel(channel)) {
    const dueAt = subscription.id === found.id ? foundDueAt : await subscriptions.nextDue(subscription.id);
    if (dueAt === undefined || dueAt > now || !isActive(subscription, now)) continue;
    done.add(subscription.id);
    const reading = readOwed(subscription, dueAt, now, ports.log);
    if (reading) owed.push(reading);
    else await subscriptions.advance(subscription.id, dueAt, now + BROKEN_RETRY_MS);
  }
  let opened = 0;
  const moments = [...new Set(owed.flatMap(entry => entry.moments))].sort((a, b) => a - b);
  for (const dueAt of moments)
    for (const [kind, subscriptionIds] of kindsAt(owed, dueAt))
      if (await ledger.open({ channel, kind, dueAt, id: newId(), subscriptionIds })) opened++;
  for (const { subscription, dueAt, next } of owed) await subscriptions.advance(subscription.id, dueAt, next);
  return opened;
}

/** The moments that came since a subscription was last looked at; nothing when its schedule can't be read. */
function readOwed(subscription: Subscription, dueAt: InstantMs, now: InstantMs, log: Log): Owed | undefined {
  try {
    const moments: InstantMs[] = [];
    let at = nextDueMoment(subscription, Math.max(dueAt - 1, owedSince(subscription)));
    for (; at <= now; at = nextDueMoment(subscription, at)) {
      moments.push(at);
      if (moments.length > MOST_MOMENTS) moments.shift();
    }
    return { subscription, dueAt, moments, next: at };
  } catch (error) {
    log.error('schedule-unreadable', { subscription: subscription.id, reason: String(error) });
    return undefined;
  }
}

function kindsAt(owed: readonly Owed[], at: InstantMs): ReadonlyMap<EditionKind, readonly string[]> {
  const kinds = new Map<EditionKind, string[]>();
  for (const { subscription, moments } of owed)
    if (moments.includes(at))
      for (const kind of kindsDueAt(subscription, at))
        kinds.set(kind, [...(kinds.get(kind) ?? []), subscription.id]);
  return kinds;
}
