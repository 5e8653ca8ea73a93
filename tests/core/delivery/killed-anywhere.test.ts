import { describe, expect, it } from 'vitest';
import { DELIVERY_DEFAULTS } from '../../../src/core/delivery/delivery-settings.ts';
import { Pace } from '../../../src/core/delivery/pace.ts';
import { workEdition } from '../../../src/core/delivery/work-edition.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { channelOf, inventedSubscription } from '../../fakes/subscriptions.ts';

/** A process dies at the `step`-th thing it asks of ledger or platform, before that is done or after. */
interface Death {
  readonly step: number;
  readonly when: 'before' | 'after';
}

const channel = channelOf('one');
const plan = {
  messages: [
    { payload: 'head', paperIds: [] },
    { payload: 'first', paperIds: ['page:a'], under: 0 },
    { payload: 'second', paperIds: ['page:b'], under: 0 },
  ],
  facts: {
    counts: { considered: 2, matched: 2, chosen: 2 },
    missingSources: [],
    cut: 2,
    carriedOver: [],
  },
};

/** Counts what is asked of `target`; at its death the process neither answers nor does anything any more. */
function mortal<T extends object>(target: T, life: { step: number }, death: Death | undefined): T {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const step = ++life.step;
        if (death && (step > death.step || (step === death.step && death.when === 'before')))
          return new Promise(() => undefined);
        const answer: unknown = Reflect.apply(member, target, args);
        return step === death?.step ? new Promise(() => undefined) : answer;
      };
    },
  });
}

/** One process at work on the edition for two minutes; resolves to how many steps it took. */
async function live(delivery: OpenDelivery, owner: string, death?: Death): Promise<number> {
  const life = { step: 0 };
  const [claimed] = await delivery.ledger.claim(
    { platform: 'scripted', owner },
    delivery.clock.now(),
    60_000,
    1,
  );
  if (!claimed) return 0;
  void workEdition(claimed, {
    ...delivery,
    ledger: mortal(delivery.ledger, life, death),
    platform: mortal(delivery.platform, life, death),
    pace: new Pace(delivery.clock, Number.POSITIVE_INFINITY, 50_000),
    settings: DELIVERY_DEFAULTS,
    stopping: new AbortController().signal,
    aborting: new AbortController().signal,
    plan: async () => ({ kind: 'plan', plan }),
  });
  await delivery.clock.advance(120_000);
  return life.step;
}

/** Delivers an edition by processes that die as told, then by ones that do not. */
async function deliver(...deaths: readonly Death[]) {
  const delivery = await openDelivery('2026-01-07T09:00:00Z');
  await delivery.subscribe(inventedSubscription({ id: 'a', channel }));
  await delivery.ledger.open({
    channel,
    kind: 'digest',
    dueAt: delivery.clock.now(),
    id: 'e1',
    subscriptionIds: ['a'],
  });
  let steps = 0;
  for (const [i, death] of deaths.entries()) await live(delivery, `dies-${i}`, death);
  for (let i = 0; i < 3; i++) steps += await live(delivery, `lives-${i}`);
  const [edition] = await delivery.ledger.history(channel, 1);
  const posted = delivery.platform.messages.map(({ key, under }) =>
    under === undefined ? key : `${key} under ${under}`,
  );
  await delivery.close();
  return { state: edition?.state.kind, posted, steps };
}

const once = ['e1p00', 'e1p01 under m0', 'e1p02 under m0'];

describe('an edition whose process is killed', () => {
  it('at any step, before or after it took effect, is delivered once by the next', async () => {
    const { steps } = await deliver();
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step++)
      for (const when of ['before', 'after'] as const) {
        const { state, posted } = await deliver({ step, when });
        expect({ step, when, state, posted }).toEqual({ step, when, state: 'sent', posted: once });
      }
  });

  it('at any step, and whose next process is killed at any step, is delivered once by the third', async () => {
    const { steps } = await deliver();
    for (let first = 1; first <= steps; first += 2)
      for (let second = 1; second <= steps; second += 3) {
        const { state, posted } = await deliver(
          { step: first, when: 'after' },
          { step: second, when: 'after' },
        );
        expect({ first, second, state, posted }).toEqual({ first, second, state: 'sent', posted: once });
      }
  });
});
