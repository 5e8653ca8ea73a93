import { describe, expect, it } from 'vitest';
import type { EditionFacts, EditionState } from '../../src/core/delivery/edition.ts';
import { partKey } from '../../src/core/delivery/edition.ts';
import type { ClaimedEdition, EditionPlan, Lease, Ledger } from '../../src/core/delivery/ledger.ts';
import type { ChannelAddress, OutgoingMessage } from '../../src/core/platform.ts';

const NOW = Date.parse('2026-01-07T09:00:00Z');
const HOUR = 3_600_000;
const LEASE = 60_000;
const GENERAL: ChannelAddress = { platform: 'terminal', workspace: 'home', channel: 'general' };
const RANDOM: ChannelAddress = { ...GENERAL, channel: 'random' };

const FACTS: EditionFacts = {
  counts: { considered: 40, matched: 5, chosen: 2 },
  missingSources: [{ source: 'arxiv:cs.CL', reason: 'it did not answer' }],
  cut: 812,
  carriedOver: ['arxiv:2601.00009'],
};

const message = (...paperIds: string[]): OutgoingMessage => ({
  payload: { text: paperIds.join() },
  paperIds,
});
const planOf = (...messages: OutgoingMessage[]): EditionPlan => ({ messages, facts: FACTS });

const CLOSED: readonly EditionState[] = [
  { kind: 'sent', at: NOW },
  { kind: 'empty', at: NOW, reason: 'nothing matched' },
  { kind: 'missed', at: NOW, reason: 'too late' },
  { kind: 'failed', at: NOW, reason: 'refused' },
];

/** What every ledger does. `ledger` gives the same empty one within a test; `another` as a second process has it. */
export function ledgerContract(ledger: () => Ledger, another: () => Promise<Ledger>): void {
  let opened = 0;
  const open = async (
    facts: {
      channel?: ChannelAddress;
      dueAt?: number;
      kind?: 'digest' | 'week-recap';
      subscriptionIds?: string[];
    } = {},
  ): Promise<string> => {
    const id = `edition${++opened}`;
    const edition = {
      id,
      channel: GENERAL,
      kind: 'digest' as const,
      dueAt: NOW,
      subscriptionIds: ['s1'],
      ...facts,
    };
    expect(await ledger().open(edition)).toBe(true);
    return id;
  };
  const claim = (owner = 'one', now = NOW, limit = 10) =>
    ledger().claim({ platform: 'terminal', owner }, now, LEASE, limit);
  const claimOne = async (owner = 'one', now = NOW): Promise<ClaimedEdition> => {
    const [claimed, ...others] = await claim(owner, now);
    if (!claimed || others.length > 0) throw new Error('there is not exactly one edition to claim');
    return claimed;
  };
  const idsOf = (claimed: readonly ClaimedEdition[]): string[] => claimed.map(({ edition }) => edition.id);
  const conclude = async (state: EditionState, facts?: EditionFacts): Promise<void> => {
    const { lease } = await claimOne();
    expect(await ledger().release(lease, state, facts)).toBe(true);
  };

  describe('opening', () => {
    it('happens once for a channel, kind and moment', async () => {
      await open();
      const again = {
        id: 'other',
        channel: GENERAL,
        kind: 'digest' as const,
        dueAt: NOW,
        subscriptionIds: ['s1'],
      };
      expect(await ledger().open(again)).toBe(false);
      expect(await ledger().open({ ...again, kind: 'week-recap' })).toBe(true);
      expect(await ledger().history(GENERAL, 10)).toHaveLength(2);
    });

    it.each(CLOSED)('does not bring back an edition that is $kind', async state => {
      await open();
      await conclude(state);
      const again = {
        id: 'other',
        channel: GENERAL,
        kind: 'digest' as const,
        dueAt: NOW,
        subscriptionIds: ['s1'],
      };
      expect(await ledger().open(again)).toBe(false);
      expect(await claim()).toEqual([]);
    });

    it('by many processes at once succeeds in one', async () => {
      const ledgers = [ledger(), await another(), await another()];
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          ledgers[n % 3]?.open({
            id: `race${n}`,
            channel: GENERAL,
            kind: 'digest',
            dueAt: NOW + Math.floor(n / 6),
            subscriptionIds: ['s1', 's2'],
          }),
        ).map(async opening => opening),
      );
      expect(results.filter(Boolean)).toHaveLength(5);
    });
  });

  describe('claiming', () => {
    it('gives an edition as it was opened, with a lease and no parts', async () => {
      const id = await open({ subscriptionIds: ['s1', 's2'] });
      expect(await claimOne('one')).toEqual({
        edition: {
          id,
          channel: GENERAL,
          kind: 'digest',
          dueAt: NOW,
          subscriptionIds: ['s1', 's2'],
          state: { kind: 'due' },
        },
        parts: [],
        lease: { editionId: id, owner: 'one', until: NOW + LEASE },
      });
    });

    it('gives the earliest due first, up to the limit, and what is held to nobody', async () => {
      const late = await open({ channel: RANDOM, dueAt: NOW - HOUR });
      const later = await open({ dueAt: NOW });
      const latest = await open({ channel: { ...GENERAL, channel: 'third' }, dueAt: NOW });
      expect(idsOf(await claim('one', NOW, 2))).toEqual([late, later]);
      expect(idsOf(await claim('two', NOW, 2))).toEqual([latest]);
      expect(await claim('one', NOW, 2)).toEqual([]);
    });

    it('keeps platforms apart', async () => {
      await open({ channel: { ...GENERAL, platform: 'paper-boy' } });
      expect(await claim()).toEqual([]);
    });

    it('gives what a dead process held once its lease has run out', async () => {
      const id = await open();
      await claimOne('dead');
      expect(await claim('two', NOW + LEASE - 1)).toEqual([]);
      const { edition, lease } = await claimOne('two', NOW + LEASE);
      expect([edition.id, lease.owner]).toEqual([id, 'two']);
    });

    it('gives editions of one channel and kind one after another', async () => {
      const first = await open({ dueAt: NOW - HOUR });
      const second = await open({ dueAt: NOW });
      const recap = await open({ dueAt: NOW, kind: 'week-recap' });
      const claimed = await claim();
      expect(idsOf(claimed)).toEqual([first, recap]);
      const [digest, other] = claimed.map(({ lease }) => lease);
      if (!digest || !other) throw new Error('two were claimed');
      await ledger().release(other, { kind: 'sent', at: NOW });
      await ledger().release(digest, {
        kind: 'waiting',
        until: NOW + HOUR,
        attempts: 1,
        reason: 'rate limited',
      });
      expect(await claim()).toEqual([]);
      await ledger().release((await claimOne('one', NOW + HOUR)).lease, { kind: 'sent', at: NOW + HOUR });
      expect(idsOf(await claim('one', NOW + HOUR))).toEqual([second]);
    });

    it('waits with an edition that waits, until its time', async () => {
      const id = await open();
      const waiting = { kind: 'waiting', until: NOW + 5_000, attempts: 2, reason: 'it is away' } as const;
      await conclude(waiting);
      expect(await claim('one', NOW + 4_999)).toEqual([]);
      const { edition } = await claimOne('one', NOW + 5_000);
      expect([edition.id, edition.state]).toEqual([id, waiting]);
    });

    it.each([{ kind: 'due' }, { kind: 'planned' }] as const)(
      'gives what was handed back as $kind at once',
      async state => {
        await open();
        await conclude(state);
        expect((await claimOne('two')).edition.state).toEqual(state);
      },
    );

    it('by many processes at once gives each edition to one', async () => {
      for (let n = 0; n < 40; n++) await open({ channel: { ...GENERAL, channel: `c${n}` } });
      const ledgers = [ledger(), await another(), await another()];
      const claimed = await Promise.all(
        ledgers.flatMap((of, owner) =>
          Array.from({ length: 6 }, () =>
            of.claim({ platform: 'terminal', owner: `${owner}` }, NOW, LEASE, 5),
          ),
        ),
      );
      const rest = await claim('last', NOW, 100);
      const all = [...idsOf(claimed.flat()), ...idsOf(rest)];
      expect(all).toHaveLength(40);
      expect(new Set(all).size).toBe(40);
    });
  });

  describe('a lease', () => {
    it('is renewed for longer', async () => {
      await open();
      const { lease } = await claimOne();
      const renewed = await ledger().renew(lease, NOW + 30_000, LEASE);
      expect(renewed).toEqual({ ...lease, until: NOW + 30_000 + LEASE });
      expect(await claim('two', NOW + LEASE)).toEqual([]);
    });

    it('that ran out and that nobody took still counts', async () => {
      await open();
      const { lease } = await claimOne();
      expect(await ledger().renew(lease, NOW + 10 * LEASE, LEASE)).toBeDefined();
    });

    const lost: Record<string, (lease: Lease) => Promise<unknown>> = {
      'taken by another owner': () => claim('two', NOW + LEASE),
      'taken again by the same owner': () => claim('one', NOW + LEASE),
      released: lease => ledger().release(lease, { kind: 'planned' }),
      renewed: lease => ledger().renew(lease, NOW + 1, LEASE),
    };
    it.each(Object.entries(lost))('that was %s changes nothing any more', async (_, lose) => {
      const id = await open();
      const { lease } = await claimOne();
      await ledger().freeze(lease, planOf(message('arxiv:1')), NOW);
      await lose(lease);
      const before = [await ledger().history(GENERAL, 1), await ledger().parts(id)];
      expect(await ledger().renew(lease, NOW, LEASE)).toBeUndefined();
      expect(await ledger().freeze(lease, planOf(message('arxiv:2')), NOW)).toBeUndefined();
      expect(await ledger().setPart(lease, 0, { kind: 'attempted', at: NOW })).toBe(false);
      expect(await ledger().release(lease, { kind: 'sent', at: NOW }, FACTS)).toBe(false);
      expect([await ledger().history(GENERAL, 1), await ledger().parts(id)]).toEqual(before);
    });
  });

  describe('freezing', () => {
    it('keeps the messages in order, unsent, and what is known', async () => {
      const id = await open();
      const { lease } = await claimOne();
      const messages = [message('arxiv:1'), { ...message('arxiv:2', 'arxiv:3'), under: 0 }];
      const parts = await ledger().freeze(lease, planOf(...messages), NOW + 5);
      expect(parts).toEqual(
        messages.map((of, index) => ({
          index,
          key: partKey(id, index),
          message: of,
          state: { kind: 'unsent' },
        })),
      );
      expect(await ledger().parts(id)).toEqual(parts);
      const [edition] = await ledger().history(GENERAL, 1);
      expect(edition).toMatchObject({ state: { kind: 'planned' }, facts: FACTS, plannedAt: NOW + 5 });
    });

    it('is for good: asked again, it gives what was frozen first', async () => {
      await open();
      const { lease } = await claimOne();
      const first = await ledger().freeze(lease, planOf(message('arxiv:1')), NOW);
      expect(await ledger().freeze(lease, planOf(message('arxiv:2'), message('arxiv:3')), NOW + 1)).toEqual(
        first,
      );
    });

    it('holds many messages and any text', async () => {
      const id = await open();
      const { lease } = await claimOne();
      const many = Array.from({ length: 120 }, (_, n) => ({
        payload: { text: `"${n}" \u0000 '? ${'é'.repeat(3_000)}` },
        paperIds: [`arxiv:${n}`, `arxiv:${n}`],
      }));
      await ledger().freeze(lease, planOf(...many), NOW);
      expect((await ledger().parts(id)).map(part => part.message)).toEqual(many);
    });

    it('shows the next claim how far each part has come', async () => {
      await open();
      const { lease } = await claimOne();
      await ledger().freeze(lease, planOf(message('arxiv:1'), message('arxiv:2'), message('arxiv:3')), NOW);
      const states = [
        { kind: 'posted', at: NOW + 1, messageId: 'm1' },
        { kind: 'attempted', at: NOW + 2 },
        { kind: 'unsent' },
      ] as const;
      for (const [index, state] of states.entries())
        expect(await ledger().setPart(lease, index, state)).toBe(true);
      const next = await claimOne('two', NOW + LEASE);
      expect(next.parts.map(part => part.state)).toEqual(states);
      expect(next.edition.state).toEqual({ kind: 'planned' });
    });

    it('knows no part beyond the last', async () => {
      await open();
      const { lease } = await claimOne();
      await ledger().freeze(lease, planOf(message('arxiv:1')), NOW);
      expect(await ledger().setPart(lease, 1, { kind: 'attempted', at: NOW })).toBe(false);
    });
  });

  describe('releasing', () => {
    it.each(CLOSED)('closes an edition as $kind', async state => {
      await open();
      await conclude(state, FACTS);
      const [edition] = await ledger().history(GENERAL, 1);
      expect(edition).toMatchObject({ state, facts: FACTS });
      expect(await claim('two', NOW + 100 * HOUR)).toEqual([]);
    });

    it('replaces the facts only when it is given some', async () => {
      await open();
      const { lease } = await claimOne();
      await ledger().freeze(lease, planOf(message('arxiv:1')), NOW);
      await ledger().release(lease, { kind: 'planned' });
      expect((await claimOne('two')).edition.facts).toEqual(FACTS);
    });
  });

  describe('what a channel has seen', () => {
    it('is what was posted or may have been', async () => {
      await open();
      const { lease } = await claimOne();
      const messages = ['posted', 'attempted', 'unsent', 'refused'].map(name =>
        message(`arxiv:${name}`, 'arxiv:all'),
      );
      await ledger().freeze(lease, planOf(...messages), NOW);
      await ledger().setPart(lease, 0, { kind: 'posted', at: NOW, messageId: 'm' });
      await ledger().setPart(lease, 1, { kind: 'attempted', at: NOW });
      await ledger().setPart(lease, 3, { kind: 'refused', at: NOW, reason: 'too long' });
      const asked = [
        'arxiv:posted',
        'arxiv:attempted',
        'arxiv:unsent',
        'arxiv:refused',
        'arxiv:all',
        'arxiv:never',
      ];
      expect(await ledger().seen(GENERAL, asked)).toEqual(
        new Set(['arxiv:posted', 'arxiv:attempted', 'arxiv:all']),
      );
      expect(await ledger().seen(GENERAL, ['arxiv:posted'])).toEqual(new Set(['arxiv:posted']));
      expect(await ledger().seen(RANDOM, asked)).toEqual(new Set());
      expect(await ledger().seen(GENERAL, [])).toEqual(new Set());
    });
  });

  describe('looking back', () => {
    it('gives the last edition that served a subscription and was sent or empty', async () => {
      const states: EditionState[] = [
        { kind: 'sent', at: NOW },
        { kind: 'empty', at: NOW, reason: 'nothing matched' },
        { kind: 'missed', at: NOW, reason: 'too late' },
        { kind: 'failed', at: NOW, reason: 'refused' },
      ];
      for (const [day, state] of states.entries()) {
        await open({ dueAt: NOW + day * HOUR, subscriptionIds: ['s1', 's2'] });
        await conclude(state, { ...FACTS, cut: day });
      }
      await open({ dueAt: NOW + 9 * HOUR });
      expect(await ledger().lastConcluded('s2', 'digest')).toMatchObject({
        state: { kind: 'empty' },
        facts: { cut: 1 },
      });
      expect(await ledger().lastConcluded('s2', 'week-recap')).toBeUndefined();
      expect(await ledger().lastConcluded('s3', 'digest')).toBeUndefined();
    });

    it('gives the history of a channel, newest first', async () => {
      const ids = [
        await open({ dueAt: NOW }),
        await open({ dueAt: NOW + HOUR }),
        await open({ dueAt: NOW - HOUR }),
      ];
      await open({ channel: RANDOM });
      expect((await ledger().history(GENERAL, 2)).map(edition => edition.id)).toEqual([ids[1], ids[0]]);
    });

    it('gives no parts of what is not frozen', async () => {
      expect(await ledger().parts(await open())).toEqual([]);
      expect(await ledger().parts('nothing')).toEqual([]);
    });

    it('counts editions by state', async () => {
      const none = { due: 0, planned: 0, waiting: 0, sent: 0, empty: 0, missed: 0, failed: 0 };
      expect(await ledger().tally()).toEqual(none);
      await open();
      await conclude({ kind: 'sent', at: NOW });
      await open({ dueAt: NOW + 1 });
      await open({ channel: RANDOM });
      expect(await ledger().tally()).toEqual({ ...none, sent: 1, due: 2 });
    });
  });
}
