import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/database/open-database.ts';
import { SqlSubscriptionStore } from '../../src/adapters/database/subscription-store.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { InstallationBook } from '../../src/adapters/slack/installations.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { TokenVault } from '../../src/adapters/slack/token-vault.ts';
import { ALIVE } from '../../src/adapters/web/health.ts';
import { startHttpServer } from '../../src/adapters/web/http-server.ts';
import { examine } from '../../src/app/doctor/examine.ts';
import { checkNode } from '../../src/app/doctor/node-check.ts';
import { openStores } from '../../src/app/open-stores.ts';
import type { Finding } from '../../src/core/finding.ts';
import { Secret } from '../../src/core/secret.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import { nextDueMoment } from '../../src/core/subscriptions/subscription-moments.ts';
import type { Clock } from '../../src/core/time.ts';
import { ArxivServer } from '../emulators/arxiv-server.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import { CHANNEL, PERMISSION } from '../emulators/discord/world.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { answer } from '../emulators/loopback-server.ts';
import { type PostgresServer, startPostgres } from '../emulators/postgres-server.ts';
import { SlackServer } from '../emulators/slack/slack-server.ts';
import { RecordingLog } from '../fakes/recording-log.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';
import { inventedSubscription } from '../fakes/subscriptions.ts';

const SLACK_TOKEN = 'xoxb-doctor-token';
const APP_TOKEN = 'xapp-doctor-token';
const HOUR_MS = 3_600_000;

let folder: string;
let huggingFace: HuggingFaceServer;
let discord: DiscordEmulator;
let slack: SlackServer;
let environment: Record<string, string>;

beforeAll(async () => {
  huggingFace = await new HuggingFaceServer({
    clock: systemClock,
    quota: { requests: 500, windowSeconds: 300 },
  }).start();
  discord = await new DiscordEmulator().start();
  slack = await new SlackServer().start();
});
afterAll(async () => {
  await Promise.all([huggingFace.stop(), discord.stop(), slack.stop()]);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-doctor-'));
  slack.state.addWorkspace(
    'T1',
    SLACK_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  environment = {
    DATABASE_URL: `file:${folder}/archive.db`,
    HF_ENDPOINT: huggingFace.url,
    DISCORD_TOKEN: EMULATOR_TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: SLACK_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_API_URL: slack.apiUrl,
  };
});
afterEach(() => {
  slack.fault = undefined;
  huggingFace.next.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
}

/** What doctor says as JSON; no token ever stands in it. */
async function doctor(more: Record<string, string> = {}, clock: Clock = systemClock): Promise<Told> {
  const ran = await runBroadsheet(['doctor', '--json'], { environment: { ...environment, ...more }, clock });
  expect(ran.stderr).toBe('');
  for (const secret of [EMULATOR_TOKEN, SLACK_TOKEN, APP_TOKEN]) expect(ran.stdout).not.toContain(secret);
  return { exitCode: ran.exitCode, ...(JSON.parse(ran.stdout) as { findings: Finding[] }) };
}

const about = ({ findings }: Told, area: string, subject: string): Finding | undefined =>
  findings.find(each => each.area === area && each.subject === subject);
const failures = ({ findings }: Told): string[] =>
  findings.filter(each => each.verdict === 'fail').map(each => `${each.area}: ${each.subject}`);

async function subscribe(facts: Partial<Subscription> & { readonly id: string }): Promise<void> {
  const url = environment['DATABASE_URL'] ?? '';
  const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
  const subscription = inventedSubscription(facts);
  await new SqlSubscriptionStore(database).put(subscription, nextDueMoment(subscription, Date.now()));
  await database.close();
}

const on = (platform: string, workspace: string, channel: string) => ({
  id: `${platform} ${channel}`,
  channel: { platform, workspace, channel },
});

describe('doctor', () => {
  it('finds nothing to mend where everything works, and exits 0', async () => {
    const channel = discord.world.addChannel(discord.world.addGuild());
    slack.state.addChannel('C1', [slack.state.botUser]);
    await subscribe({ ...on('discord', channel.guildId ?? '', channel.id), style: 'thread' });
    await subscribe(on('slack', 'T1', 'C1'));
    const told = await doctor();
    expect(failures(told)).toEqual([]);
    expect(told.exitCode).toBe(0);
    expect(about(told, 'Process', 'Node')?.says).toBe(process.versions.node);
    expect(about(told, 'Sources', 'huggingface')?.says).toMatch(/\d+ of 500 requests left in the next/);
    expect(about(told, 'Clock', 'time')?.says).toContain('agrees with 127.0.0.1');
    expect(about(told, 'Discord', 'invite')?.says).toContain(
      'https://discord.com/oauth2/authorize?client_id=',
    );
    expect(about(told, 'Discord', `channel ${channel.id}`)?.says).toBe('#papers: every permission');
    expect(about(told, 'Slack', 'mode')?.says).toContain('Socket Mode');
    expect(about(told, 'Slack', 'channel C1')).toMatchObject({ verdict: 'ok' });
    expect(about(told, 'Schedules', 'subscriptions')?.says).toBe('2 active');
    expect(told.findings.filter(each => /^(next edition|then)$/.test(each.subject))).toHaveLength(5);
  });

  it('changes nothing: no database is made where none is', async () => {
    await doctor();
    const told = await doctor();
    expect(about(told, 'Database', 'place')?.says).toContain('which the first start will make');
  });

  it('names the next editions in the time of their channel', async () => {
    await subscribe({
      ...on('terminal', 'local', 'stdout'),
      schedule: { kind: 'weekly', atMinute: 540, days: [1], tz: 'Asia/Tokyo' },
    });
    const told = await doctor();
    expect(about(told, 'Schedules', 'next edition')?.says).toMatch(/^Mon .*, 09:00 \(Asia\/Tokyo\)/);
  });

  it('is fit for a person, with the fix under what is wrong', async () => {
    const { stdout, exitCode } = await runBroadsheet(['doctor'], {
      environment: { ...environment, DISCORD_TOKEN: 'wrong' },
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Process\n {2}ok {4}Node/);
    expect(stdout).toMatch(/\nDiscord\n {2}fail {2}token .*\n(.*\n)* +→ make a new token/);
    expect(stdout).toMatch(/\n1 failure, .*fine\n$/);
  });

  it('calls another word wrong usage', async () => {
    expect((await runBroadsheet(['doctor', 'now'], { environment })).exitCode).toBe(2);
  });
});

describe('doctor says what to mend:', () => {
  it('an old Node', () => {
    expect(checkNode('18.20.0')).toMatchObject({ verdict: 'fail', says: '18.20.0 is too old' });
  });

  it('a broken configuration, every problem by its name, and everything else all the same', async () => {
    const told = await doctor({
      PORT: 'x',
      BROADSHEET_TZ: 'Europe/Berln',
      BROADSHEET_SOURCES: 'huggingface,arxiv:cs.XX',
    });
    expect(told.exitCode).toBe(1);
    expect(failures(told)).toEqual([
      'Configuration: BROADSHEET_TZ',
      'Configuration: PORT',
      'Configuration: BROADSHEET_SOURCES',
      'Sources: arxiv',
    ]);
    expect(about(told, 'Configuration', 'PORT')?.says).toBe('must be a whole number from 0 to 65535');
    expect(about(told, 'Discord', 'token')).toMatchObject({ verdict: 'ok' });
  });

  it('a configuration file that is none', async () => {
    const told = await doctor({ BROADSHEET_CONFIG: `${folder}/nowhere.json`, LOG_LEVEL: 'loud' });
    expect(failures(told)).toEqual(['Configuration: BROADSHEET_CONFIG', 'Configuration: LOG_LEVEL']);
    expect(about(told, 'Slack', 'bot token')).toMatchObject({ verdict: 'ok' });
  });

  it('half of a Slack configuration, and still whether its token works', async () => {
    const told = await doctor({ SLACK_APP_TOKEN: '' });
    expect(failures(told)).toEqual(['Configuration: SLACK_APP_TOKEN']);
    expect(about(told, 'Slack', 'bot token')).toMatchObject({ verdict: 'ok' });
  });

  it('a wrong Discord token', async () => {
    const told = await doctor({ DISCORD_TOKEN: 'wrong.token.here' });
    expect(failures(told)).toEqual(['Discord: token']);
    expect(about(told, 'Discord', 'token')).toMatchObject({ fix: expect.stringContaining('Reset Token') });
  });

  it('a permission that is missing in a subscribed channel', async () => {
    const guild = discord.world.addGuild();
    const channel = discord.world.addChannel(guild, {
      denied: PERMISSION.sendMessages | PERMISSION.readHistory,
    });
    const quiet = discord.world.addChannel(guild, { denied: PERMISSION.attachFiles });
    const hidden = discord.world.addChannel(guild, { denied: PERMISSION.viewChannel });
    const parent = discord.world.addChannel(guild, { denied: PERMISSION.sendInThreads });
    const thread = discord.world.addChannel(guild, { parentId: parent.id, type: CHANNEL.thread });
    for (const each of [channel, quiet, hidden, thread]) await subscribe(on('discord', guild.id, each.id));
    const told = await doctor();
    expect(failures(told).sort()).toEqual(
      [channel, hidden, thread].map(each => `Discord: channel ${each.id}`).sort(),
    );
    expect(about(told, 'Discord', `channel ${channel.id}`)?.says).toBe(
      '#papers: missing Send Messages, Read Message History',
    );
    expect(about(told, 'Discord', `channel ${quiet.id}`)).toMatchObject({ verdict: 'warn' });
  });

  it('a wrong Slack token, and a wrong app token', async () => {
    expect(failures(await doctor({ SLACK_BOT_TOKEN: 'xoxb-wrong' }))).toEqual(['Slack: bot token']);
    slack.fault = method => (method === 'apps.connections.open' ? { error: 'invalid_auth' } : undefined);
    expect(failures(await doctor())).toEqual(['Slack: mode']);
  });

  it('a scope that is missing, with those that are there', async () => {
    slack.state.addWorkspace('T1', SLACK_TOKEN, ['commands', 'chat:write']);
    const told = await doctor();
    expect(failures(told)).toEqual(['Slack: scopes']);
    expect(about(told, 'Slack', 'scopes')?.says).toMatch(
      /^missing .*channels:history.*; has commands, chat:write$/,
    );
  });

  it('a channel of Slack that the bot is not in, or that is archived', async () => {
    slack.state.addChannel('C2', []);
    slack.state.addChannel('C3', [slack.state.botUser]).archived = true;
    for (const id of ['C2', 'C3', 'C4']) await subscribe(on('slack', 'T1', id));
    const told = await doctor();
    expect(failures(told)).toEqual(['Slack: channel C2', 'Slack: channel C3', 'Slack: channel C4']);
    expect(about(told, 'Slack', 'channel C2')).toMatchObject({ fix: expect.stringContaining('/invite') });
  });

  it('an installation of many workspaces that is gone, revoked, or sealed with another key', async () => {
    const many = {
      SLACK_BOT_TOKEN: '',
      SLACK_APP_TOKEN: '',
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'a-client-secret',
      SLACK_STATE_SECRET: 'a-state-secret',
      BROADSHEET_SECRET: 'a key of some length: thirty-two',
      PORT: '0',
    };
    slack.state.addChannel('C9', [slack.state.botUser]);
    await subscribe(on('slack', 'T1', 'C9'));
    await subscribe(on('slack', 'T2', 'C8'));
    const environmentOf = { clock: systemClock, log: new RecordingLog() };
    const stores = await openStores(environment['DATABASE_URL'] ?? '', environmentOf);
    const book = (key: string) =>
      new InstallationBook(stores.keyed('slack'), new TokenVault([new Secret(key)]));
    await book(many.BROADSHEET_SECRET).put('T1', { token: new Secret(SLACK_TOKEN) });
    const told = await doctor(many);
    expect(about(told, 'Slack', 'workspace T1')).toMatchObject({ verdict: 'ok' });
    expect(about(told, 'Slack', 'channel C9')).toMatchObject({ verdict: 'ok' });
    expect(failures(told)).toEqual(['Slack: workspace T2']);

    await book('another key that nobody has any more').put('T2', { token: new Secret(SLACK_TOKEN) });
    const sealed = await doctor(many);
    expect(failures(sealed)).toEqual(['Slack: workspace T2']);
    expect(about(sealed, 'Slack', 'workspace T2')).toMatchObject({
      fix: expect.stringContaining('BROADSHEET_SECRET'),
    });
    slack.fault = method => (method === 'auth.test' ? { error: 'token_revoked' } : undefined);
    expect(failures(await doctor(many))).toContain('Slack: workspace T1');
    await stores.close();
  });

  it('a database file that nothing can be written to', async () => {
    writeFileSync(join(folder, 'file'), '');
    const told = await doctor({ DATABASE_URL: `file:${folder}/file/archive.db` });
    expect(failures(told)).toEqual(['Database: opening']);
    expect(about(told, 'Database', 'opening')?.says).toContain('nothing can be written in');
    expect(failures(await doctor({ DATABASE_URL: `file:${folder}` }))).toEqual(['Database: opening']);
    expect(failures(await doctor({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }))).toEqual([
      'Database: opening',
    ]);
  });

  it('a disk that is full', async () => {
    const findings: Finding[] = [];
    const examination = {
      environment,
      clock: systemClock,
      log: new RecordingLog(),
      version: '1.2.3',
      nodeVersion: process.versions.node,
      signal: new AbortController().signal,
      freeBytes: () => 10 * 1024 * 1024,
    };
    for await (const finding of examine(examination)) findings.push(finding);
    expect(about({ exitCode: 0, findings }, 'Database', 'space')).toMatchObject({
      verdict: 'fail',
      says: '10 MB free',
    });
  });

  it('a port that another program has, but not one that Broadsheet has', async () => {
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    other.on('connection', socket => socket.destroy());
    expect(failures(await doctor({ PORT: String(port) }))).toEqual(['HTTP: port']);
    other.close();

    const own = await startHttpServer({ port: 0, host: '127.0.0.1' }, [ALIVE], new RecordingLog());
    const told = await doctor({ PORT: String(own.port) });
    expect(about(told, 'HTTP', 'port')?.says).toContain('in use by a Broadsheet that runs');
    expect(failures(told)).toEqual([]);
    await own.close();
  });

  it('a clock that is off by an hour; minutes are a warning', async () => {
    const off = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms });
    const hour = await doctor({}, off(-HOUR_MS));
    expect(failures(hour)).toEqual(['Clock: time']);
    expect(about(hour, 'Clock', 'time')?.says).toBe(`1 hour behind ${new URL(huggingFace.url).host}`);
    const minutes = await doctor({}, off(5 * 60_000));
    expect(about(minutes, 'Clock', 'time')).toMatchObject({ verdict: 'warn' });
    expect(minutes.exitCode).toBe(0);
  });

  it('arXiv, when it is a source, by its feed', async () => {
    const arxiv = await new ArxivServer(systemClock).start();
    arxiv.feed = { day: '2026-01-07', papers: [] };
    const more = { BROADSHEET_SOURCES: 'arxiv:cs.CL', ARXIV_RSS_URL: arxiv.url, ARXIV_API_URL: arxiv.url };
    const told = await doctor(more);
    expect(about(told, 'Sources', 'arxiv')).toMatchObject({ verdict: 'ok' });
    expect(arxiv.requests.map(({ path }) => path)).toEqual(['/rss/cs.CL']);
    await arxiv.stop();
    expect(failures(await doctor(more))).toEqual(['Sources: arxiv']);
  });

  it('a clock, by a platform, where no source answers', async () => {
    const told = await doctor(
      { HF_ENDPOINT: 'http://127.0.0.1:9' },
      { ...systemClock, now: () => Date.now() + HOUR_MS },
    );
    expect(failures(told)).toEqual(['Sources: huggingface', 'Clock: time']);
  });

  it('a source that is down, fails, limits or refuses', async () => {
    expect(failures(await doctor({ HF_ENDPOINT: 'http://127.0.0.1:9' }))).toEqual(['Sources: huggingface']);
    huggingFace.next.push(answer(503, 'down'));
    expect(failures(await doctor())).toEqual(['Sources: huggingface']);
    huggingFace.next.push(answer(401, '{"error":"Invalid credentials"}'));
    const refused = await doctor({ HF_TOKEN: 'hf_wrong_token' });
    expect(about(refused, 'Sources', 'huggingface')).toMatchObject({ fix: 'correct or remove HF_TOKEN' });
    huggingFace.next.push(answer(429, 'slow down'));
    expect(about(await doctor(), 'Sources', 'huggingface')).toMatchObject({ verdict: 'warn' });
  });

  it('a database that a running Broadsheet holds is no failure', async () => {
    const url = environment['DATABASE_URL'] ?? '';
    const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
    await database.hold();
    const told = await doctor();
    expect(about(told, 'Database', 'place')?.says).toContain('in use by a Broadsheet that runs');
    expect(told.exitCode).toBe(0);
    await database.close();
  });
});

describe('doctor on both engines', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it.each(['SQLite', 'PostgreSQL'])('tells a newer schema and an older one of %s', async engine => {
    const url = engine === 'SQLite' ? `file:${folder}/archive.db` : postgres.url;
    const database = await openDatabase(url, { clock: systemClock, log: new RecordingLog() });
    const current = await doctor({ DATABASE_URL: url });
    expect(failures(current)).toEqual([]);
    expect(about(current, 'Database', 'schema')?.says).toMatch(/^version \d+$/);

    await database.query('insert into schema_migrations values (?, ?, ?)', [1000, 'of tomorrow', 0]);
    const newer = await doctor({ DATABASE_URL: url });
    expect(failures(newer)).toEqual(['Database: schema']);
    expect(about(newer, 'Database', 'schema')?.says).toContain('a newer build has written it');

    await database.query('delete from schema_migrations where number > 1');
    const older = await doctor({ DATABASE_URL: url });
    expect(about(older, 'Database', 'schema')).toMatchObject({ verdict: 'warn' });
    expect(await database.query('select number from schema_migrations')).toHaveLength(1);
    await database.close();
  });

  it('compares the clock of a server', async () => {
    const behind = { ...systemClock, now: () => Date.now() - HOUR_MS };
    expect(failures(await doctor({ DATABASE_URL: postgres.url }, behind))).toContain('Database: clock');
  });
});
