import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DELIVERY_DEFAULTS } from '../../../src/core/delivery/delivery-settings.ts';
import type { EditionFacts, EditionState } from '../../../src/core/delivery/edition.ts';
import { Pace } from '../../../src/core/delivery/pace.ts';
import type { PlannedEdition } from '../../../src/core/delivery/planner.ts';
import { type WorkPorts, workEdition } from '../../../src/core/delivery/work-edition.ts';
import type { OutgoingMessage } from '../../../src/core/platform.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { channelOf, inventedSubscription } from '../../fakes/subscriptions.ts';

const HOUR_MS = 3_600_000;
const facts: EditionFacts = {
  counts: { considered: 9, matched: 3, chosen: 3 },
  missingSources: [],
  cut: 9,
  carriedOver: ['page:young'],
};
/** A head and two papers under it. */
const messages: readonly OutgoingMessage[] = [
  { payload: 'head', paperIds: [] },
  { payload: 'first', paperIds: ['page:a'], under: 0 },
  { payload: 'second', paperIds: ['page:b'], under: 0 },
];
const channel = channelOf('one');

let delivery: OpenDelivery;
let planned: PlannedEdition;
let plans: number;

beforeEach(async () => {
  delivery = await openDelivery('2026-01-07T09:00:00Z');
  planned = { kind: 'plan', plan: { messages, facts } };
  plans = 0;
  await delivery.subscribe(inventedSubscription({ id: 'a', channel }));
  await delivery.ledger.open({
    channel,
    kind: 'digest',
    dueAt: delivery.clock.now(),
    id: 'e1',
    subscriptionIds: ['a'],
  });
});
afterEach(() => delivery.close());

const signal = (): AbortSignal => new AbortController().signal;

function portsOf(overrides: Partial<WorkPorts> = {}): WorkPorts {
  return {
    ...delivery,
    pace: new Pace(delivery.clock, Number.POSITIVE_INFINITY, 50_000),
    settings: DELIVERY_DEFAULTS,
    stopping: signal(),
    aborting: signal(),
    plan: async () => {
      plans++;
      return planned;
    },
    ...overrides,
  };
}

/** Claims the edition as a new process and works on it for as long as that takes, up to a minute. */
async function work(owner = 'p1', overrides: Partial<WorkPorts> = {}): Promise<void> {
  const [claimed] = await delivery.ledger.claim(
    { platform: 'scripted', owner },
    delivery.clock.now(),
    60_000,
    1,
  );
  if (!claimed) throw new Error('nothing to claim');
  const working = workEdition(claimed, portsOf(overrides));
  await delivery.clock.advance(60_000);
  await working;
}

async function state(): Promise<EditionState | undefined> {
  const [edition] = await delivery.ledger.history(channel, 1);
  return edition?.state;
}
const keys = (): string[] => delivery.platform.messages.map(message => message.key);
const partStates = async (): Promise<string[]> =>
  (await delivery.ledger.parts('e1')).map(part => part.state.kind);

describe('an edition', () => {
  it('is planned, frozen, sent part by part and closed', async () => {
    await work();
    expect(delivery.platform.messages).toEqual([
      { channel: 'one', key: 'e1p00', id: 'm0' },
      { channel: 'one', key: 'e1p01', id: 'm1', under: 'm0' },
      { channel: 'one', key: 'e1p02', id: 'm2', under: 'm0' },
    ]);
    expect(await state()).toMatchObject({ kind: 'sent' });
    expect(await partStates()).toEqual(['posted', 'posted', 'posted']);
    expect(await delivery.ledger.lastConcluded('a', 'digest')).toMatchObject({ facts });
  });

  it('is closed as empty when there is nothing to say, with what was considered', async () => {
    planned = { kind: 'empty', reason: 'none of the 9 papers is for moe', facts };
    await work();
    expect(await state()).toMatchObject({ kind: 'empty', reason: 'none of the 9 papers is for moe' });
    expect(await delivery.ledger.lastConcluded('a', 'digest')).toMatchObject({ facts });
    expect(keys()).toEqual([]);
  });

  it('waits, longer each time, while no source can be read, and is given up when its time is over', async () => {
    planned = { kind: 'wait', reason: 'no source could be read' };
    await work();
    const first = await state();
    expect(first).toMatchObject({ kind: 'waiting', attempts: 1, reason: 'no source could be read' });
    await work('p2');
    expect(await state()).toMatchObject({ kind: 'waiting', attempts: 2 });
    await delivery.clock.advance(13 * HOUR_MS);
    await work('p3');
    expect(await state()).toMatchObject({
      kind: 'missed',
      reason: expect.stringMatching(/^too late by .*: no source could be read$/),
    });
    expect(plans).toBe(2);
  });

  it('is given up, its papers unseen, once the next edition is due and nothing was sent', async () => {
    await delivery.clock.advance(11 * HOUR_MS);
    await delivery.subscriptions.put(
      inventedSubscription({
        id: 'a',
        channel,
        schedule: { kind: 'cron', expression: '0 * * * *', tz: 'UTC' },
      }),
      delivery.clock.now() + HOUR_MS,
    );
    await work();
    expect(await state()).toMatchObject({
      kind: 'missed',
      reason: 'the next edition came due before it could be sent',
    });
    expect(await delivery.ledger.lastConcluded('a', 'digest')).toBeUndefined();
  });

  it('is not sent when the channel was paused or unsubscribed meanwhile', async () => {
    await delivery.subscriptions.remove('a');
    await work();
    expect(await state()).toMatchObject({ kind: 'missed', reason: 'the channel was paused or unsubscribed' });
    expect(keys()).toEqual([]);
  });
});

describe('a part', () => {
  it('waits as long as the channel asks, then goes out', async () => {
    delivery.platform.script.set('one', [{ kind: 'rate-limited', scope: 'channel', retryAfterMs: 3_000 }]);
    const start = delivery.clock.now();
    await work();
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
    const [head] = await delivery.ledger.parts('e1');
    expect(head?.state).toMatchObject({ kind: 'posted', at: start + 3_000 });
  });

  it('hands the edition back for a long wait', async () => {
    delivery.platform.script.set('one', [{ kind: 'rate-limited', scope: 'channel', retryAfterMs: 90_000 }]);
    const start = delivery.clock.now();
    await work();
    expect(await state()).toMatchObject({ kind: 'waiting', until: start + 90_000 });
    expect(
      await delivery.ledger.claim({ platform: 'scripted', owner: 'p2' }, start + 89_999, 60_000, 1),
    ).toEqual([]);
    await delivery.clock.advance(90_000);
    await work('p2');
    expect(await state()).toMatchObject({ kind: 'sent' });
    expect(plans).toBe(1);
  });

  it('is tried again, after growing waits, when it was certainly not posted', async () => {
    delivery.platform.script.set('one', new Array(3).fill({ kind: 'unavailable', reason: 'HTTP 503' }));
    await work();
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
    expect(delivery.platform.requests).toHaveLength(6);
    expect(delivery.platform.lookups).toBe(0);
  });

  it('whose answer was lost is found in the channel and not sent again', async () => {
    delivery.platform.script.set('one', [{ kind: 'lost-answer' }]);
    await work();
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
    expect(delivery.platform.requests).toHaveLength(3);
    expect(await partStates()).toEqual(['posted', 'posted', 'posted']);
  });

  it('that no answer came for is sent again only when a look after the settling time finds nothing', async () => {
    delivery.platform.script.set('one', [{ kind: 'unknown', reason: 'HTTP 502' }]);
    const start = delivery.clock.now();
    await work();
    expect(await state()).toMatchObject({ kind: 'waiting', until: start + delivery.platform.settleMs });
    await work('p2');
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
    expect(delivery.platform.lookups).toBe(2);
  });

  it('that arrives late, after the first look, is found by the second', async () => {
    delivery.platform.script.set('one', [{ kind: 'unknown', reason: 'HTTP 502' }]);
    await work();
    const [request] = delivery.platform.requests;
    if (request) delivery.platform.arrive(request);
    await work('p2');
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
  });

  it('that hangs is given up after the answer time and looked for', async () => {
    delivery.platform.script.set('one', [{ kind: 'hangs' }]);
    const start = delivery.clock.now();
    await work();
    expect(delivery.platform.requests[0]?.signal.aborted).toBe(true);
    expect(delivery.platform.lookups).toBe(1);
    expect(await state()).toMatchObject({
      kind: 'waiting',
      until: start + 20_000 + delivery.platform.settleMs,
    });
    await work('p2');
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
  });

  it('that is refused costs only itself, and its papers come again', async () => {
    delivery.platform.script.set('one', [
      { kind: 'posted', messageId: 'head' },
      { kind: 'refused', reason: 'too long' },
    ]);
    await work();
    expect(await partStates()).toEqual(['posted', 'refused', 'posted']);
    expect(await state()).toMatchObject({ kind: 'sent' });
    const last = await delivery.ledger.lastConcluded('a', 'digest');
    expect(last?.facts?.carriedOver).toEqual(['page:young', 'page:a']);
    expect([...(await delivery.ledger.seen(channel, ['page:a', 'page:b']))]).toEqual(['page:b']);
  });

  it('that others answer takes them with it when it is refused', async () => {
    delivery.platform.script.set('one', [{ kind: 'refused', reason: 'too long' }]);
    await work();
    expect(await partStates()).toEqual(['refused', 'refused', 'refused']);
    expect(await state()).toMatchObject({ kind: 'failed', reason: 'too long' });
    expect(await delivery.ledger.lastConcluded('a', 'digest')).toBeUndefined();
  });

  it('that may be there where nobody may look is neither sent again nor shown again', async () => {
    delivery.platform.script.set('one', [
      { kind: 'posted', messageId: 'head' },
      { kind: 'unknown', reason: 'HTTP 502' },
    ]);
    delivery.platform.findScript.push({ kind: 'unreadable', reason: 'no history' });
    await work();
    expect(await partStates()).toEqual(['posted', 'attempted', 'posted']);
    expect(await state()).toMatchObject({ kind: 'sent' });
    expect([...(await delivery.ledger.seen(channel, ['page:a']))]).toEqual(['page:a']);
  });
});

describe('a process that dies', () => {
  it('between recording an attempt and sending it leaves it to the next, which looks first', async () => {
    const [claimed] = await delivery.ledger.claim(
      { platform: 'scripted', owner: 'killed' },
      delivery.clock.now(),
      60_000,
      1,
    );
    if (!claimed) throw new Error('nothing to claim');
    await delivery.ledger.freeze(claimed.lease, { messages, facts }, delivery.clock.now());
    await delivery.ledger.setPart(claimed.lease, 0, { kind: 'attempted', at: delivery.clock.now() });
    await delivery.clock.advance(60_000);
    await work('p2');
    expect(delivery.platform.lookups).toBe(1);
    expect(keys()).toEqual(['e1p00', 'e1p01', 'e1p02']);
    expect(plans).toBe(0);
  });

  it('and comes back after its lease was taken writes and sends nothing', async () => {
    const [claimed] = await delivery.ledger.claim(
      { platform: 'scripted', owner: 'slow' },
      delivery.clock.now(),
      60_000,
      1,
    );
    if (!claimed) throw new Error('nothing to claim');
    await delivery.clock.advance(60_000);
    await work('p2');
    const sent = delivery.platform.requests.length;
    await workEdition(claimed, portsOf());
    expect(delivery.platform.requests).toHaveLength(sent);
    expect(await state()).toMatchObject({ kind: 'sent' });
  });
});

describe('a channel that is gone', () => {
  it.each([
    ['channel', 'channel-gone'],
    ['permission', 'no-permission'],
    ['workspace', 'workspace-gone'],
  ] as const)('pauses with its reason (%s) and tells the owner once', async (what, reason) => {
    await delivery.subscribe(
      inventedSubscription({ id: 'b', channel, owner: 'owner-a' }),
      inventedSubscription({ id: 'c', channel: channelOf('two'), owner: 'owner-c' }),
    );
    delivery.platform.script.set('one', [
      { kind: 'posted', messageId: 'head' },
      { kind: 'gone', what, reason: 'the platform says no' },
    ]);
    await work();
    expect(await state()).toMatchObject({ kind: 'failed', reason: 'the platform says no' });
    expect((await delivery.subscriptions.get('a'))?.state).toMatchObject({
      kind: 'paused',
      reason,
      detail: 'the platform says no',
    });
    const other = (await delivery.subscriptions.get('c'))?.state.kind;
    expect(other).toBe(what === 'workspace' ? 'paused' : 'active');
    expect(delivery.platform.told.map(({ person }) => person.id)).toEqual(
      what === 'workspace' ? ['owner-a', 'owner-c'] : ['owner-a'],
    );
    expect(await delivery.ledger.seen(channel, ['page:a', 'page:b'])).toEqual(new Set());
  });
});

describe('a stopping process', () => {
  it('hands the edition back at the next safe point, and another goes on from there', async () => {
    const stopping = new AbortController();
    delivery.platform.script.set('one', [
      { kind: 'posted', messageId: 'head' },
      { kind: 'rate-limited', scope: 'channel', retryAfterMs: 4_000 },
    ]);
    const [claimed] = await delivery.ledger.claim(
      { platform: 'scripted', owner: 'p1' },
      delivery.clock.now(),
      60_000,
      1,
    );
    if (!claimed) throw new Error('nothing to claim');
    const working = workEdition(claimed, portsOf({ stopping: stopping.signal }));
    await delivery.clock.advance(1_000);
    stopping.abort(new Error('stopping'));
    await working;
    expect(await state()).toEqual({ kind: 'planned' });
    await work('p2');
    expect(keys()).toEqual(['e1p01', 'e1p02']);
    expect(plans).toBe(1);
  });
});
