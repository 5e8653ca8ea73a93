import { expect, it } from 'vitest';
import { SqlLedger } from '../../../src/adapters/database/ledger.ts';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import { trimLedger } from '../../../src/adapters/database/trim-ledger.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { ledgerContract } from '../../contracts/ledger-contract.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

describeOnEveryEngine('the ledger', engine => {
  ledgerContract(
    () => new SqlLedger(engine.database()),
    async () => new SqlLedger(await engine.another()),
  );

  it('lets go of what old closed editions said, and of nothing else', async () => {
    const ledger = new SqlLedger(engine.database());
    const facts = {
      counts: { considered: 1, matched: 1, chosen: 1 },
      missingSources: [],
      cut: 1,
      carriedOver: [],
    };
    const channelOf = (id: string) => ({ platform: 'terminal', workspace: 'home', channel: id });
    const dueAt = { old: 10, open: 10, recent: 1_000 };
    for (const [id, due] of Object.entries(dueAt))
      await ledger.open({ id, channel: channelOf(id), kind: 'digest', dueAt: due, subscriptionIds: ['s'] });
    for (const { edition, lease } of await ledger.claim(
      { platform: 'terminal', owner: 'one' },
      2_000,
      1_000,
      9,
    )) {
      await ledger.freeze(
        lease,
        { messages: [{ payload: { text: 'long' }, paperIds: ['arxiv:1'] }], facts },
        2_000,
      );
      await ledger.setPart(lease, 0, { kind: 'posted', at: 2_000, messageId: 'm' });
      await ledger.release(lease, edition.id === 'open' ? { kind: 'planned' } : { kind: 'sent', at: 2_000 });
    }
    expect(await trimLedger(engine.database(), 500)).toBe(1);
    expect(await trimLedger(engine.database(), 500)).toBe(0);
    const payloadOf = async (id: string) => (await ledger.parts(id))[0]?.message.payload;
    expect(await payloadOf('old')).toBeNull();
    expect(await payloadOf('open')).toEqual({ text: 'long' });
    expect(await payloadOf('recent')).toEqual({ text: 'long' });
    expect(await ledger.seen(channelOf('old'), ['arxiv:1'])).toEqual(new Set(['arxiv:1']));
  });

  it('knows that a channel saw a paper whose page has since got its arXiv id', async () => {
    const ledger = new SqlLedger(engine.database());
    const archive = new SqlPaperArchive(engine.database());
    const channel = { platform: 'terminal', workspace: 'home', channel: 'general' };
    await archive.add(parsed(inventedPaper({ id: 'page:a-title', title: 'A title' })), 1);
    await ledger.open({ id: 'e', channel, kind: 'digest', dueAt: 1, subscriptionIds: ['s'] });
    const [claimed] = await ledger.claim({ platform: 'terminal', owner: 'one' }, 2, 1_000, 1);
    if (!claimed) throw new Error('nothing to claim');
    const facts = {
      counts: { considered: 1, matched: 1, chosen: 1 },
      missingSources: [],
      cut: 1,
      carriedOver: [],
    };
    await ledger.freeze(claimed.lease, { messages: [{ payload: 1, paperIds: ['page:a-title'] }], facts }, 2);
    await ledger.setPart(claimed.lease, 0, { kind: 'posted', at: 3, messageId: 'm' });
    await archive.add(parsed(inventedPaper({ id: 'arxiv:2601.00001', title: 'A title' })), 4);
    expect(await ledger.seen(channel, ['arxiv:2601.00001'])).toEqual(new Set(['arxiv:2601.00001']));
  });
});
