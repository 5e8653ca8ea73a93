import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiscordAdapter } from '../../../src/adapters/discord/adapter.ts';
import { Secret } from '../../../src/core/secret.ts';
import { PERMISSION } from '../../emulators/discord/world.ts';
import { type OpenDiscord, openDiscord, SeenEvents, until } from '../../fakes/open-discord.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('the connection to Discord', () => {
  let open: OpenDiscord;
  beforeEach(async () => {
    open = await openDiscord();
  });
  afterEach(() => open.close());
  const states = (): string[] => open.events.states.map(state => state.kind);

  it('is refused with a clear message when the token is wrong', async () => {
    const adapter = createDiscordAdapter({ ...open.options, token: new Secret('wrong.bot.token') });
    await expect(adapter.connect(open.desk, open.events)).rejects.toThrow(/DISCORD_TOKEN/);
  });

  it.each([
    [4004, /token is not valid/],
    [4014, /intent is not allowed/],
  ])('is refused with a clear message by close code %i', async (code, message) => {
    open.discord.gateway.refuseWith = code;
    await expect(open.adapter.connect(open.desk, open.events)).rejects.toThrow(message);
    expect(states()).toEqual(['connecting', 'refused']);
  });

  it('tells when Discord ends it for good later', async () => {
    await open.adapter.connect(open.desk, open.events);
    open.discord.gateway.closeWith(4004);
    await until(() => states().includes('refused'), 'refused');
    expect(open.events.states.at(-1)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('4004'),
    });
  });

  it('asks for no intent but guilds', async () => {
    await open.adapter.connect(open.desk, open.events);
    expect(open.discord.gateway.intents).toEqual([1]);
  });

  it('tells of channels that go, and of those where it may write again', async () => {
    await open.adapter.connect(open.desk, open.events);
    const { channel, discord, guild } = open;
    const other = discord.world.addChannel(guild);
    const workspace = guild.id;
    await until(() => open.events.returned.length === 1, 'the guild is known');
    channel.denied = PERMISSION.sendMessages;
    discord.changeChannel(channel);
    channel.denied = 0n;
    discord.changeChannel(channel);
    await until(() => open.events.returned.length === 2, 'the channel is back');
    expect(open.events.returned).toEqual([{ workspace }, { workspace, channel: channel.id }]);
    discord.deleteChannel(channel);
    await until(() => open.events.left.length === 1, 'the channel is gone');
    expect(open.events.left).toEqual([{ workspace, channel: channel.id }]);
    expect(other.messages).toEqual([]);
  });

  it('shows when the next edition is due', async () => {
    const nextEdition = async (): Promise<number> => Date.parse('2030-01-07T09:00:00Z');
    const adapter = createDiscordAdapter({ ...open.options, owner: 'other', nextEdition });
    await adapter.connect(open.desk, new SeenEvents());
    await until(() => open.discord.gateway.presences.length > 0, 'a presence');
    expect(JSON.stringify(open.discord.gateway.presences)).toContain(
      'Next edition on 2030-01-07 at 09:00 UTC',
    );
    await adapter.disconnect();
  });

  it('is one for all processes of a database, and taken over from the one that stops', async () => {
    const { discord } = open;
    const second = createDiscordAdapter({ ...open.options, owner: 'other' });
    await open.adapter.connect(open.desk, open.events);
    await second.connect(open.desk, new SeenEvents());
    expect(discord.gateway.identified).toHaveLength(1);
    const place = { channel: open.channel, user: open.reader };
    expect((await discord.command(place, 'help').answered()).answers).toHaveLength(1);
    await open.adapter.disconnect();
    await until(() => discord.gateway.identified.length === 2, 'taken over');
    await until(() => discord.gateway.connected.length === 1, 'connected');
    expect((await discord.command(place, 'help').answered()).text).toContain('Broadsheet');
    expect(discord.gateway.doubled).toBe(0);
    await second.disconnect();
  });
});
