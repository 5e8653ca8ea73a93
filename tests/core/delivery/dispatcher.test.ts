import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDispatcher, type Dispatcher } from '../../../src/core/delivery/dispatcher.ts';
import type { EditionFacts } from '../../../src/core/delivery/edition.ts';
import type { Ledger } from '../../../src/core/delivery/ledger.ts';
import type { Planner } from '../../../src/core/delivery/planner.ts';
import { Fault } from '../../../src/core/errors.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { channelOf, inventedSubscription } from '../../fakes/subscriptions.ts';

const facts: EditionFacts = {
  counts: { considered: 1, matched: 1, chosen: 1 },
  missingSources: [],
  cut: 1,
  carriedOver: [],
};
const plan: Planner = async edition => ({
  kind: 'plan',
  plan: { messages: [{ payload: edition.channel.channel, paperIds: ['page:a'] }], facts },
});

let delivery: OpenDelivery;
let running: Dispatcher[];

beforeEach(async () => {
  delivery = await openDelivery('2026-01-07T08:59:00Z');
  running = [];
});
afterEach(async () => {
  const stopped = Promise.all(running.map(dispatcher => dispatcher.stop()));
  await delivery.clock.advance(10_000);
  await stopped;
  await delivery.close();
});

function start(
  owner: string,
  overrides: { readonly ledger?: Ledger; readonly plan?: Planner } = {},
): Dispatcher {
  const dispatcher = createDispatcher(
    { ...delivery, platforms: [delivery.platform], plan, owner, ...overrides },
    { concurrency: 4 },
  );
  dispatcher.start();
  running.push(dispatcher);
  return dispatcher;
}

/** Lets every process tick at every second. */
async function run(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    for (const dispatcher of running) await dispatcher.tick(new AbortController().signal);
    await delivery.clock.advance(1_000);
  }
}

const channels = (): string[] => delivery.platform.messages.map(message => message.channel).sort();
const names = Array.from({ length: 12 }, (_, i) => `c-${String(i).padStart(2, '0')}`);
const subscribeAll = (): Promise<unknown> =>
  delivery.subscribe(...names.map(name => inventedSubscription({ id: name, channel: channelOf(name) })));

describe('a dispatcher', () => {
  it('delivers every channel that is due, once, with any number of others at work', async () => {
    await subscribeAll();
    for (const owner of ['p1', 'p2', 'p3']) start(owner);
    await run(70);
    expect(channels()).toEqual(names);
    expect(await delivery.ledger.tally()).toMatchObject({ sent: 12 });
  });

  it('lets channels that hang delay no other', async () => {
    await subscribeAll();
    for (const name of ['c-00', 'c-01', 'c-02'])
      delivery.platform.script.set(name, [{ kind: 'hangs' }, { kind: 'hangs' }]);
    start('p1');
    await run(65);
    expect(channels()).toEqual(names.slice(3));
    await run(60);
    expect(channels()).toEqual(names);
  });

  it('stays up while storage fails, says so, and goes on by itself', async () => {
    await subscribeAll();
    const { ledger } = delivery;
    let broken = true;
    const failing = new Proxy(ledger, {
      get: (target, name) => {
        const method = Reflect.get(target, name).bind(target);
        return (...args: unknown[]) =>
          broken && name === 'claim'
            ? Promise.reject(new Fault('unreachable', 'no database'))
            : method(...args);
      },
    });
    start('p1', { ledger: failing });
    await run(70);
    expect(channels()).toEqual([]);
    expect(delivery.log.events).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'claim-failed',
        fields: expect.objectContaining({ reason: 'no database' }),
      }),
    );
    broken = false;
    await run(5);
    expect(channels()).toEqual(names);
  });

  it('puts an edition that can not be planned aside and goes on with the others', async () => {
    await subscribeAll();
    start('p1', {
      plan: (edition, ...rest) => {
        if (edition.channel.channel === 'c-03') throw new Error('a bug');
        return plan(edition, ...rest);
      },
    });
    await run(70);
    expect(channels()).toEqual(names.filter(name => name !== 'c-03'));
    const [edition] = await delivery.ledger.history(channelOf('c-03'), 1);
    expect(edition?.state).toMatchObject({ kind: 'waiting', reason: 'a bug' });
  });

  it('gives posts in flight their time when it stops, then ends them and hands their editions back', async () => {
    await subscribeAll();
    delivery.platform.script.set('c-00', [{ kind: 'hangs' }]);
    const dispatcher = start('p1');
    await run(65);
    running = [];
    let stopped = false;
    const stopping = dispatcher.stop().then(() => {
      stopped = true;
    });
    await delivery.clock.advance(6_999);
    expect(stopped).toBe(false);
    await delivery.clock.advance(1);
    await stopping;
    const [edition] = await delivery.ledger.history(channelOf('c-00'), 1);
    expect(edition?.state).toEqual({ kind: 'planned' });
    const [claimed] = await delivery.ledger.claim(
      { platform: 'scripted', owner: 'p2' },
      delivery.clock.now(),
      60_000,
      1,
    );
    expect(claimed?.parts.map(part => part.state.kind)).toEqual(['attempted']);
  });
});
