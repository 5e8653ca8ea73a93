import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/scheduler/system-clock.ts';
import { slackPayloads } from '../../../src/adapters/slack/render.ts';
import { paragraph, text } from '../../../src/core/document/document.ts';
import type { PostRequest } from '../../../src/core/platform.ts';
import { type OpenSlack, openSlack } from '../../emulators/slack/open-slack.ts';
import type { SlackFault } from '../../emulators/slack/slack-server.ts';
import type { Json } from '../../emulators/slack/slack-state.ts';
import { runBroadsheet } from '../../fakes/run-broadsheet.ts';

const UNPACED = { channelPerSecond: 1_000, workspacePerSecond: 1_000 };

let slack: OpenSlack;
beforeEach(async () => {
  slack = await openSlack({ mode: 'http' });
  slack.state.addChannel('C1', ['U0BOT']);
});
afterEach(() => slack.close());

const address = (channel: string, workspace = 'T1') => ({ platform: 'slack', workspace, channel });
const request = (channel: string, more: Partial<PostRequest> = {}): PostRequest => ({
  channel: address(channel),
  key: 'key1',
  payload: slackPayloads({ summary: 'A digest', blocks: [paragraph(text('A digest'))] })[0],
  signal: new AbortController().signal,
  ...more,
});
const once = (method: string, fault: SlackFault): void => {
  let left = 1;
  slack.server.fault = asked => (asked === method && left-- > 0 ? fault : undefined);
};
const find = (keys: readonly string[], under?: string) =>
  slack.adapter.findPosted(address('C1'), keys, {
    sinceMs: 0,
    signal: new AbortController().signal,
    ...(under === undefined ? {} : { under }),
  });
const messages = () => slack.state.channels.get('C1')?.messages ?? [];

describe('a post', { timeout: 30_000 }, () => {
  it('arrives once, marked, and is found by its key', async () => {
    const outcome = await slack.adapter.post(request('C1'));
    expect(outcome).toEqual({ kind: 'posted', messageId: messages()[0]?.ts });
    expect(await find(['key1', 'key2'])).toEqual({
      kind: 'found',
      messageIds: new Map([['key1', messages()[0]?.ts]]),
    });
  });

  it('in a thread is found there', async () => {
    await slack.adapter.post(request('C1'));
    const under = messages()[0]?.ts ?? '';
    await slack.adapter.post(request('C1', { key: 'key2', under }));
    expect(messages()[1]?.thread_ts).toBe(under);
    const found = await find(['key2'], under);
    expect(found).toMatchObject({ kind: 'found', messageIds: new Map([['key2', messages()[1]?.ts]]) });
  });

  it('is found behind many others', async () => {
    await slack.adapter.post(request('C1'));
    for (let at = 0; at < 100; at++)
      messages().push({ channel: 'C1', text: 'chatter', ts: slack.state.nextTs() });
    expect(await find(['key1'])).toMatchObject({
      kind: 'found',
      messageIds: new Map([['key1', messages()[0]?.ts]]),
    });
  });

  it.each<SlackFault>(['lost-answer', 'http-500-done'])(
    'whose answer is lost (%s) is unknown, is there once, and is not sent again by itself',
    async fault => {
      once('chat.postMessage', fault);
      expect(await slack.adapter.post(request('C1'))).toMatchObject({ kind: 'unknown' });
      expect(messages()).toHaveLength(1);
      expect(await find(['key1'])).toMatchObject({
        kind: 'found',
        messageIds: new Map([['key1', messages()[0]?.ts]]),
      });
    },
  );

  it.each<[string, string]>([
    ['channel_not_found', 'channel'],
    ['is_archived', 'channel'],
    ['not_in_channel', 'channel'],
    ['restricted_action', 'permission'],
    ['restricted_action_read_only_channel', 'permission'],
    ['missing_scope', 'permission'],
    ['token_revoked', 'workspace'],
    ['account_inactive', 'workspace'],
    ['invalid_auth', 'workspace'],
  ])('refused with %s says that the %s is gone', async (error, what) => {
    once('chat.postMessage', { error });
    expect(await slack.adapter.post(request('C1'))).toEqual({ kind: 'gone', what, reason: error });
  });

  it.each<[string, string]>([
    ['msg_blocks_too_long', 'refused'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['service_unavailable', 'unavailable'],
  ])('refused with %s is %s', async (error, kind) => {
    once('chat.postMessage', { error });
    expect(await slack.adapter.post(request('C1'))).toMatchObject({ kind });
  });

  it('to a workspace it is not installed in is gone', async () => {
    expect(await slack.adapter.post(request('C1', { channel: address('C1', 'T9') }))).toMatchObject({
      kind: 'gone',
      what: 'workspace',
    });
  });

  it('that Slack asks to wait with says for how long', async () => {
    const channel = slack.state.channels.get('C1');
    channel?.posts.push(...Array.from({ length: 10 }, () => Date.now()));
    expect(await slack.adapter.post(request('C1'))).toEqual({
      kind: 'rate-limited',
      scope: 'channel',
      retryAfterMs: 1000,
    });
  });

  it('that Slack is not there for is certainly not posted', async () => {
    const gone = await openSlack({ mode: 'http' });
    await gone.server.stop();
    expect(await gone.adapter.post(request('C1'))).toMatchObject({ kind: 'unavailable' });
    await gone.server.start();
    await gone.close();
  });

  it('waits its turn in a channel, and no other channel waits for it', async () => {
    await slack.close();
    slack = await openSlack({
      mode: 'http',
      options: { pacing: { channelPerSecond: 1, workspacePerSecond: 100 } },
    });
    for (const channel of ['C1', 'C2']) slack.state.addChannel(channel, ['U0BOT']);
    const sent: string[] = [];
    const post = async (channel: string): Promise<void> => {
      await slack.adapter.post(request(channel));
      sent.push(channel);
    };
    const busy = Promise.all(Array.from({ length: 8 }, () => post('C1')));
    const other = post('C2');
    await slack.clock.advance(100);
    await other;
    expect(sent.filter(channel => channel === 'C1').length).toBeLessThan(8);
    for (let at = 0; at < 8; at++) await slack.clock.advance(1_000);
    await busy;
    expect(messages()).toHaveLength(8);
  });

  it('goes without its picture when Slack can’t fetch it', async () => {
    const entry = {
      kind: 'entry',
      title: text('A title'),
      lines: [],
      meta: [],
      imageUrl: 'https://cdn.example/gone.png',
      actions: [],
    } as const;
    once('chat.postMessage', { error: 'invalid_blocks' });
    const [payload] = slackPayloads({ summary: 'x', blocks: [entry] });
    expect(await slack.adapter.post(request('C1', { payload }))).toMatchObject({ kind: 'posted' });
    expect(JSON.stringify(messages()[0])).not.toContain('gone.png');
  });
});

describe('what `broadsheet digest --format slack` prints', () => {
  it.each(['compact', 'full', 'thread'])('is, in %s style, exactly what Slack is sent', async style => {
    await slack.close();
    slack = await openSlack({ mode: 'http', options: { clock: systemClock, pacing: UNPACED } });
    slack.state.addChannel('C1', ['U0BOT']);
    const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ digest: { style } }));
    const words = ['digest', '--from', 'samples/daily-papers.json', '--format', 'slack'];
    const { stdout } = await runBroadsheet(words, { environment: { BROADSHEET_CONFIG: config } });
    rmSync(folder, { recursive: true });
    const printed = JSON.parse(stdout) as Json[];
    for (const [at, payload] of printed.entries())
      await slack.adapter.post(request('C1', { key: `key${at}`, payload }));
    const posted = slack.server.calls.filter(({ method }) => method === 'chat.postMessage');
    const bare = posted.map(({ args: { channel: _channel, metadata: _metadata, ...payload } }) => payload);
    expect(bare).toEqual(printed);
    expect(printed.length).toBeGreaterThan(0);
  });
});

describe('a look into the channel', () => {
  it('without the scope for it is unreadable, so that nothing is sent twice', async () => {
    slack.state.workspaces.get('T1')?.scopes.delete('channels:history');
    expect(await find(['key1'])).toEqual({ kind: 'unreadable', reason: 'missing_scope' });
  });

  it('that Slack does not answer is tried again later', async () => {
    slack.server.fault = () => 'http-500';
    expect(await find(['key1'])).toMatchObject({ kind: 'unavailable' });
  });
});

describe('telling a person', () => {
  it('is a direct message', async () => {
    const told = await slack.adapter.tell(
      { platform: 'slack', workspace: 'T1', id: 'U1' },
      { summary: 'Paused', blocks: [paragraph(text('Paused'))] },
    );
    expect(told).toBe(true);
    expect(slack.state.channels.get('D1')?.messages[0]?.text).toBe('Paused');
  });

  it('says so when it did not arrive', async () => {
    slack.state.workspaces.get('T1')?.scopes.delete('chat:write');
    expect(
      await slack.adapter.tell(
        { platform: 'slack', workspace: 'T1', id: 'U1' },
        { summary: 'x', blocks: [] },
      ),
    ).toBe(false);
  });
});
