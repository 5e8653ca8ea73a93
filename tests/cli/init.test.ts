import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate as macrotask } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { run } from '../../src/cli/run.ts';
import { DiscordEmulator } from '../emulators/discord/discord-emulator.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import { until } from '../fakes/open-discord.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';

/** Its first part is 123456789012345678. */
const DISCORD_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.abcdef.ghijklmnop';
const INVITE = 'https://discord.com/oauth2/authorize?client_id=123456789012345678';
const BOT_TOKEN = 'xoxb-typed-by-a-person';
const APP_TOKEN = 'xapp-typed-by-a-person';

let folder: string;
let file: string;
let environment: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-init-'));
  file = join(folder, 'env');
  environment = {
    DATABASE_URL: `file:${folder}/archive.db`,
    HF_ENDPOINT: 'http://127.0.0.1:9',
    DISCORD_API_URL: 'http://127.0.0.1:9/api',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const init = (...words: string[]) => runBroadsheet(['init', '--file', file, ...words], { environment });
const quick = ['--skip-check', '--skip-preview'];

describe('init where nobody can be asked', () => {
  it('takes every answer as a flag and writes a file that only its owner reads', async () => {
    const ran = await init(
      ...['--platforms', 'discord,slack', '--discord-token', DISCORD_TOKEN, '--slack-bot-token', BOT_TOKEN],
      ...['--slack-app-token', APP_TOKEN, '--at', '8:15', '--tz', 'Europe/Oslo', '--topics', 'moe'],
      ...quick,
    );
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(
      [
        `DISCORD_TOKEN=${DISCORD_TOKEN}`,
        `SLACK_BOT_TOKEN=${BOT_TOKEN}`,
        `SLACK_APP_TOKEN=${APP_TOKEN}`,
        'BROADSHEET_TZ=Europe/Oslo',
        'BROADSHEET_DIGEST_CRON="15 8 * * 1-5"',
        '',
      ].join('\n'),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ran.stdout).toContain(INVITE);
    expect(ran.stdout).toContain('"socket_mode_enabled": true');
    expect(ran.stdout).toContain('/papers subscribe moe at:08:15');
    for (const token of [DISCORD_TOKEN, BOT_TOKEN, APP_TOKEN]) expect(ran.stdout).not.toContain(token);
  });

  it('names the flag that is missing, and writes nothing', async () => {
    for (const [words, flag] of [
      [[], '--platforms'],
      [['--platforms', 'discord'], '--discord-token'],
      [['--platforms', 'slack', '--slack-bot-token', BOT_TOKEN], '--slack-app-token'],
    ] as const) {
      const ran = await init(...words);
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`init needs ${flag}`) });
    }
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    [['--platforms', 'irc'], '--platforms takes discord, slack, terminal, not irc'],
    [['--platforms', 'discord', '--discord-token', 'hunter2'], 'three parts'],
    [['--platforms', 'terminal', '--tz', 'Mars'], 'unknown zone Mars'],
    [['--platforms', 'terminal', '--at', '25:00'], 'at'],
    [['--platforms', 'terminal', '--topics', 'moe "open'], 'quote'],
    [['now'], 'init takes no "now"'],
  ])('%j is wrong usage', async (words, said) => {
    const ran = await init(...words);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(said) });
    expect(ran.stderr).not.toContain('hunter2');
    expect(existsSync(file)).toBe(false);
  });

  it('takes a token that is set already', async () => {
    environment['DISCORD_TOKEN'] = DISCORD_TOKEN;
    expect(await init('--platforms', 'discord', ...quick)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toContain(`DISCORD_TOKEN=${DISCORD_TOKEN}`);
  });

  it('keeps every line of the file, and changes what it says only when that is asked for', async () => {
    writeFileSync(file, '# mine\nPORT=8080\nexport BROADSHEET_TZ=Asia/Tokyo\n\nNOTE="a b"\n');
    const words = ['--platforms', 'terminal', '--tz', 'Europe/Oslo', ...quick];
    const refused = await init(...words);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('BROADSHEET_TZ') });
    expect(readFileSync(file, 'utf8')).toContain('Asia/Tokyo');
    expect(await init(...words, '--replace')).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\nPORT=8080\nBROADSHEET_TZ=Europe/Oslo\n\nNOTE="a b"\nTERMINAL=1\nBROADSHEET_DIGEST_CRON="0 9 * * 1-5"\n',
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('subscribes the terminal and ends with a digest, of the sample day where no source answers', async () => {
    const ran = await init('--platforms', 'terminal', '--topics', 'topic:agents', '--tz', 'UTC');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('weekdays at 09:00 (UTC)');
    expect(ran.stdout).toContain('A digest of the sample day');
    expect(ran.stdout).toContain('WeekendBench');
    const list = await runBroadsheet(['papers', 'list'], { environment });
    expect(list.stdout).toContain('topic:agents');
  });

  it('says whether the platforms take the tokens', async () => {
    const discord = await new DiscordEmulator().start();
    const slack = await new SlackServer().start();
    slack.state.addWorkspace(
      'T1',
      BOT_TOKEN,
      SCOPES.map(({ scope }) => scope),
    );
    environment['DISCORD_API_URL'] = discord.apiUrl;
    environment['SLACK_API_URL'] = slack.apiUrl;
    const ran = await init(
      ...['--platforms', 'discord,slack', '--discord-token', DISCORD_TOKEN, '--slack-bot-token', BOT_TOKEN],
      ...['--slack-app-token', APP_TOKEN, '--skip-preview'],
    );
    expect(ran.stdout).toMatch(/fail {2}Discord token: .*401/);
    expect(ran.stdout).toContain('ok    Slack bot token: T1 (T1)');
    await Promise.all([discord.stop(), slack.stop()]);
  });
});

const KEYS = { space: ' ', down: '\u001b[B', enter: '\r', tab: '\t', cancel: '\u0003', back: '\u007f' };

/** A person at a terminal: waits for a text to be shown, then types. */
function sitDown() {
  const shown = { text: '', from: 0 };
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const output = {
    isTTY: true,
    columns: 90,
    write: async (text: string): Promise<void> => {
      shown.text += text;
    },
  };
  const exit = run(
    ['init', '--file', file],
    {
      stdin,
      stdout: output,
      stderr: output,
      environment,
      clock: systemClock,
      signal: new AbortController().signal,
    },
    '1.2.3',
  );
  return {
    exit,
    shown: () => shown.text,
    async answer(question: string, ...keys: string[]): Promise<void> {
      await until(() => shown.text.slice(shown.from).includes(question), question);
      shown.from = shown.text.length;
      for (const key of keys) {
        stdin.write(key);
        // Keys come one by one, as from fingers: each is read before the next.
        for (let turn = 0; turn < 5; turn++) await macrotask();
      }
    },
  };
}

describe('init at a terminal', () => {
  it('asks, shows no token, and leads to a first digest', async () => {
    const person = sitDown();
    const { space, down, enter, tab, back } = KEYS;
    await person.answer('Where should the papers go?', space, down, space, enter);
    await person.answer('Bot token (Bot', 'x', enter);
    await person.answer('looks like three parts', back, DISCORD_TOKEN, enter);
    await person.answer('Bot token (OAuth', BOT_TOKEN, enter);
    await person.answer('App-level token', APP_TOKEN, enter);
    await person.answer('Time zone', enter);
    await person.answer('When should digests come', enter);
    await person.answer('Which topics?', 'quant', tab, enter);
    expect(await person.exit).toBe(0);
    for (const secret of [DISCORD_TOKEN, BOT_TOKEN, APP_TOKEN]) expect(person.shown()).not.toContain(secret);
    expect(person.shown()).toContain(INVITE);
    expect(person.shown()).toContain('"slash_commands"');
    expect(person.shown()).toContain('/papers subscribe topic:quantization at:09:00');
    expect(readFileSync(file, 'utf8')).toContain(
      `DISCORD_TOKEN=${DISCORD_TOKEN}\nSLACK_BOT_TOKEN=${BOT_TOKEN}`,
    );
  });

  it('writes nothing when it is stopped', async () => {
    const person = sitDown();
    await person.answer('Where should the papers go?', KEYS.space, KEYS.enter);
    await person.answer('Bot token', KEYS.cancel);
    expect(await person.exit).toBe(2);
    expect(person.shown()).toContain('nothing was written');
    expect(existsSync(file)).toBe(false);
  });
});
