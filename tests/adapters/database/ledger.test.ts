import { expect, it } from 'vitest';
import { SqlLedger } from '../../../src/adapters/database/ledger.ts';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { ledgerContract } from '../../contracts/ledger-contract.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

describeOnEveryEngine('the ledger', engine => {
  ledgerContract(
    () => new SqlLedger(engine.database()),
    async () => new SqlLedger(await engine.another()),
  );

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
