import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { environmentWithDotEnv, loadConfig, packageRoot, VARIABLES } from '../src/config.ts';
import { UsageError } from '../src/core/errors.ts';

const problemsOf = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '';
};

const fileWith = (content: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'broadsheet-config-')), 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('loadConfig', () => {
  it('needs nothing: the defaults are complete', () => {
    const config = loadConfig({});
    expect(config.database.url).toBe('file:./data/broadsheet.db');
    expect(config.sources.names).toEqual(['huggingface']);
    expect(config.schedule).toMatchObject({ digestCron: '0 9 * * 1-5', tz: 'UTC' });
    expect(config.http).toEqual({ host: '127.0.0.1' });
  });

  it('lets the environment win over the file and the file over the defaults', () => {
    const file = fileWith({ log: { level: 'debug' }, schedule: { tz: 'Asia/Tokyo' } });
    const config = loadConfig({
      BROADSHEET_CONFIG: file,
      LOG_LEVEL: 'warn',
      BROADSHEET_SOURCES: ' huggingface , arxiv:cs.CL,',
    });
    expect(config.log.level).toBe('warn');
    expect(config.schedule.tz).toBe('Asia/Tokyo');
    expect(config.schedule.digestCron).toBe('0 9 * * 1-5');
    expect(config.sources.names).toEqual(['huggingface', 'arxiv:cs.CL']);
  });

  it('takes an empty variable as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' }).http.port).toBeUndefined();
  });

  it('lists every problem at once, by the name the person knows', () => {
    const message = problemsOf({
      DATABASE_URL: 'mysql://x',
      BROADSHEET_TZ: 'Europe/Berln',
      PORT: 'eighty',
      TERMINAL: 'perhaps',
      HF_ENDPOINT: 'ftp://x',
    });
    for (const name of ['DATABASE_URL', 'BROADSHEET_TZ', 'PORT', 'TERMINAL', 'HF_ENDPOINT']) {
      expect(message).toContain(`\n  ${name}: `);
    }
  });

  it('names an unknown setting and the one that was meant', () => {
    expect(problemsOf({ BROADSHEET_CONFIG: fileWith({ shedule: {}, log: { levl: 'info' } }) })).toMatch(
      /log\.levl: is no setting \(did you mean level\?\)[\s\S]*shedule: is no setting \(did you mean schedule\?\)/,
    );
  });

  it('names a file that is missing or no JSON', () => {
    expect(problemsOf({ BROADSHEET_CONFIG: '/nowhere/broadsheet.json' })).toContain(
      "can't read /nowhere/broadsheet.json",
    );
    expect(problemsOf({ BROADSHEET_CONFIG: fileWith('{ nope') })).toContain('is no JSON');
    expect(problemsOf({ BROADSHEET_CONFIG: fileWith('[1]') })).toContain('must hold one JSON object');
  });

  it('says that public pages need a port', () => {
    const file = fileWith({ http: { publicUrl: 'https://papers.example' } });
    expect(problemsOf({ BROADSHEET_CONFIG: file })).toContain('PORT: is missing; the public pages');
  });

  it('says what half a Slack configuration lacks', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'x' })).toContain('SLACK_APP_TOKEN: is missing');
    expect(problemsOf({ SLACK_APP_TOKEN: 'x' })).toContain('SLACK_BOT_TOKEN: is missing');
    expect(problemsOf({ SLACK_BOT_TOKEN: 'x', SLACK_SIGNING_SECRET: 'y' })).toContain('PORT: is missing');
    expect(problemsOf({ SLACK_CLIENT_ID: 'x' })).toContain('all three are needed');
    expect(problemsOf({ SLACK_CLIENT_ID: 'x', SLACK_CLIENT_SECRET: 'y', SLACK_STATE_SECRET: 'z' })).toContain(
      'BROADSHEET_SECRET: is missing',
    );
  });

  it('never shows a secret, in a problem or in a printed configuration', () => {
    const environment = { DISCORD_TOKEN: 'hunter2-token', HF_TOKEN: 'hf_hunter2' };
    const config = loadConfig(environment);
    expect(config.discord.token?.reveal()).toBe('hunter2-token');
    for (const shown of [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      String(config.discord.token),
    ]) {
      expect(shown).not.toContain('hunter2');
    }
    expect(problemsOf({ ...environment, PORT: 'x' })).not.toContain('hunter2');
  });

  it('reads declared subscriptions and names the place of a wrong one', () => {
    const declared = {
      platform: 'terminal',
      workspace: 'local',
      channel: 'stdout',
      topics: 'moe routing',
      tz: 'Europe/Oslo',
    };
    expect(
      loadConfig({ BROADSHEET_CONFIG: fileWith({ subscriptions: [declared] }) }).subscriptions[0],
    ).toMatchObject({
      topics: ['moe routing'],
      exclusions: [],
    });
    expect(
      problemsOf({
        BROADSHEET_CONFIG: fileWith({ subscriptions: [declared, { ...declared, limt: 3, platform: 'irc' }] }),
      }),
    ).toMatch(
      /subscriptions\.1\.platform: [\s\S]*subscriptions\.1\.limt: is no setting \(did you mean limit\?\)/,
    );
  });

  it('sets every variable of the contract to a setting that exists', () => {
    const wanted =
      'DISCORD_TOKEN DISCORD_API_URL SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_API_URL SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_STATE_SECRET BROADSHEET_SECRET DISCORD_APPLICATION_ID TERMINAL DATABASE_URL HF_ENDPOINT HF_TOKEN ARXIV_API_URL ARXIV_RSS_URL BROADSHEET_SOURCES BROADSHEET_FETCH_CRON BROADSHEET_DIGEST_CRON BROADSHEET_TZ PORT HOST LOG_LEVEL';
    expect(VARIABLES.map(variable => variable.name).sort()).toEqual(wanted.split(' ').sort());
  });
});

describe('environmentWithDotEnv', () => {
  it('reads .env beside package.json and lets the real environment win', () => {
    const root = mkdtempSync(join(tmpdir(), 'broadsheet-env-'));
    writeFileSync(join(root, '.env'), 'LOG_LEVEL=debug\nPORT="8080"\n');
    expect(environmentWithDotEnv({ PORT: '9090' }, root)).toMatchObject({ LOG_LEVEL: 'debug', PORT: '9090' });
    expect(environmentWithDotEnv({ PORT: '1' }, join(root, 'none'))).toEqual({ PORT: '1' });
  });

  it('finds the package root from the source tree', () => {
    expect(packageRoot.endsWith('/')).toBe(true);
  });
});
