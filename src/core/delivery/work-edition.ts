import type { Subscription } from '../subscriptions/subscription.ts';
import { isActive, nextMomentOf } from '../subscriptions/subscription-moments.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { InstantMs } from '../time.ts';
import { waitAfter } from './delivery-settings.ts';
import type { Edition, EditionFacts, EditionPart, EditionState, PartState } from './edition.ts';
import { HeldLease } from './held-lease.ts';
import type { ClaimedEdition } from './ledger.ts';
import { pauseGone } from './pause-gone.ts';
import type { Planner } from './planner.ts';
import { PartSender, type SendingEnd, type SendingPorts } from './send-parts.ts';

export interface WorkPorts extends SendingPorts {
  readonly subscriptions: SubscriptionStore;
  readonly plan: Planner;
}

/**
 * Takes a claimed edition as far as it can go now: gives it up when it is too late, plans and freezes it, sends it,
 * and closes it or hands it back. Rejects with Fault when storage fails; the lease then runs out by itself and
 * another claim goes on from what the ledger knows.
 */
export async function workEdition(claimed: ClaimedEdition, ports: WorkPorts): Promise<void> {
  const { clock, ledger, settings } = ports;
  const { edition } = claimed;
  const lease = new HeldLease(ledger, clock, claimed.lease, settings.leaseMs);
  const close = async (state: EditionState, facts?: EditionFacts): Promise<void> => {
    const written = await ledger.release(lease.current, state, facts);
    report(edition, written ? state : undefined, ports);
  };

  const active = await activeSubscriptions(edition, ports);
  const given = reasonToGiveUp(claimed, active, clock.now(), settings.catchUpMs);
  if (given !== undefined) return giveUp(claimed, lease, given, close, ports);

  let work = { edition, parts: claimed.parts };
  if (claimed.parts.length === 0) {
    const frozen = await freeze(edition, active, lease, close, ports);
    if (!frozen) return;
    work = frozen;
  }
  const sender = new PartSender(ports, work.edition, work.parts, lease);
  await conclude(work.edition, work.parts, sender, await sender.sendAll(), close, ports);
}

type Close = (state: EditionState, facts?: EditionFacts) => Promise<void>;

async function activeSubscriptions(edition: Edition, ports: WorkPorts): Promise<Subscription[]> {
  const now = ports.clock.now();
  const ofChannel = await ports.subscriptions.ofChannel(edition.channel);
  return ofChannel.filter(entry => edition.subscriptionIds.includes(entry.id) && isActive(entry, now));
}

/** Why an edition is not to be sent any more; nothing when it is. One that a channel saw part of is finished in time. */
function reasonToGiveUp(
  { edition, parts }: ClaimedEdition,
  active: readonly Subscription[],
  now: InstantMs,
  catchUpMs: number,
): string | undefined {
  if (active.length === 0) return 'the channel was paused or unsubscribed';
  const waitedFor = edition.state.kind === 'waiting' ? `: ${edition.state.reason}` : '';
  const lateMs = now - edition.dueAt;
  if (lateMs > catchUpMs) return `too late by ${describeMs(lateMs - catchUpMs)}${waitedFor}`;
  const started = parts.some(part => part.state.kind !== 'unsent');
  const overtaken = active.every(subscription => {
    const next = nextMomentOf(subscription, edition.kind, edition.dueAt);
    return next === undefined || next <= now;
  });
  return overtaken && !started ? `the next edition came due before it could be sent${waitedFor}` : undefined;
}

/** Closes an edition as missed, once it is known what the channel saw of it. */
async function giveUp(
  { edition, parts }: ClaimedEdition,
  lease: HeldLease,
  reason: string,
  close: Close,
  ports: WorkPorts,
): Promise<void> {
  const sender = new PartSender(ports, edition, parts, lease);
  const end = await sender.settleAll();
  if (end.kind === 'lost') return report(edition, undefined, ports);
  if (end.kind === 'stopped') return handBack(end, close);
  // A channel that does not let us ask for so long is not asked for ever.
  if (end.kind === 'waiting' && ports.clock.now() - edition.dueAt < 2 * ports.settings.catchUpMs)
    return handBack(end, close);
  const posted = sender.states.filter(state => state.kind === 'posted').length;
  const sofar = posted > 0 ? `; ${posted} of ${parts.length} messages were posted` : '';
  await close({ kind: 'missed', at: ports.clock.now(), reason: `${reason}${sofar}` });
}

async function freeze(
  edition: Edition,
  active: readonly Subscription[],
  lease: HeldLease,
  close: Close,
  ports: WorkPorts,
): Promise<{ readonly edition: Edition; readonly parts: readonly EditionPart[] } | undefined> {
  const { clock, ledger, settings, platform } = ports;
  const at = clock.now();
  const attempts = edition.state.kind === 'waiting' ? edition.state.attempts : 0;
  const planned = await ports.plan(edition, active, platform, at);
  if (planned.kind === 'wait') {
    const until = clock.now() + waitAfter(attempts + 1, settings);
    await close({ kind: 'waiting', until, attempts: attempts + 1, reason: planned.reason });
    return undefined;
  }
  if (planned.kind === 'empty') {
    await close({ kind: 'empty', at, reason: planned.reason }, planned.facts);
    return undefined;
  }
  const parts = await ledger.freeze(lease.current, planned.plan, at);
  if (!parts) {
    report(edition, undefined, ports);
    return undefined;
  }
  const { counts } = planned.plan.facts;
  ports.log.info('edition-planned', { edition: edition.id, messages: parts.length, ...counts });
  return {
    edition: { ...edition, state: { kind: 'planned' }, facts: planned.plan.facts, plannedAt: at },
    parts,
  };
}

async function conclude(
  edition: Edition,
  parts: readonly EditionPart[],
  sender: PartSender,
  end: SendingEnd,
  close: Close,
  ports: WorkPorts,
): Promise<void> {
  const at = ports.clock.now();
  switch (end.kind) {
    case 'finished':
      return close(finalState(sender.states, at), withRefused(edition.facts, parts, sender.states));
    case 'gone':
      await pauseGone(edition.channel, end.outcome, ports);
      return close({ kind: 'failed', at, reason: end.outcome.reason });
    case 'waiting':
    case 'stopped':
      return handBack(end, close);
    case 'lost':
      return report(edition, undefined, ports);
  }
}

function handBack(end: Extract<SendingEnd, { kind: 'waiting' | 'stopped' }>, close: Close): Promise<void> {
  return close(end.kind === 'waiting' ? end : { kind: 'planned' });
}

/** Sent when anything is in the channel, or may be. */
function finalState(states: readonly PartState[], at: InstantMs): EditionState {
  if (states.some(state => state.kind === 'posted' || state.kind === 'attempted'))
    return { kind: 'sent', at };
  const refused = states.find(state => state.kind === 'refused');
  return { kind: 'failed', at, reason: refused?.reason ?? 'no message was taken' };
}

/** Papers of refused messages get another chance in the next edition. */
function withRefused(
  facts: EditionFacts | undefined,
  parts: readonly EditionPart[],
  states: readonly PartState[],
): EditionFacts | undefined {
  const refused = parts.flatMap(part =>
    states[part.index]?.kind === 'refused' ? part.message.paperIds : [],
  );
  if (!facts || refused.length === 0) return undefined;
  return { ...facts, carriedOver: [...new Set([...facts.carriedOver, ...refused])] };
}

function report(edition: Edition, state: EditionState | undefined, ports: WorkPorts): void {
  const fields = {
    edition: edition.id,
    platform: edition.channel.platform,
    channel: edition.channel.channel,
    kind: edition.kind,
    dueAt: new Date(edition.dueAt).toISOString(),
  };
  if (!state) ports.log.warn('lease-lost', fields);
  else
    ports.log.info(`edition-${state.kind}`, {
      ...fields,
      ...('reason' in state ? { reason: state.reason } : {}),
    });
}

function describeMs(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
