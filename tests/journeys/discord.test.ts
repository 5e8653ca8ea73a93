import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inviteUrl } from '../../src/adapters/discord/manifest.ts';
import type { PlatformEvents } from '../../src/commands/chat-adapter.ts';
import { createDispatcher, type Dispatcher } from '../../src/core/delivery/dispatcher.ts';
import { pausePlace, resumePlace } from '../../src/core/delivery/follow-platform.ts';
import { PaperShelf } from '../../src/core/delivery/paper-shelf.ts';
import { createPlanner } from '../../src/core/delivery/plan-edition.ts';
import { PLAIN_MODEL } from '../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../src/core/ranking/ranking-desk.ts';
import type { Place } from '../emulators/discord/discord-emulator.ts';
import { CALLBACK, type EmulatedInteraction, textOf } from '../emulators/discord/emulated-interaction.ts';
import { PERMISSION } from '../emulators/discord/world.ts';
import { type OpenDiscord, openDiscord, until } from '../fakes/open-discord.ts';
import { inventedPaper } from '../fakes/papers.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PAPERS = Array.from({ length: 12 }, (_, at) =>
  inventedPaper({
    id: `arxiv:2601.9${String(at).padStart(4, '0')}`,
    title: `Agents that learn to plan, part ${at}`,
    abstract: `An abstract of part ${at}. It says what is new about agents.`,
    listedOn: '2026-01-07',
    upvotes: 40 - at,
  }),
);

let open: OpenDiscord;
let dispatcher: Dispatcher;
let admin: Place;
let reader: Place;

/** What the composition makes of a platform's events. */
const events = (): PlatformEvents => {
  const ports = { ...open.stores, clock: open.clock, log: open.adapterLog };
  const aborting = new AbortController().signal;
  return {
    gone: async (where, detail) => {
      open.events.left.push(where);
      await pausePlace({ platform: 'discord', ...where }, detail, {
        ...ports,
        teller: open.adapter,
        aborting,
      });
    },
    back: async where => {
      await resumePlace({ platform: 'discord', ...where }, ports);
      open.events.returned.push(where);
    },
    connection: state => open.events.connection(state),
  };
};

beforeEach(async () => {
  open = await openDiscord(PAPERS);
  await open.adapter.connect(open.desk, events());
  admin = { channel: open.channel, user: open.admin, manages: true };
  reader = { channel: open.channel, user: open.reader };
  const { stores, clock, services } = open;
  dispatcher = createDispatcher({
    ...stores,
    clock,
    log: open.adapterLog,
    owner: 'p1',
    platforms: [open.adapter],
    plan: createPlanner({
      ...stores,
      log: open.adapterLog,
      catalogue: services.catalogue,
      sources: [],
      shelf: new PaperShelf(stores.archive),
      ranking: new RankingDesk({ ...stores, store: stores.keyed('ranking'), model: PLAIN_MODEL }),
    }),
    newId: () => 'edition1',
  });
});
afterEach(async () => {
  let stopped = false;
  void dispatcher.stop().then(() => {
    stopped = true;
  });
  while (!stopped) await open.clock.advance(1_000);
  const { violations } = open.discord;
  await open.close();
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

/** Lets the machine's clock and the network take turns until it holds. */
async function deliver(holds: () => boolean): Promise<void> {
  dispatcher.start();
  await dispatcher.tick(new AbortController().signal);
  for (let turn = 0; turn < 2_000 && !holds(); turn++) {
    await open.clock.advance(100);
    await until(holds, 'delivered', 20).catch(() => undefined);
  }
  if (!holds()) throw new Error('nothing was delivered');
}

const labels = (interaction: EmulatedInteraction): string =>
  JSON.stringify((interaction.callback?.data['choices'] ?? []) as unknown[]);

describe('a Discord server with Broadsheet', () => {
  it('subscribes, gets its edition at its minute, reads, saves, votes, searches, pages and shares', async () => {
    const { discord, channel } = open;
    expect(discord.world.commands.get('global')?.[0]?.['name']).toBe('papers');

    const typing = await discord.complete(admin, 'subscribe', 'topics', 'agent').answered();
    expect(labels(typing)).toContain('topic:agents');
    const zones = await discord.complete(admin, 'subscribe', 'tz', 'berl', { topics: 'agents' }).answered();
    expect(labels(zones)).toContain('Europe/Berlin');
    const titles = await discord.complete(reader, 'show', 'id', 'Agents that').answered();
    expect(labels(titles)).toContain('arxiv:2601.90000');

    const refused = await discord.command(reader, 'subscribe', { topics: 'agents' }).answered();
    expect(refused.text).toContain('only people who manage this channel');
    expect(refused.answers.every(answer => answer.ephemeral)).toBe(true);

    const subscribed = await discord
      .command(admin, 'subscribe', { topics: 'agents', at: '15:30', days: 'daily', limit: 4, style: 'full' })
      .answered();
    expect(subscribed.text).toContain('Subscribed');
    expect(channel.messages).toHaveLength(0);
    expect(labels(await discord.complete(admin, 'unsubscribe', 'topics', '').answered())).toContain('agents');

    await open.clock.advanceTo('2026-01-07T15:29:59Z');
    await dispatcher.tick(new AbortController().signal);
    expect(channel.messages).toHaveLength(0);
    await open.clock.advanceTo('2026-01-07T15:30:00Z');
    await deliver(() => channel.messages.length > 0);
    const [digest] = channel.messages;
    if (!digest) throw new Error('no digest');
    expect(textOf(digest.body)).toContain('Agents that learn to plan, part 0');

    const abstract = await discord.press(reader, digest, 'Abstract').answered();
    expect(abstract.ephemeral).toBe(true);
    expect(abstract.text).toContain('An abstract of part 0');
    const saved = await discord.press(reader, digest, 'Save').answered();
    expect(saved.answers).toHaveLength(1);
    expect(
      (await discord.command(reader, 'saved', { format: 'bibtex' }).answered()).answers[0]?.files,
    ).toEqual(['papers.bib']);
    expect((await discord.press(reader, digest, 'Up').answered()).text).toContain('more like this');
    const [vote] = await open.stores.votes.ofChannel(
      { platform: 'discord', workspace: open.guild.id, channel: channel.id },
      1,
    );
    expect(vote?.paperId).toBe('arxiv:2601.90000');
    expect((await discord.press(reader, digest, 'Similar').answered()).text).toContain('part 1');

    const found = await discord.command(reader, 'search', { query: 'agents' }).answered();
    expect(found.text).toContain('part 0');
    const [results] = found.answers;
    if (!results) throw new Error('no results');
    const paged = await discord.press(reader, results, 'More').answered();
    expect(paged.callback?.type).toBe(CALLBACK.deferUpdate);
    expect(textOf(results.body)).toContain('part 5');

    const before = channel.messages.length;
    const shared = await discord.press(reader, results, 'Share').answered();
    expect(shared.ephemeral).toBe(false);
    expect(channel.messages).toHaveLength(before + 1);
    expect(textOf(channel.messages.at(-1)?.body)).toContain('part 5');
  });

  it('gives back what was typed wrongly in a form, and runs what is sent', async () => {
    const wrong = await open.discord.command(admin, 'search', { query: 'autor:"Ada Quill' }).answered();
    const [answer] = wrong.answers;
    if (!answer) throw new Error('no answer');
    const form = await open.discord.press(admin, answer, 'Correct it').answered();
    expect(form.callback?.type).toBe(CALLBACK.modal);
    expect(JSON.stringify(form.callback?.data)).toContain('autor:');
    const corrected = await open.discord.submit(admin, form, 'search agents\nlimit:3').answered();
    expect(corrected.text).toContain('part 0');
  });

  it('keeps a subscription while the guild is left and joined again', async () => {
    const { discord, stores, guild, channel } = open;
    await discord.command(admin, 'subscribe', { topics: 'agents', style: 'compact' }).answered();
    const address = { platform: 'discord', workspace: guild.id, channel: channel.id };
    const [before] = await stores.subscriptions.ofChannel(address);
    discord.leave(guild);
    await until(() => open.events.left.length > 0, 'the guild is gone');
    expect((await stores.subscriptions.ofChannel(address))[0]?.state.kind).toBe('paused');
    const returned = open.events.returned.length;
    discord.join(guild);
    await until(() => open.events.returned.length > returned, 'the guild is back');
    const [after] = await stores.subscriptions.ofChannel(address);
    expect(after).toMatchObject({ ...before, updatedAt: expect.any(Number) });
  });

  it('answers in private messages, where a digest is the person’s own', async () => {
    const { discord } = open;
    const direct: Place = { channel: discord.world.dmWith(open.reader), user: open.reader };
    expect((await discord.command(direct, 'today').answered()).text).toContain('part 0');
    const options = { topics: 'agents', at: '15:30', days: 'daily' };
    const subscribed = await discord.command(direct, 'subscribe', options).answered();
    expect(subscribed.text).toContain('Subscribed');
    await open.clock.advanceTo('2026-01-07T15:30:00Z');
    await deliver(() => direct.channel.messages.length > 0);
    expect(textOf(direct.channel.messages[0]?.body)).toContain('part 0');
  });

  it.each([
    ['in the channel', 'channel'],
    ['in the whole server', 'role'],
  ] as const)(
    'pauses where it may not post, tells who subscribed, and goes on when it may %s',
    async (_, by) => {
      const { discord, stores, guild, channel } = open;
      const address = { platform: 'discord', workspace: guild.id, channel: channel.id };
      await discord.command(admin, 'subscribe', { topics: 'agents', at: '15:30', days: 'daily' }).answered();
      const state = async () => (await stores.subscriptions.ofChannel(address))[0]?.state;
      const { permissions } = guild;
      if (by === 'channel') channel.denied = PERMISSION.sendMessages;
      else discord.changeRole(guild, permissions & ~PERMISSION.sendMessages);
      await open.clock.advanceTo('2026-01-07T15:30:00Z');
      const told = discord.world.dmWith(open.admin);
      await deliver(() => told.messages.length > 0);
      expect(await state()).toMatchObject({ kind: 'paused', reason: 'no-permission' });
      expect(textOf(told.messages[0]?.body)).toMatch(/paused/i);
      const returned = open.events.returned.length;
      channel.denied = 0n;
      if (by === 'channel') discord.changeChannel(channel);
      else discord.changeRole(guild, permissions);
      await until(() => open.events.returned.length > returned, 'it may post again');
      expect(await state()).toEqual({ kind: 'active' });
    },
  );

  it('gives up an answer whose interaction nobody remembers any more', async () => {
    open.discord.deadlines.tokenMs = 0;
    const asked = await open.discord.command(reader, 'help').acknowledged();
    await until(() => open.adapterLog.events.some(one => one.event === 'interaction-failed'), 'given up');
    expect(asked.answers).toEqual([]);
    open.discord.deadlines.tokenMs = 900_000;
    expect((await open.discord.command(reader, 'help').answered()).text).toContain('Broadsheet');
  });

  it('goes on after a resumed, an invalid and a reconnected session, and loses no command', async () => {
    const { discord } = open;
    for (const how of ['resumable', 'reconnect', 'invalid-session'] as const) {
      const connections = discord.gateway.resumed + discord.gateway.identified.length;
      discord.gateway.drop(how);
      await until(
        () => discord.gateway.resumed + discord.gateway.identified.length > connections,
        `connected after ${how}`,
        30_000,
      );
      expect((await discord.command(reader, 'help').answered()).text).toContain('Broadsheet');
    }
    expect(discord.gateway.doubled).toBe(0);
  });

  it('does nothing for a command that it acknowledged too late', async () => {
    open.discord.deadlines.acknowledgeMs = 0;
    open.discord.command(admin, 'subscribe', { topics: 'agents' });
    await until(() => open.adapterLog.events.some(one => one.event === 'interaction-failed'), 'refused');
    const address = { platform: 'discord', workspace: open.guild.id, channel: open.channel.id };
    expect(await open.stores.subscriptions.ofChannel(address)).toEqual([]);
  });

  it('answers though the way back is broken, and acknowledges only once', async () => {
    open.discord.faults.plan('drop-after', /callback/);
    open.discord.faults.plan('502-before', /@original/);
    const answered = await open.discord.command(reader, 'help').answered();
    expect(answered.text).toContain('Broadsheet');
  });

  it('is invited with exactly the permissions it needs', () => {
    expect(inviteUrl('123456789012345678')).toBe(
      'https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot+applications.commands&permissions=309237746688',
    );
  });
});
