import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { type Mode, type OpenSlack, openSlack } from '../../emulators/slack/open-slack.ts';
import { readBlocks } from '../../emulators/slack/read-blocks.ts';
import type { Json } from '../../emulators/slack/slack-state.ts';
import { inventedPaper } from '../../fakes/papers.ts';

const PAPERS: readonly Paper[] = Array.from({ length: 8 }, (_, at) =>
  inventedPaper({
    id: `arxiv:2601.9000${at + 1}`,
    title: at % 2 === 0 ? `RL agents <!channel> number ${at + 1}` : `Quantization *bold* number ${at + 1}`,
    abstract: `Agents trained by reinforcement. This abstract is of number ${at + 1}.`,
    url: `https://arxiv.org/abs/2601.9000${at + 1}`,
    listedOn: '2026-01-07',
    upvotes: 10 + at,
  }),
);
const FIRST = 'arxiv:2601.90001';

let slack: OpenSlack;
afterEach(() => slack.close());

async function open(mode: Mode, papers = PAPERS): Promise<void> {
  slack = await openSlack({ mode, papers });
  slack.state.addUser('U1');
  slack.state.addUser('U2', { tz: 'Asia/Tokyo' });
  slack.state.addChannel('C1', ['U1', 'U2', 'U0BOT']);
}

const shown = (payload: Json): string => readBlocks(payload['blocks'] as Json[]).lines.join('\n');
/** Waits for the newest private answer that says this. */
const answered = (words: string | RegExp): Promise<string> =>
  vi.waitFor(() => {
    const last = slack.state.ephemerals.at(-1);
    expect(last && shown(last.payload)).toMatch(words);
    return last ? shown(last.payload) : '';
  });
const posted = (channel: string): string[] => (slack.state.channels.get(channel)?.messages ?? []).map(shown);
const stateOf = async (channel: string): Promise<string | undefined> =>
  (await slack.stores.subscriptions.ofChannel({ platform: 'slack', workspace: 'T1', channel }))[0]?.state
    .kind;
/** Lets time pass, a tick a minute. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    await slack.dispatcher.tick(new AbortController().signal);
    await slack.clock.advance(60_000);
  }
}

describe.each<Mode>(['socket', 'http'])('a workspace over %s', { timeout: 60_000 }, mode => {
  it('subscribes with curly quotes, and the digest is there at its minute', async () => {
    await open(mode);
    slack.dispatcher.start();
    await slack.person('U1').types('C1', 'subscribe “rl agents” at:15:02 style:full');
    expect(await answered(/Subscribed/)).toContain('“rl agents”'.slice(1, -1));
    await slack.clock.advanceTo('2026-01-07T14:01:00Z');
    await pass(1);
    expect(posted('C1')).toEqual([]);
    await pass(2);
    await vi.waitFor(async () => {
      await slack.clock.advance(1_000);
      expect(posted('C1')).toHaveLength(1);
    });
    expect(posted('C1')[0]).toContain('RL agents <!channel> number 1');
    expect(slack.state.channels.get('C1')?.messages[0]).toMatchObject({
      metadata: { event_type: 'broadsheet_part' },
    });
  });

  it('opens an abstract in a modal, saves, votes, and shows the saved papers in the home tab', async () => {
    await open(mode);
    const mara = slack.person('U1');
    await mara.press(`show ${FIRST}`, { channel: 'C1' });
    const modal = await vi.waitFor(() => {
      const view = [...slack.state.views.values()][0];
      expect(view && shown(view)).toContain('This abstract is of number 1.');
      return view;
    });
    await mara.press(`save ${FIRST}`, { channel: 'C1' });
    await answered(/^Saved: /);
    await mara.press(`vote up ${FIRST}`, { channel: 'C1' });
    await answered(/Noted: more like this/);
    await mara.press(`vote down ${FIRST}`, { view: modal ?? {} });
    await vi.waitFor(() =>
      expect([...slack.state.views.values()].map(shown).join()).toContain('Noted: less'),
    );
    await mara.opensHome();
    await vi.waitFor(() => {
      const home = slack.state.views.get('home U1');
      expect(home && shown(home)).toContain('RL agents <!channel> number 1');
    });
    const { votes } = slack.stores;
    const [first] = await votes.ofChannel({ platform: 'slack', workspace: 'T1', channel: 'C1' }, 5);
    expect(first).toMatchObject({ paperId: FIRST });
  });

  it('searches, turns a page in place, and shares with the channel', async () => {
    await open(mode);
    const mara = slack.person('U1');
    await mara.types('C1', 'search number limit:3');
    expect(await answered(/8 papers, 1–3 shown/)).toContain('number 1');
    await mara.press('search number limit:3 page:2', { channel: 'C1', private: true });
    await answered(/8 papers, 4–6 shown/);
    expect(slack.state.ephemerals.at(-1)?.payload).toMatchObject({ replace_original: true });
    const share = readBlocks(slack.state.ephemerals.at(-1)?.payload['blocks'] as Json[]).presses.find(one =>
      one.startsWith('share '),
    );
    await mara.press(share ?? '', { channel: 'C1', private: true });
    await vi.waitFor(() => expect(posted('C1')[0]).toContain('8 papers, 4–6 shown'));
  });

  it('understands a mention and a direct message, and names what it does not', async () => {
    await open(mode);
    await slack.person('U2').mentions('C1', 'show 2601.90002');
    await answered(/Quantization \*bold\* number 2/);
    await slack.person('U2').writes('today votes:&gt;16');
    await vi.waitFor(() => expect(posted('D2').join()).toContain('number 8'));
    await slack.person('U2').types('C1', 'serach agents');
    expect(await answered(/Not understood/)).toContain('search');
  });

  it('sets a subscription up in a modal, with topics that complete and the person’s own zone', async () => {
    await open(mode);
    const tunde = slack.person('U2');
    await tunde.press('setup', {});
    const modal = await vi.waitFor(() => {
      const view = [...slack.state.views.values()].find(one => one['callback_id'] === 'setup');
      expect(JSON.stringify(view)).toContain('Asia/Tokyo');
      return view;
    });
    expect(modal).toBeDefined();
    const { payload } = await tunde.suggests('setup-topics', 'quanti');
    expect(payload['options']).toContainEqual(expect.objectContaining({ value: 'topic:quantization' }));
    const values = (channel: string, query: string): Json => ({
      channel: { value: { selected_conversation: channel } },
      topics: { value: { selected_options: [{ value: 'topic:quantization' }] } },
      query: { value: { value: query } },
      at: { value: { selected_time: '08:30' } },
      tz: { value: { selected_option: { value: 'Asia/Tokyo' } } },
      days: { value: { selected_option: { value: 'mon,thu' } } },
      style: { value: { selected_option: { value: 'thread' } } },
    });
    expect((await tunde.submits(values('C1', '"broken'))).payload).toMatchObject({
      response_action: 'errors',
    });
    expect((await tunde.submits(values('C9', 'agents'))).payload).toMatchObject({
      errors: { channel: expect.stringContaining('invite') },
    });
    expect((await tunde.submits(values('C1', 'agents'))).payload).toMatchObject({
      response_action: 'update',
    });
    const [subscription] = await slack.stores.subscriptions.ofChannel({
      platform: 'slack',
      workspace: 'T1',
      channel: 'C1',
    });
    expect(subscription).toMatchObject({
      style: 'thread',
      owner: 'U2',
      schedule: { atMinute: 510, days: [1, 4], tz: 'Asia/Tokyo' },
    });
  });

  it('pauses an archived channel and tells who subscribed; unarchived it goes on', async () => {
    await open(mode);
    const mara = slack.person('U1');
    await mara.types('C1', 'subscribe everything');
    await answered(/Subscribed/);
    await mara.event({ type: 'channel_archive', channel: 'C1', user: 'U2' });
    await vi.waitFor(() => expect(posted('D1').join()).toContain('paused'));
    expect(await stateOf('C1')).toBe('paused');
    await mara.event({ type: 'channel_unarchive', channel: 'C1', user: 'U2' });
    await vi.waitFor(async () => expect(await stateOf('C1')).toBe('active'));
  });

  it('pauses what an uninstall leaves, deletes nothing, and goes on once it is installed again', async () => {
    await open(mode);
    const mara = slack.person('U1');
    await mara.types('C1', 'subscribe everything');
    await answered(/Subscribed/);
    await mara.event({ type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } });
    await mara.event({ type: 'app_uninstalled' });
    await vi.waitFor(async () => expect(await stateOf('C1')).toBe('paused'));
    await slack.adapter.disconnect();
    const { desk, events } = slack;
    await slack.adapter.connect(desk, events);
    expect(await stateOf('C1')).toBe('active');
  });

  it('gives a saved list as a file in the conversation with the bot', async () => {
    await open(mode);
    const mara = slack.person('U1');
    await mara.types('C1', `save ${FIRST}`);
    await answered(/^Saved: /);
    await mara.types('C1', 'saved format:bibtex');
    await vi.waitFor(() => expect(slack.state.files[0]?.bytes.toString()).toContain('@'));
    expect(slack.state.files[0]?.name).toBe('papers.bib');
  });

  it('shows a chart as a picture with its words, and in the channel when it is shared', async () => {
    await open(
      mode,
      PAPERS.map(paper => ({ ...paper, listedOn: '2026-01-05' })),
    );
    const mara = slack.person('U1');
    await mara.types('C1', 'trends number period:4w');
    await vi.waitFor(() => expect(slack.state.files).toHaveLength(1), { timeout: 10_000 });
    await mara.types('C1', 'share trends number period:4w');
    await vi.waitFor(() => expect(slack.state.files).toHaveLength(2), { timeout: 10_000 });
    for (const { name, alt, bytes } of slack.state.files) {
      expect(name).toBe('trends.png');
      expect(alt).toMatch(/^number: 8 papers in 4 weeks/);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    }
    expect(slack.state.files.map(({ channel }) => channel.startsWith('D'))).toEqual([true, false]);
    expect(slack.state.refusedPayloads).toEqual([]);
  });

  it('puts a card under a link to a paper in a channel it is in', async () => {
    await open(mode);
    const event = {
      type: 'link_shared',
      user: 'U1',
      channel: 'C1',
      message_ts: '1.1',
      links: [{ domain: 'arxiv.org', url: 'https://arxiv.org/abs/2601.90001' }],
    };
    await slack.person('U1').event({ ...event, is_bot_user_member: false });
    await slack.person('U1').event({ ...event, is_bot_user_member: true });
    await vi.waitFor(() => expect(slack.state.unfurls).toHaveLength(1));
    expect(JSON.stringify(slack.state.unfurls)).toContain('RL agents');
  });

  it('runs what Slack delivers twice once', async () => {
    await open(mode);
    const mara = slack.person('U1');
    const payload = mara.slashPayload('C1', `save ${FIRST}`);
    await slack.transport.deliver('slash_commands', payload);
    await answered(/^Saved: /);
    await slack.clock.advance(2_000);
    await slack.transport.deliver('slash_commands', payload);
    await mara.types('C1', 'saved');
    await answered(/1 saved paper/);
    expect(slack.state.ephemerals).toHaveLength(2);
  });
});
