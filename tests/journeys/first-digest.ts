import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import type { Clock } from '../../src/core/time.ts';
import { databasePlace, type EngineName } from '../chaos/database-place.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import { textOf } from '../emulators/discord/emulated-interaction.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { overSocket, SlackPerson } from '../emulators/slack/slack-person.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import { dailyItems } from '../fakes/daily-items.ts';
import { until } from '../fakes/open-discord.ts';
import { type Ran, runBroadsheet } from '../fakes/run-broadsheet.ts';

const BOT_TOKEN = 'xoxb-first-digest';
const APP_TOKEN = 'xapp-first-digest';
const MINUTE_MS = 60_000;
/** What is left of a minute before nobody gets a subscription typed in it. */
const TYPING_MS = 8_000;

/** The way of somebody new from the README to a digest in a channel, on both platforms. */
export interface FirstDigest {
  readonly init: Ran;
  /** Names of what `.env` sets. */
  readonly variables: readonly string[];
  /** What `subscribe` answered. */
  readonly subscribed: { readonly discord: string; readonly slack: string };
  readonly posted: { readonly discord: string; readonly slack: string };
  readonly exitCode: number;
  /** What each step took, in milliseconds; the last one waits for the minute of the subscription. */
  readonly took: {
    readonly init: number;
    readonly start: number;
    readonly subscribe: number;
    readonly digest: number;
  };
}

/** A weekday morning, with the machine's own seconds: jobs tick on its minutes. */
function weekdayClock(): Clock {
  const offset = Math.round((Date.parse('2026-01-07T15:00:00Z') - Date.now()) / MINUTE_MS) * MINUTE_MS;
  return { now: () => Date.now() + offset, sleep: (ms, signal) => systemClock.sleep(ms, signal) };
}

export async function walkToFirstDigest(engine: EngineName): Promise<FirstDigest> {
  const clock = weekdayClock();
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-first-'));
  const place = await databasePlace(engine);
  const source = new HuggingFaceServer({ clock });
  source.days.set('2026-01-07', dailyItems(12));
  await source.start();
  const discord = await new DiscordEmulator().start();
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel(guild);
  const admin = { channel, user: discord.world.addUser('mara'), manages: true };
  const slack = await new SlackServer().start();
  slack.state.addWorkspace(
    'T1',
    BOT_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  slack.state.addUser('U1', { tz: 'UTC' });
  const slackChannel = slack.state.addChannel('C1', ['U1', slack.state.botUser]);
  // The loopback's addresses, in place of the platforms' own.
  const world = {
    DATABASE_URL: place.url,
    HF_ENDPOINT: source.url,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_API_URL: slack.apiUrl,
  };
  const file = join(folder, '.env');
  const stopping = new AbortController();
  const began = Date.now();
  let started = 0;
  try {
    const init = await runBroadsheet(
      [
        'init',
        '--platforms',
        'discord,slack',
        '--discord-token',
        EMULATOR_TOKEN,
        '--slack-bot-token',
        BOT_TOKEN,
      ]
        .concat(['--slack-app-token', APP_TOKEN, '--topics', 'everything', '--at', '09:00', '--tz', 'UTC'])
        .concat(['--file', file]),
      { environment: world, clock },
    );
    const initialised = Date.now();
    const variables = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
    const bot = runBroadsheet(['start'], {
      environment: { ...variables, ...world },
      clock,
      signal: stopping.signal,
      onOutput: ({ stderr }) => {
        if (started === 0 && stderr.includes('"event":"started"')) started = Date.now();
      },
    });
    await until(() => started > 0, 'started');
    if (MINUTE_MS - (clock.now() % MINUTE_MS) < TYPING_MS) await sleep(TYPING_MS);
    const at = new Date(clock.now() + MINUTE_MS).toISOString().slice(11, 16);
    const typed = Date.now();
    const onDiscord = discord.command(admin, 'subscribe', { topics: 'everything', at, tz: 'UTC', limit: 3 });
    const person = new SlackPerson(slack, overSocket(slack), 'U1');
    await Promise.all([
      onDiscord.answered(),
      person.types('C1', `subscribe everything at:${at} tz:UTC limit:3`),
    ]);
    await until(() => slack.state.ephemerals.length > 0, 'subscribed on Slack');
    const subscribed = Date.now();
    await until(
      () => channel.messages.length > 0 && slackChannel.messages.length > 0,
      'a digest in both channels',
      90_000,
    );
    const done = Date.now();
    stopping.abort('SIGTERM');
    const { exitCode } = await bot;
    return {
      init,
      variables: Object.keys(variables),
      subscribed: { discord: onDiscord.text, slack: JSON.stringify(slack.state.ephemerals[0]?.payload) },
      posted: {
        discord: textOf(channel.messages[0]?.body),
        slack: JSON.stringify(slackChannel.messages[0]),
      },
      exitCode,
      took: {
        init: initialised - began,
        start: started - initialised,
        subscribe: subscribed - typed,
        digest: done - subscribed,
      },
    };
  } finally {
    stopping.abort('SIGTERM');
    await Promise.all([discord.stop(), slack.stop(), source.stop()]);
    await place.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
