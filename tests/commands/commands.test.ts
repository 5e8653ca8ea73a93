import { beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/catalogue.ts';
import type { Answer, Caller, CommandDesk } from '../../src/commands/command.ts';
import { createCommandDesk } from '../../src/commands/create-command-desk.ts';
import { plainText } from '../../src/core/document/plain-text.ts';
import { Fault } from '../../src/core/errors.ts';
import {
  type CommandServices,
  MANAGER,
  openCommandServices,
  READER,
} from '../fakes/open-command-services.ts';
import { inventedPaper } from '../fakes/papers.ts';

const PAPERS = [
  inventedPaper({
    id: 'arxiv:2601.00001',
    title: 'Draft and verify: speculative decoding for everyone',
    abstract: 'We present a small draft model. It is fast.',
    authors: ['Mara Lindqvist', 'Tunde Bakare'],
    publishedAt: '2026-01-05',
    listedOn: '2026-01-07',
    upvotes: 120,
    codeUrl: 'https://github.com/broadsheet-samples/draft',
  }),
  inventedPaper({
    id: 'arxiv:2601.00002',
    title: 'Routing tokens in a mixture of experts',
    abstract: 'Mixture of experts models route tokens. We show how.',
    listedOn: '2026-01-07',
    upvotes: 40,
  }),
  inventedPaper({
    id: 'arxiv:2601.00003',
    title: 'A survey of agents',
    abstract: 'Agents everywhere.',
    listedOn: '2026-01-06',
    upvotes: 7,
  }),
];

let open: CommandServices;
let desk: CommandDesk;

beforeEach(async () => {
  open = await openCommandServices(PAPERS);
  desk = createCommandDesk(open.services);
});

const run = (line: string, caller: Caller = MANAGER): Promise<Answer> =>
  desk.run({ kind: 'line', line }, caller);

/** What a person reads of the answer; for a mistake, its message. */
async function say(line: string, caller: Caller = MANAGER): Promise<string> {
  const answer = await run(line, caller);
  return answer.kind === 'answered' ? plainText(answer.reply.document) : `${answer.kind}: ${answer.message}`;
}

const subscribed = async () => (await open.stores.subscriptions.ofChannel(MANAGER.channel))[0];

describe('every command', () => {
  it('keeps to the limits that all platforms share', () => {
    for (const { spec } of COMMANDS.values()) {
      expect(spec.name).toMatch(/^[a-z]{1,32}$/);
      expect(spec.summary.length).toBeLessThanOrEqual(100);
      expect(Object.keys(spec.options).length).toBeLessThanOrEqual(25);
      for (const [name, option] of Object.entries(spec.options)) {
        expect(name).toMatch(/^[a-z_]{1,32}$/);
        expect(option.summary.length).toBeLessThanOrEqual(100);
        expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
      }
    }
  });

  it('understands its own examples', async () => {
    await run('subscribe "speculative decoding", moe');
    const known = (line: string): string => line.replace(/2410\.01234/, '2601.00001');
    const mistakes: string[] = [];
    for (const { spec } of COMMANDS.values())
      for (const example of spec.examples) {
        const answer = await run(known(example));
        if (answer.kind !== 'answered') mistakes.push(answer.message);
      }
    // Words of an example may find nothing here, but they must be understood.
    const notHere = /to come|is not subscribed to|has no subscription|not on your list/;
    expect(mistakes.filter(message => !notHere.test(message))).toEqual([]);
  });

  it('that changes the channel is refused to people who may not, and changes nothing', async () => {
    for (const line of ['subscribe moe', 'unsubscribe all', 'pause', 'resume']) {
      expect(await say(line, READER)).toMatch(/^rejected: only people who manage this channel can use /);
    }
    expect(await subscribed()).toBeUndefined();
  });
});

describe('a line that is wrong', () => {
  it.each([
    ['serch moe', 'unknown command serch (did you mean search?); see help'],
    ['subscribe', 'subscribe needs topics; see help subscribe'],
    ['subscribe moe tz:Berlin', 'unknown zone Berlin (did you mean Europe/Berlin?)'],
    ['subscribe moe at:25', 'at must be a time such as 09:00, 9 or 9am, not 25'],
    ['subscribe moe days:funday', 'funday is no day'],
    ['subscribe moe style:big', 'style must be compact, full, thread, not big'],
    ['subscribe moe limit:0', 'limit must be a whole number from 1 to 50, not 0'],
    ['subscribe moe titel:x', 'unknown option titel'],
    ['subscribe "rl agents', 'is never closed'],
    ['subscribe topic:quantisaton', 'quantization'],
    ['subscribe moe cron:"0 9 * *"', 'cron'],
    ['show 12', '12 is no paper id'],
    ['show 2601.99999', 'arxiv:2601.99999 is not in the archive'],
    ['search', 'search needs query; see help search'],
    ['share saved', "the answer of saved can't be shared"],
    ['pause 2020-01-01', 'this channel has no subscription'],
  ])('%s is rejected, names what was wrong and changes nothing', async (line, message) => {
    const said = await say(line);
    expect(said).toMatch(/^rejected: /);
    expect(said).toContain(message);
    expect(await subscribed()).toBeUndefined();
  });

  it('leaves an existing subscription as it was', async () => {
    await run('subscribe moe at:08:00');
    const before = await subscribed();
    await run('subscribe agents tz:Nowhere/Land');
    await run('unsubscribe agents');
    expect(await subscribed()).toEqual(before);
  });
});

describe('subscribe', () => {
  it('echoes the whole subscription with its next time', async () => {
    const said = await say(
      'subscribe topic:quantization, "speculative decoding", -survey at:9 days:mon,thu tz:europe/berlin limit:5 min_votes:3 style:thread',
    );
    expect(said).toContain('Topics: topic:quantization, "speculative decoding"');
    expect(said).toContain('Without: survey');
    expect(said).toContain('When: Mon, Thu at 09:00 (Europe/Berlin)');
    expect(said).toContain('Next: Thu 8 Jan 2026, 09:00 (Europe/Berlin)');
    expect(said).toContain('at most 5, from 3 votes');
    expect(said).toContain('Style: thread');
  });

  it('again adds topics, keeps what is not said and replaces what is', async () => {
    await run('subscribe moe at:07:30 tz:Asia/Tokyo limit:3');
    await run('subscribe agents, MOE limit:4');
    expect(await subscribed()).toMatchObject({
      topics: ['moe', 'agents'],
      limit: 4,
      schedule: { kind: 'weekly', atMinute: 450, tz: 'Asia/Tokyo' },
    });
  });

  it('takes cron in place of time and days, and back', async () => {
    await run('subscribe moe cron:“30 8 * * 1-5” tz:UTC');
    expect(await subscribed()).toMatchObject({ schedule: { kind: 'cron', expression: '30 8 * * 1-5' } });
    await run('subscribe moe at:10');
    expect(await subscribed()).toMatchObject({ schedule: { kind: 'weekly', atMinute: 600 } });
  });

  it('to everything has no topics', async () => {
    await run('subscribe everything min_votes:20');
    expect(await subscribed()).toMatchObject({ topics: [], minVotes: 20 });
  });

  it('starts in the zone of who typed it', async () => {
    await run('subscribe moe', { ...MANAGER, tz: 'America/Lima' });
    expect(await subscribed()).toMatchObject({ schedule: { tz: 'America/Lima' }, owner: 'mara' });
  });

  it('points from plain words to the named topic', async () => {
    expect(await say('subscribe quantization')).toContain('topic:quantization finds');
  });
});

describe('unsubscribe', () => {
  it('takes one of three topics and leaves the others with their time', async () => {
    await run('subscribe moe, agents, "speculative decoding" at:08:15');
    const said = await say('unsubscribe agents');
    expect(said).toContain('Unsubscribed from agents');
    expect(await subscribed()).toMatchObject({
      topics: ['moe', '"speculative decoding"'],
      schedule: { atMinute: 495 },
    });
  });

  it('names a topic that is not there', async () => {
    await run('subscribe moe');
    expect(await say('unsubscribe agents')).toBe(
      'rejected: this channel is not subscribed to agents; it has moe',
    );
  });

  it('from the last topic, or from all, ends the subscription', async () => {
    await run('subscribe moe');
    expect(await say('unsubscribe moe')).toContain('no digest any more');
    expect(await subscribed()).toBeUndefined();
    expect(await say('unsubscribe all')).toBe('rejected: this channel has no subscription');
  });
});

describe('pause and resume', () => {
  it('stop the digests until a day in the channel’s zone', async () => {
    await run('subscribe moe tz:Asia/Tokyo');
    expect(await say('pause 2026-01-12')).toContain('No digests until Mon 12 Jan 2026, 00:00 (Asia/Tokyo)');
    expect(await say('list')).toContain('paused as asked');
    expect(await say('pause 2026-01-12')).toContain('paused already');
    expect(await say('resume')).toContain('Resumed');
    expect(await say('resume')).toContain('was not paused');
  });

  it('refuse a day that is over', async () => {
    await run('subscribe moe');
    expect(await say('pause 2026-01-07')).toBe('rejected: until must be a day to come, not 2026-01-07');
  });
});

describe('papers', () => {
  it('of today come best first, of a named topic by its bare name', async () => {
    expect(await say('today')).toMatch(/Draft and verify[\s\S]*Routing tokens/);
    const said = await say('today mixture-of-experts');
    expect(said).toContain('Routing tokens');
    expect(said).not.toContain('Draft and verify');
  });

  it('are shown with their abstract, by number or page', async () => {
    for (const id of ['2601.00001', 'https://huggingface.co/papers/2601.00001v2']) {
      const said = await say(`show ${id}`);
      expect(said).toContain('We present a small draft model. It is fast.');
      expect(said).toContain('Mara Lindqvist, Tunde Bakare');
    }
  });

  it('are searched page by page with buttons that are lines', async () => {
    const answer = await run('search a limit:1 sort:top');
    if (answer.kind !== 'answered') throw new Error(answer.message);
    const actions = answer.reply.document.blocks.flatMap(block =>
      block.kind === 'actions' ? block.actions : [],
    );
    expect(actions).toEqual([
      { kind: 'command', label: 'More', command: 'search a sort:top limit:1 page:2' },
    ]);
    expect(answer.shareLine).toBe('share search a limit:1 sort:top');
    expect(await say('search a sort:top limit:1 page:2')).toContain('Back');
  });

  it('that answer nothing are said to be none', async () => {
    expect(await say('search quaternions')).toContain('Nothing in the archive answers quaternions');
  });

  it('shared are public and offer no second share', async () => {
    const answer = await run('share search speculative');
    expect(answer).toMatchObject({ kind: 'answered', audience: 'public' });
    expect(answer).not.toHaveProperty('shareLine');
  });

  it('are saved by each person, listed and exported', async () => {
    expect(await say('saved')).toContain('Your list is empty');
    expect(await say('save 2601.00001')).toContain('Saved: Draft and verify');
    expect(await say('save 2601.00001')).toContain('on your list already');
    expect(await say('saved', READER)).toContain('Your list is empty');
    expect(await say('saved')).toContain('1 saved paper');
    const answer = await run('saved format:bibtex');
    if (answer.kind !== 'answered') throw new Error(answer.message);
    expect(new TextDecoder().decode(answer.reply.files?.[0]?.bytes)).toContain('@misc{lindqvist2026draft,');
    expect(await say('unsave 2601.00001')).toContain('Taken off');
    expect(await say('unsave 2601.00001')).toBe('rejected: 2601.00001 is not on your list');
  });

  it('are voted for, the other way, and withdrawn', async () => {
    expect(await say('vote up arxiv:2601.00002')).toContain('more like this');
    expect(await say('vote down arxiv:2601.00002')).toContain('less like this');
    expect(await open.stores.votes.ofChannel(MANAGER.channel, 5)).toEqual([
      { paperId: 'arxiv:2601.00002', up: 0, down: 1 },
    ]);
    expect(await say('vote down arxiv:2601.00002')).toContain('withdrawn');
    expect(await open.stores.votes.ofChannel(MANAGER.channel, 5)).toEqual([]);
  });

  it('of the next digest are previewed', async () => {
    expect(await say('preview')).toBe(
      'rejected: this channel has no subscription, so there is nothing to preview',
    );
    await run('subscribe "speculative decoding"');
    expect(await say('preview')).toContain('Draft and verify');
  });
});

describe('status', () => {
  it('says what is next, what was last and how the sources are', async () => {
    expect(await say('status')).toMatch(
      /never: nothing is subscribed here[\s\S]*no digest yet[\s\S]*No source was asked yet/,
    );
    await run('subscribe moe tz:UTC');
    const { ledger, runs } = open.stores;
    const dueAt = Date.parse('2026-01-07T09:00:00Z');
    await ledger.open({ id: 'e1', channel: MANAGER.channel, kind: 'digest', dueAt, subscriptionIds: ['s'] });
    const [claimed] = await ledger.claim({ platform: 'terminal', owner: 'me' }, dueAt, 60_000, 1);
    if (!claimed) throw new Error('nothing to claim');
    await ledger.release(
      claimed.lease,
      { kind: 'empty', at: dueAt, reason: 'none of 12 papers matched' },
      { cut: 1, counts: { considered: 12, matched: 0, chosen: 0 }, missingSources: [], carriedOver: [] },
    );
    await runs.record({
      source: 'huggingface',
      day: '2026-01-07',
      at: dueAt,
      kind: 'failed',
      code: 'timeout',
      reason: 'no answer in 20 s',
    });
    const said = await say('status');
    expect(said).toContain('Next: Thu 8 Jan 2026, 09:00 (UTC)');
    expect(said).toContain(
      'Last: Wed 7 Jan 2026, 09:00 (UTC): nothing posted: none of 12 papers matched · 12 considered, 0 matched, 0 chosen',
    );
    expect(said).toContain('huggingface: Wed 7 Jan 2026, 09:00 (UTC): failed: no answer in 20 s');
  });
});

describe('topics and help', () => {
  it('show what there is', async () => {
    expect(await say('topics')).toContain('quantization');
    expect(await say('topics quantization')).toContain('topic:quantization stands for');
    expect(await say('topics zzzz')).toMatch(/^rejected: no topic is called zzzz/);
    expect(await say('')).toContain('The day’s research papers');
    expect(await say('help subscribe')).toContain('subscribe <topics>');
    expect(await say('help vote')).toMatch(/^rejected: unknown command vote/);
  });
});

describe('a failure of ours', () => {
  it('is told without its inside and logged', async () => {
    const failing: CommandDesk = createCommandDesk({
      ...open.services,
      archive: {
        ...open.services.archive,
        get: () => Promise.reject(new Fault('storage', 'the database can’t be read: disk I/O error')),
      },
    });
    const answer = await failing.run({ kind: 'line', line: 'show 2601.00001' }, MANAGER);
    expect(answer).toMatchObject({ kind: 'failed', message: 'the database can’t be read: disk I/O error' });
    const broken = createCommandDesk({
      ...open.services,
      archive: {
        ...open.services.archive,
        get: () => Promise.reject(new TypeError('undefined is not a function')),
      },
    });
    const bug = await broken.run({ kind: 'line', line: 'show 2601.00001' }, MANAGER);
    expect(bug).toMatchObject({
      kind: 'failed',
      message: 'something went wrong on our side; nothing was changed',
    });
  });
});

describe('completion', () => {
  const offered = async (
    command: string,
    option: string,
    typed: string,
    caller = MANAGER,
  ): Promise<string[]> =>
    (await desk.complete({ command, option, typed }, caller)).map(choice => choice.value);

  it('offers topics, only for the last of a list', async () => {
    expect(await offered('subscribe', 'topics', 'quanti')).toContain('topic:quantization');
    expect(await offered('subscribe', 'topics', 'moe, quanti')).toContain('moe, topic:quantization');
  });

  it('offers zones by city, the person’s own first', async () => {
    expect(await offered('subscribe', 'tz', 'berl')).toEqual(['Europe/Berlin']);
    expect((await offered('subscribe', 'tz', '', { ...MANAGER, tz: 'Asia/Tokyo' }))[0]).toBe('Asia/Tokyo');
    expect(await offered('subscribe', 'tz', 'new york')).toContain('America/New_York');
  });

  it('offers what is subscribed, papers, commands and choices, at most 25', async () => {
    await run('subscribe moe, agents');
    expect(await offered('unsubscribe', 'topics', '')).toEqual(['moe', 'agents', 'all']);
    expect(await offered('show', 'id', 'draft')).toEqual(['arxiv:2601.00001']);
    expect(await offered('help', 'command', 'su')).toEqual(['subscribe', 'unsubscribe', 'resume']);
    expect(await offered('subscribe', 'style', 'f')).toEqual(['full']);
    expect(await offered('subscribe', 'tz', '')).toHaveLength(25);
    expect(await offered('nothing', 'at', '')).toEqual([]);
  });
});
