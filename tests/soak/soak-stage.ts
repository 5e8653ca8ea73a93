import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import type { Clock, InstantMs } from '../../src/core/time.ts';
import { subscribeAll } from '../chaos/database-place.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import type { World } from '../emulators/discord/world.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { overSocket, SlackPerson } from '../emulators/slack/slack-person.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import type { SlackState } from '../emulators/slack/slack-state.ts';
import { SoakMonth, type SoakPlace, soakSubscriptions } from './soak-world.ts';

export const QUARTER_MS = 15 * 60_000;
const BOT_TOKEN = 'xoxb-soak-loopback';
const APP_TOKEN = 'xapp-soak-loopback';

/** Platforms, source, database and people of a run. */
export async function openStage(
  { channels, days, seed }: { readonly channels: number; readonly days: number; readonly seed: number },
  start: InstantMs,
  pace: number,
) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-soak-'));
  let shown = start;
  const clock: Clock = { now: () => shown, sleep: async () => undefined };
  const source = new HuggingFaceServer({ clock });
  await source.start();
  const month = new SoakMonth(seed, days);
  const discord = await new DiscordEmulator().start();
  discord.limits.scale = pace;
  const slack = await new SlackServer({
    limits: { channelPerSecond: pace, workspacePerMinute: 1_000 * pace },
  }).start();
  slack.state.addWorkspace(
    'T1',
    BOT_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  const guilds = Array.from({ length: 10 }, (_, i) => discord.world.addGuild(`Lab ${i}`));
  slack.state.addUser('U1');
  const half = Math.ceil(channels / 2);
  const onDiscord = Array.from({ length: half }, (_, i) => {
    const guild = guilds[i % guilds.length];
    return guild && { guild, channel: discord.world.addChannel(guild) };
  }).filter(place => place !== undefined);
  const onSlack = Array.from({ length: channels - half }, (_, i) =>
    slack.state.addChannel(`C${1000 + i}`, ['U1', slack.state.botUser]),
  );
  const places: SoakPlace[] = [
    ...onDiscord.map(({ guild, channel }) => ({
      platform: 'discord' as const,
      workspace: guild.id,
      channel: channel.id,
    })),
    ...onSlack.map(({ id }) => ({ platform: 'slack' as const, workspace: 'T1', channel: id })),
  ];
  const owner = ({ platform }: SoakPlace): string =>
    platform === 'slack' ? 'U1' : (guilds[0]?.owner.id ?? '');
  const subscriptions = soakSubscriptions(places, owner, start, seed + 1);
  const url = `file:${join(folder, 'soak.db')}`;
  await subscribeAll(url, subscriptions, start);
  const port = await freePort();
  const reader = discord.world.addUser('reader');
  const person = new SlackPerson(slack, overSocket(slack), 'U1');

  /** People come by: two commands on each platform, answered. */
  const readers = async (): Promise<number> => {
    const [first] = onDiscord;
    const [channel] = onSlack;
    if (!first || !channel) return 0;
    const place = { channel: first.channel, user: reader };
    for (const [name, options] of [
      ['search', { query: 'language agents' }],
      ['status', {}],
    ] as const)
      await discord.command(place, name, options).answered();
    for (const line of ['search language agents', 'status']) await person.types(channel.id, line);
    return 4;
  };
  const messages = () => [...discordMessages(discord.world), ...slackMessages(slack.state)];
  return {
    discord,
    slack,
    subscriptions,
    port,
    readers,
    messages,
    show: (now: InstantMs) => {
      shown = now + QUARTER_MS;
      for (const [day, items] of month.at(now)) source.days.set(day, items);
    },
    environment: {
      DATABASE_URL: url,
      HF_ENDPOINT: source.url,
      DISCORD_TOKEN: EMULATOR_TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
      PORT: String(port),
    },
    close: async () => {
      await Promise.all([discord.stop(), slack.stop(), source.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface SeenMessage {
  readonly channel: string;
  readonly papers: readonly string[];
}

/** What opens a thread names what is in it: its papers are counted there. */
function discordMessages(world: World): SeenMessage[] {
  const channels = [...world.channels.values()];
  const openers = new Set(channels.flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id])));
  return channels.flatMap(({ id, parentId, messages }) =>
    messages.map(({ id: message, body }) => ({
      channel: parentId ?? id,
      papers: openers.has(message) ? [] : papersIn(body),
    })),
  );
}

function slackMessages(state: SlackState): SeenMessage[] {
  return [...state.channels.values()].flatMap(({ id, messages }) => {
    const openers = new Set(messages.map(({ thread_ts }) => thread_ts));
    return messages.map(body => ({ channel: id, papers: openers.has(body.ts) ? [] : papersIn(body) }));
  });
}

/** The papers a message shows: each is linked at least once. */
const papersIn = (body: unknown): string[] => [
  ...new Set(
    [...JSON.stringify(body).matchAll(/arxiv\.org\/abs\/(\d{4}\.\d{4,5})/g)].map(([, id]) => id ?? ''),
  ),
];

async function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
