import { expect, it } from 'vitest';
import type { Person } from '../../src/core/platform.ts';
import type { SavedList } from '../../src/core/readers/saved-list.ts';
import type { VoteStore } from '../../src/core/readers/vote-store.ts';

const NOW = Date.parse('2026-01-07T09:00:00Z');
const CHANNEL = { platform: 'terminal', workspace: 'home', channel: 'general' };
const person = (id: string): Person => ({ platform: 'terminal', workspace: 'home', id });
const PAPER = 'arxiv:2601.00001';

/** What every store of votes does. */
export function voteStoreContract(store: () => VoteStore): void {
  const vote = (who: string, what: 'up' | 'down', paper = PAPER, at = NOW) =>
    store().vote(CHANNEL, person(who), paper, what, at);

  it('counts one vote a person', async () => {
    expect(await vote('ada', 'up')).toBe('up');
    expect(await vote('bob', 'up')).toBe('up');
    expect(await vote('cleo', 'down')).toBe('down');
    expect(await store().ofChannel(CHANNEL, 10)).toEqual([{ paperId: PAPER, up: 2, down: 1 }]);
  });

  it('replaces a vote by the other one', async () => {
    await vote('ada', 'up');
    expect(await vote('ada', 'down')).toBe('down');
    expect(await store().ofChannel(CHANNEL, 10)).toEqual([{ paperId: PAPER, up: 0, down: 1 }]);
  });

  it('withdraws a vote that is given again', async () => {
    await vote('ada', 'up');
    expect(await vote('ada', 'up')).toBeUndefined();
    expect(await store().ofChannel(CHANNEL, 10)).toEqual([]);
    expect(await vote('ada', 'up')).toBe('up');
  });

  it('keeps channels, and people of one name in two workspaces, apart', async () => {
    await vote('ada', 'up');
    await store().vote(CHANNEL, { ...person('ada'), workspace: 'away' }, PAPER, 'up', NOW);
    await store().vote({ ...CHANNEL, channel: 'random' }, person('ada'), PAPER, 'down', NOW);
    expect(await store().ofChannel(CHANNEL, 10)).toEqual([{ paperId: PAPER, up: 2, down: 0 }]);
  });

  it('gives the papers voted on last first, up to the limit', async () => {
    await vote('ada', 'up', 'arxiv:1', NOW);
    await vote('ada', 'up', 'arxiv:2', NOW + 2);
    await vote('bob', 'up', 'arxiv:3', NOW + 1);
    await vote('bob', 'up', 'arxiv:1', NOW + 3);
    const papers = await store().ofChannel(CHANNEL, 2);
    expect(papers.map(paper => paper.paperId)).toEqual(['arxiv:1', 'arxiv:2']);
  });
}

/** What every saved list does. */
export function savedListContract(list: () => SavedList): void {
  it('keeps papers newest first', async () => {
    expect(await list().save(person('ada'), 'arxiv:1', NOW)).toBe(true);
    expect(await list().save(person('ada'), 'arxiv:2', NOW + 1)).toBe(true);
    expect(await list().list(person('ada'))).toEqual([
      { paperId: 'arxiv:2', at: NOW + 1 },
      { paperId: 'arxiv:1', at: NOW },
    ]);
  });

  it('saves a paper once, at its first moment', async () => {
    await list().save(person('ada'), PAPER, NOW);
    expect(await list().save(person('ada'), PAPER, NOW + 1)).toBe(false);
    expect(await list().list(person('ada'))).toEqual([{ paperId: PAPER, at: NOW }]);
  });

  it('lets go of a paper', async () => {
    await list().save(person('ada'), PAPER, NOW);
    expect(await list().unsave(person('ada'), PAPER)).toBe(true);
    expect(await list().unsave(person('ada'), PAPER)).toBe(false);
    expect(await list().list(person('ada'))).toEqual([]);
  });

  it('belongs to one person', async () => {
    await list().save(person('ada'), PAPER, NOW);
    expect(await list().list(person('bob'))).toEqual([]);
    expect(await list().list({ ...person('ada'), workspace: 'away' })).toEqual([]);
  });
}
