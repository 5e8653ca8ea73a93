import { describe, expect, it } from 'vitest';
import { SqlLeaseStore } from '../../../src/adapters/database/lease-store.ts';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import { SqlSavedList } from '../../../src/adapters/database/saved-list.ts';
import { SqlSourceRunLog } from '../../../src/adapters/database/source-run-log.ts';
import { SqlSubscriptionStore } from '../../../src/adapters/database/subscription-store.ts';
import { SqlVoteStore } from '../../../src/adapters/database/vote-store.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { leaseStoreContract } from '../../contracts/lease-store-contract.ts';
import { savedListContract, voteStoreContract } from '../../contracts/readers-contract.ts';
import { sourceRunLogContract } from '../../contracts/source-run-log-contract.ts';
import { subscriptionStoreContract } from '../../contracts/subscription-store-contract.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

describeOnEveryEngine('a database', engine => {
  describe('keeps leases: the store', () => {
    leaseStoreContract(
      () => new SqlLeaseStore(engine.database()),
      async () => new SqlLeaseStore(await engine.another()),
    );
  });

  describe('keeps subscriptions: the store', () => {
    subscriptionStoreContract(
      () => new SqlSubscriptionStore(engine.database()),
      async () => new SqlSubscriptionStore(await engine.another()),
    );
  });

  describe('keeps votes: the store', () => {
    voteStoreContract(() => new SqlVoteStore(engine.database()));

    it('counts votes for a page under the arXiv id that it turned out to have', async () => {
      const votes = new SqlVoteStore(engine.database());
      const archive = new SqlPaperArchive(engine.database());
      const channel = { platform: 'terminal', workspace: 'home', channel: 'general' };
      const ada = { platform: 'terminal', workspace: 'home', id: 'ada' };
      await archive.add(parsed(inventedPaper({ id: 'page:a-title', title: 'A title' })), 1);
      await votes.vote(channel, ada, 'page:a-title', 'up', 1);
      await archive.add(parsed(inventedPaper({ id: 'arxiv:2601.00001', title: 'A title' })), 2);
      expect(await votes.ofChannel(channel, 10)).toEqual([{ paperId: 'arxiv:2601.00001', up: 1, down: 0 }]);
    });
  });

  describe('keeps saved papers: the list', () => {
    savedListContract(() => new SqlSavedList(engine.database()));
  });

  describe('keeps the runs of sources: the log', () => {
    sourceRunLogContract(() => new SqlSourceRunLog(engine.database()));
  });
});
