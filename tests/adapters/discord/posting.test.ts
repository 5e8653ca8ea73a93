import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiscordAdapter } from '../../../src/adapters/discord/adapter.ts';
import { DIRECT } from '../../../src/adapters/discord/post.ts';
import { digestDocument } from '../../../src/core/digest/digest-document.ts';
import type { ChannelAddress, OutgoingMessage, PostOutcome } from '../../../src/core/platform.ts';
import { inventDigest, inventEntry, inventPaper } from '../../core/digest/invent-paper.ts';
import { CHANNEL, type EmulatedChannel, PERMISSION } from '../../emulators/discord/world.ts';
import { type OpenDiscord, openDiscord } from '../../fakes/open-discord.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const digest = inventDigest({ entries: [1, 2].map(at => inventEntry(inventPaper(at))) });
const never = (): AbortSignal => new AbortController().signal;

describe('posting to Discord', () => {
  let open: OpenDiscord;
  beforeEach(async () => {
    open = await openDiscord();
  });
  afterEach(async () => {
    await open.close();
    const { violations } = open.discord;
    if (violations.length > 0) throw new Error(violations.join('\n'));
  });

  const addressOf = (channel: EmulatedChannel): ChannelAddress => ({
    platform: 'discord',
    workspace: channel.guildId ?? DIRECT,
    channel: channel.id,
  });
  const messages = (style: 'compact' | 'thread' = 'compact'): readonly OutgoingMessage[] =>
    open.adapter.render(digestDocument(digest, style));
  const post = (
    channel: EmulatedChannel,
    key = 'edition1p00',
    message = messages()[0],
    under?: string,
  ): Promise<PostOutcome> =>
    open.adapter.post({
      channel: addressOf(channel),
      key,
      payload: message?.payload,
      signal: never(),
      ...(under === undefined ? {} : { under }),
    });
  const find = (channel: EmulatedChannel, keys: readonly string[], under?: string) =>
    open.adapter.findPosted(addressOf(channel), keys, {
      sinceMs: Date.now() - 60_000,
      signal: never(),
      ...(under === undefined ? {} : { under }),
    });
  const postedId = (outcome: PostOutcome): string => (outcome.kind === 'posted' ? outcome.messageId : '');

  it('posts once however often it is asked with one key', async () => {
    const first = await post(open.channel);
    expect(await post(open.channel)).toEqual(first);
    expect(open.channel.messages).toHaveLength(1);
  });

  it.each(['drop-after', '502-after'] as const)(
    'finds a message whose answer was lost by %s, though the history keeps no nonce',
    async fault => {
      open.discord.faults.plan(fault, /POST .*\/messages/, 9);
      expect((await post(open.channel)).kind).toBe('unknown');
      expect(open.channel.messages).toHaveLength(1);
      const found = await find(open.channel, ['edition1p00', 'edition1p01']);
      expect(found).toEqual({
        kind: 'found',
        messageIds: new Map([['edition1p00', open.channel.messages[0]?.id]]),
      });
    },
  );

  it('does not know about a dropped connection, and then finds that nothing was posted', async () => {
    open.discord.faults.plan('drop-before', /POST .*\/messages/, 9);
    expect((await post(open.channel)).kind).toBe('unknown');
    expect(await find(open.channel, ['edition1p00'])).toEqual({ kind: 'found', messageIds: new Map() });
  });

  it('knows that a server which was never reached has posted nothing', async () => {
    const adapter = createDiscordAdapter({ ...open.options, apiUrl: 'http://127.0.0.1:9/api' });
    const [message] = messages();
    const outcome = await adapter.post({
      channel: addressOf(open.channel),
      key: 'k',
      payload: message?.payload,
      signal: never(),
    });
    expect(outcome.kind).toBe('unavailable');
  });

  it.each([
    ['429-route', 'channel'],
    ['429-shared', 'channel'],
    ['429-global', 'platform'],
  ] as const)('hands a %s on as a wait of the %s', async (fault, scope) => {
    open.discord.faults.plan(fault, /POST .*\/messages/, 9);
    const outcome = await post(open.channel);
    expect(outcome).toMatchObject({ kind: 'rate-limited', scope });
    expect(open.channel.messages).toHaveLength(0);
  });

  it.each([
    ['viewChannel', 'permission'],
    ['sendMessages', 'permission'],
  ] as const)('says that a channel without %s is gone for want of %s', async (permission, what) => {
    open.channel.denied = PERMISSION[permission];
    expect(await post(open.channel)).toMatchObject({ kind: 'gone', what });
  });

  it('tells a channel that is gone from a guild that is gone', async () => {
    open.discord.world.channels.delete(open.channel.id);
    expect(await post(open.channel)).toMatchObject({ kind: 'gone', what: 'channel' });
    const other = open.discord.world.addChannel(open.guild);
    open.guild.joined = false;
    expect(await post(other)).toMatchObject({ kind: 'gone', what: 'workspace' });
  });

  it('admits that a channel whose history it may not read can’t be looked through', async () => {
    open.channel.denied = PERMISSION.readHistory;
    await post(open.channel);
    expect((await find(open.channel, ['edition1p00'])).kind).toBe('unreadable');
  });

  it('puts the papers of a thread into one thread, which it starts once', async () => {
    const [head, one, two] = messages('thread');
    const parent = postedId(await post(open.channel, 'e1p00', head));
    await post(open.channel, 'e1p01', one, parent);
    const another = createDiscordAdapter(open.options);
    await another.post({
      channel: addressOf(open.channel),
      key: 'e1p02',
      payload: two?.payload,
      under: parent,
      signal: never(),
    });
    const threads = open.discord.world.threadsOf(open.channel);
    expect(threads.map(thread => [thread.id, thread.name, thread.messages.length])).toEqual([
      [parent, 'Wednesday 7 January 2026', 2],
    ]);
    const found = await find(open.channel, ['e1p02'], parent);
    expect(found.kind === 'found' && found.messageIds.size).toBe(1);
  });

  it('finds nothing under a message that has no thread yet', async () => {
    const parent = postedId(await post(open.channel));
    expect(await find(open.channel, ['e1p01'], parent)).toEqual({ kind: 'found', messageIds: new Map() });
  });

  it('answers in a thread and in private messages where no further thread can be', async () => {
    const { world } = open.discord;
    const thread = world.addChannel(open.guild, { type: CHANNEL.thread, parentId: open.channel.id });
    const [head, one] = messages('thread');
    for (const place of [thread, world.dmWith(open.reader)]) {
      const parent = postedId(await post(place, `h${place.id.slice(-5)}`, head));
      expect((await post(place, `r${place.id.slice(-5)}`, one, parent)).kind).toBe('posted');
      expect(place.messages[1]?.body['message_reference']).toMatchObject({ message_id: parent });
      const found = await find(place, [`r${place.id.slice(-5)}`], parent);
      expect(found.kind === 'found' && found.messageIds.size).toBe(1);
    }
  });

  it('begins a post in a forum, finds it again and puts papers under it', async () => {
    const forum = open.discord.world.addChannel(open.guild, { type: CHANNEL.forum });
    const [head, one] = messages('thread');
    open.discord.faults.plan('502-after', /POST .*\/threads/);
    const lost = await post(forum, 'e1p00', head);
    const found = await find(forum, ['e1p00']);
    const [thread] = open.discord.world.threadsOf(forum);
    expect(thread?.name).toBe('Wednesday 7 January 2026');
    expect(lost.kind).toBe('unknown');
    expect(found).toEqual({ kind: 'found', messageIds: new Map([['e1p00', thread?.id]]) });
    await post(forum, 'e1p01', one, thread?.id);
    expect(thread?.messages).toHaveLength(2);
  });

  it('posts in announcement channels and in archived threads', async () => {
    const { world } = open.discord;
    const news = world.addChannel(open.guild, { type: CHANNEL.announcement });
    const [head, one] = messages('thread');
    const parent = postedId(await post(news, 'n0', head));
    await post(news, 'n1', one, parent);
    expect(world.threadsOf(news)[0]?.type).toBe(CHANNEL.announcementThread);
    const thread = world.addChannel(open.guild, {
      type: CHANNEL.thread,
      parentId: open.channel.id,
      archived: true,
    });
    expect((await post(thread, 't0')).kind).toBe('posted');
    thread.locked = true;
    expect(await post(thread, 't1')).toMatchObject({ kind: 'gone', what: 'permission' });
  });

  it('tells whoever subscribed, else the owner of the guild', async () => {
    const { world } = open.discord;
    const person = { platform: 'discord', workspace: open.guild.id, id: open.admin.id };
    const document = {
      summary: 'Paused',
      blocks: [{ kind: 'paragraph', line: [{ kind: 'text', text: 'Paused.' }] }],
    } as const;
    expect(await open.adapter.tell(person, document)).toBe(true);
    expect(world.dmWith(open.admin).messages).toHaveLength(1);
    world.closedDms.add(open.admin.id);
    expect(await open.adapter.tell(person, document)).toBe(true);
    expect(world.dmWith(open.guild.owner).messages).toHaveLength(1);
    world.closedDms.add(open.guild.owner.id);
    expect(await open.adapter.tell(person, document)).toBe(false);
  });
});
