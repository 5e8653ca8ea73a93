import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftEdition, type EditionDraft } from '../../../src/core/delivery/draft-edition.ts';
import type { EditionKind } from '../../../src/core/delivery/edition.ts';
import { PaperShelf } from '../../../src/core/delivery/paper-shelf.ts';
import { createPlanner } from '../../../src/core/delivery/plan-edition.ts';
import { plainText } from '../../../src/core/document/plain-text.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { parseTopicCatalogue } from '../../../src/core/query/parse-topic-catalogue.ts';
import { PLAIN_MODEL } from '../../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../../src/core/ranking/ranking-desk.ts';
import type { Subscription } from '../../../src/core/subscriptions/subscription.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';
import { channelOf, inventedSubscription } from '../../fakes/subscriptions.ts';

const catalogue = parseTopicCatalogue([]);
const channel = channelOf('one');
const subscription = (facts: Partial<Subscription> & { readonly id: string }): Subscription =>
  inventedSubscription({ channel, createdAt: Date.parse('2026-01-07T08:00:00Z'), ...facts });
const everything = subscription({ id: 'a' });

let delivery: OpenDelivery;
let editions: number;

beforeEach(async () => {
  // A Wednesday.
  delivery = await openDelivery('2026-01-07T09:00:00Z');
  editions = 0;
});
afterEach(() => delivery.close());

const paper = (id: string, listedOn: string, facts: Partial<Paper> = {}): Paper =>
  inventedPaper({ id: `arxiv:${id}`, listedOn, upvotes: 20, ...facts });
const add = (...papers: readonly Paper[]) => delivery.archive.add(parsed(...papers), delivery.clock.now());

const portsOf = () => ({
  ...delivery,
  ranking: new RankingDesk({ ...delivery, store: delivery.keyed, model: PLAIN_MODEL }),
  shelf: new PaperShelf(delivery.archive),
  sources: ['huggingface', 'arxiv:cs.CL'],
  catalogue,
});

function draft(
  subscriptions: readonly [Subscription, ...Subscription[]] = [everything],
  kind: EditionKind = 'digest',
): Promise<EditionDraft> {
  const now = delivery.clock.now();
  return draftEdition({ kind, dueAt: now }, subscriptions, now, portsOf());
}

/** Plans and sends an edition, without a platform, in a minute; resolves to the ids it showed. */
async function post(...subscriptions: readonly [Subscription, ...Subscription[]]): Promise<string[]> {
  const now = delivery.clock.now();
  const id = `e${editions++}`;
  const drafted = await draft(subscriptions);
  const ids = shownIn(drafted);
  const subscriptionIds = subscriptions.map(subscription => subscription.id);
  await delivery.ledger.open({ channel, kind: 'digest', dueAt: now, id, subscriptionIds });
  const [claimed] = await delivery.ledger.claim({ platform: 'scripted', owner: 'p' }, now, 60_000, 1);
  if (!claimed) throw new Error('nothing to claim');
  if (ids.length > 0) {
    const messages = [{ payload: '', paperIds: ids.map(name => `arxiv:${name}`) }];
    await delivery.ledger.freeze(claimed.lease, { messages, facts: drafted.facts }, now);
    await delivery.ledger.setPart(claimed.lease, 0, { kind: 'posted', at: now, messageId: 'm' });
    await delivery.ledger.release(claimed.lease, { kind: 'sent', at: now });
  } else await delivery.ledger.release(claimed.lease, { kind: 'empty', at: now, reason: '' }, drafted.facts);
  await delivery.clock.advance(60_000);
  return ids;
}

const shownIn = ({ digest }: EditionDraft): string[] =>
  digest.entries.map(entry => entry.paper.id.replace('arxiv:', '')).sort();

describe('a draft', () => {
  it('begins, for a channel without an edition, with the list of the day before it subscribed', async () => {
    await add(
      paper('old', '2026-01-05', { upvotes: 60 }),
      paper('late', '2026-01-06', { upvotes: 60 }),
      paper('new', '2026-01-07', { upvotes: 60 }),
    );
    expect(shownIn(await draft())).toEqual(['late', 'new']);
    await delivery.clock.advance(5 * 86_400_000);
    expect(shownIn(await draft())).toEqual(['late', 'new']);
    await delivery.clock.advance(30 * 86_400_000);
    expect(shownIn(await draft())).toEqual([]);
  });

  it('shows what came into the archive since the last edition, however late it was listed', async () => {
    await add(paper('one', '2026-01-07'));
    expect(await post(everything)).toEqual(['one']);
    expect(await post(everything)).toEqual([]);
    await add(paper('two', '2026-01-06'), paper('one', '2026-01-07', { upvotes: 90 }));
    expect(await post(everything)).toEqual(['two']);
  });

  it('says which days it covers: from the last edition to now in the zone of the channel', async () => {
    const auckland: Subscription = {
      ...everything,
      schedule: { kind: 'weekly', atMinute: 0, days: [1], tz: 'Pacific/Auckland' },
    };
    await add(paper('one', '2026-01-07'));
    await post(auckland);
    await delivery.clock.advance(86_400_000);
    await add(paper('two', '2026-01-08'));
    const { digest } = await draft([auckland]);
    expect(digest.period).toEqual({ kind: 'since', since: '2026-01-07', until: '2026-01-08' });
  });

  it('has no news older than two weeks, however new to the archive, and none without a date', async () => {
    await add(paper('one', '2026-01-07'));
    await post(everything);
    await add(
      paper('ancient', '2024-03-01'),
      inventedPaper({ id: 'corpus:7' }),
      inventedPaper({ id: 'arxiv:feed', publishedAt: '2026-01-06T10:00:00Z', upvotes: 20 }),
    );
    expect(shownIn(await draft())).toEqual(['feed']);
  });

  it('gives papers short of votes another look while votes still come, and no other paper', async () => {
    const choosy: Subscription = { ...everything, minVotes: 5, limit: 1 };
    await add(
      paper('best', '2026-01-07', { upvotes: 90 }),
      paper('good', '2026-01-07', { upvotes: 40 }),
      paper('slow', '2026-01-07', { upvotes: 1 }),
    );
    expect(await post(choosy)).toEqual(['best']);
    await add(paper('slow', '2026-01-07', { upvotes: 60 }));
    expect(await post(choosy)).toEqual(['slow']);
    expect(await post(choosy)).toEqual([]);
  });

  it('stops looking again at a paper that three days brought no votes', async () => {
    await add(paper('slow', '2026-01-07', { upvotes: 1 }));
    expect((await draft([{ ...everything, minVotes: 5 }])).facts.carriedOver).toEqual(['arxiv:slow']);
    await delivery.clock.advance(4 * 86_400_000);
    expect((await draft([{ ...everything, minVotes: 5 }])).facts.carriedOver).toEqual([]);
  });

  it('serves several subscriptions of a channel by their own rules, in one digest', async () => {
    const quantization = subscription({ id: 'q', topics: ['quantization'], limit: 1 });
    const agents = subscription({ id: 'g', topics: ['agents'], exclusions: ['games'] });
    await add(
      paper('q1', '2026-01-07', { title: 'Quantization of weights', upvotes: 50 }),
      paper('q2', '2026-01-07', { title: 'Quantization for routers', upvotes: 10 }),
      paper('g1', '2026-01-07', { title: 'Agents that browse', upvotes: 30 }),
      paper('g2', '2026-01-07', { title: 'Agents in games', upvotes: 30 }),
      paper('x1', '2026-01-07', { title: 'Something else', upvotes: 99 }),
    );
    const { digest, facts } = await draft([quantization, agents]);
    expect(digest.entries.map(entry => entry.paper.id).sort()).toEqual(['arxiv:g1', 'arxiv:q1']);
    expect(digest.topics).toBe('quantization, agents, not games');
    expect(facts.counts).toEqual({ considered: 5, matched: 3, chosen: 2 });
  });

  it('starts for each subscription from its own last edition and never shows a channel a paper twice', async () => {
    const morning = subscription({ id: 'm', topics: ['agents'] });
    const noon = subscription({ id: 'n', topics: ['agents', 'quantization'] });
    await add(
      paper('g1', '2026-01-07', { title: 'Agents that browse' }),
      paper('q1', '2026-01-07', { title: 'Quantization of weights' }),
    );
    expect(await post(morning)).toEqual(['g1']);
    await delivery.clock.advance(3 * 3_600_000);
    expect(await post(noon)).toEqual(['q1']);
  });

  it('names a source that failed, and is hindered when all did', async () => {
    const asked = { day: '2026-01-07', at: delivery.clock.now() };
    await delivery.runs.record({
      ...asked,
      source: 'arxiv:cs.CL',
      kind: 'failed',
      code: 'timeout',
      reason: 'no answer in 30 s',
    });
    await delivery.runs.record({
      ...asked,
      source: 'huggingface',
      kind: 'asked',
      found: 1,
      added: 1,
      updated: 0,
      skipped: 0,
    });
    await add(paper('one', '2026-01-07'));
    const some = await draft();
    expect(some.hindrance).toBeUndefined();
    expect(plainText(some.document)).toContain('Missing: arxiv:cs.CL (no answer in 30 s).');
    await delivery.runs.record({
      ...asked,
      at: asked.at + 1,
      source: 'huggingface',
      kind: 'failed',
      code: 'unavailable',
      reason: 'HTTP 503',
    });
    expect((await draft()).hindrance).toBe(
      'no source could be read: arxiv:cs.CL (no answer in 30 s), huggingface (HTTP 503)',
    );
  });

  it('is hindered, with the reason, by topics that can no longer be read', async () => {
    const { hindrance } = await draft([subscription({ id: 'b', topics: ['topic:gone-topic'] })]);
    expect(hindrance).toContain('gone-topic');
  });

  it('of a recap looks back on the whole week by its settled votes, seen or not', async () => {
    delivery = await openDelivery('2026-01-12T09:00:00Z');
    await add(
      paper('before', '2026-01-04', { upvotes: 99 }),
      paper('monday', '2026-01-05', { upvotes: 50 }),
      paper('sunday', '2026-01-11', { upvotes: 60 }),
      paper('after', '2026-01-12', { upvotes: 99 }),
    );
    await post(everything);
    const recap = await draft([everything], 'week-recap');
    expect(recap.digest.entries.map(entry => entry.paper.id)).toEqual(['arxiv:sunday', 'arxiv:monday']);
    expect(recap.document.summary).toContain('The week in review, ');
    expect(recap.document.blocks[0]).toMatchObject({
      kind: 'heading',
      text: 'The week in review, 5–11 January 2026',
    });
  });
});

describe('the planner', () => {
  const edition = {
    id: 'e',
    channel,
    kind: 'digest',
    subscriptionIds: ['a'],
    state: { kind: 'due' },
  } as const;
  const plan = (...subscriptions: Subscription[]) => {
    const now = delivery.clock.now();
    return createPlanner(portsOf())({ ...edition, dueAt: now }, subscriptions, delivery.platform, now);
  };

  it('freezes what the platform makes of the document, with the papers of each message', async () => {
    await add(paper('one', '2026-01-07'), paper('two', '2026-01-07'));
    const planned = await plan(everything);
    if (planned.kind !== 'plan') throw new Error(planned.reason);
    expect(planned.plan.messages.map(message => message.paperIds.length)).toEqual([0, 1, 1]);
  });

  it('is silent about a day without anything, and says why in the ledger', async () => {
    await add(paper('one', '2026-01-07'));
    expect(await plan({ ...everything, topics: ['quantization'] })).toMatchObject({
      kind: 'empty',
      reason: expect.stringContaining('The only paper is not for quantization.'),
      facts: { counts: { considered: 1, matched: 0, chosen: 0 } },
    });
  });

  it('says “nothing” where that was asked for', async () => {
    const planned = await plan({ ...everything, topics: ['quantization'], whenEmpty: 'say' });
    expect(planned).toMatchObject({ kind: 'plan', plan: { messages: [{ paperIds: [] }] } });
  });
});

describe('the votes of a channel', () => {
  it('move its own digest, and no other', async () => {
    const liked = 'graph neural networks for molecules';
    await add(
      paper('old', '2026-01-05', { title: `Better ${liked}`, abstract: `We study ${liked}.`, upvotes: 0 }),
      paper('near', '2026-01-07', { title: `Faster ${liked}`, abstract: `We speed up ${liked}.` }),
      paper('far', '2026-01-07', {
        title: 'Singing voices in echoing halls',
        abstract: 'We record singers.',
        upvotes: 24,
      }),
    );
    const person = { platform: channel.platform, workspace: channel.workspace, id: 'p' };
    await delivery.votes.vote(channel, person, 'arxiv:old', 'up', delivery.clock.now());
    const other = subscription({ id: 'b', channel: channelOf('two') });
    const first = async (served: Subscription): Promise<string | undefined> =>
      shownIn(await draft([served])).find(id => id !== 'old');
    expect(await first(everything)).toBe('near');
    expect(await first(other)).toBe('far');
  });
});
