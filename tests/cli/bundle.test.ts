import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
/** Beside `dist`, since what is shipped looks for `config` there. */
const OUT = `.dist-${process.pid}`;
const PLATFORMS = ['discord.js', '@slack/bolt'];

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-bundle-'));
  await run('node', ['scripts/build.mjs', OUT]);
}, 60_000);
afterAll(() => {
  rmSync(OUT, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** What a verb of the bundle prints, and of which packages it loaded something. */
async function broadsheet(words: readonly string[], more: Record<string, string> = {}) {
  const preload = ['--import', './tests/fixtures/tell-packages.mjs', `${OUT}/main.js`];
  const environment = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: `file:${folder}/archive.db`,
    HF_ENDPOINT: 'http://127.0.0.1:9',
    DISCORD_TOKEN: 'a-token-of-nobody',
    DISCORD_API_URL: 'http://127.0.0.1:9/api',
    SLACK_BOT_TOKEN: 'xoxb-of-nobody',
    SLACK_APP_TOKEN: 'xapp-of-nobody',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    ...more,
  };
  const ended = await run('node', [...preload, ...words], { env: environment }).catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'stderr' in error && 'stdout' in error)
      return { stdout: String(error.stdout), stderr: String(error.stderr) };
    throw error;
  });
  const packages = JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '[]') as string[];
  return { ...ended, packages };
}

describe('the bundle', () => {
  it.each([
    [['parse', 'samples/daily-papers.json'], '"id":"arxiv:'],
    [['digest', '--from', 'samples/daily-papers.json'], '# '],
    [['digest', '--from', 'samples/daily-papers.json', '--format', 'discord'], '"components"'],
    [['digest', '--from', 'samples/daily-papers.json', '--format', 'slack'], '"blocks"'],
    [['papers', 'topics', 'agents'], 'topic:agents'],
    [['manifest', 'slack'], '"slash_commands"'],
  ])('runs %j without a platform’s SDK, though tokens are set', async (words, said) => {
    const { stdout, packages } = await broadsheet(words);
    expect(stdout).toContain(said);
    expect(packages.filter(name => PLATFORMS.includes(name) || name.startsWith('@slack/'))).toEqual([]);
    expect(packages).not.toContain('pg');
  });

  it('loads the SDK of a platform to look at it', async () => {
    const { packages } = await broadsheet(['doctor']);
    expect(packages).toEqual(expect.arrayContaining(PLATFORMS));
  });

  it('draws a chart, with the typeface that comes along', async () => {
    const [chunk = ''] = readdirSync(OUT).filter(file => /^draw-trends-\w+\.js$/.test(file));
    const week = { since: '2026-01-01', until: '2026-01-07', papers: 2, paperShare: 0.1, voteShare: 0.2 };
    const trends = { topic: 'Agents', ...week, weeks: [week, week], perWeek: 2 };
    const script = `import { drawTrends } from './${OUT}/${chunk}';
      const png = await drawTrends(${JSON.stringify(trends)}, 'png');
      process.stdout.write(String(png.length));`;
    const { stdout } = await run('node', ['--input-type=module', '-e', script]);
    expect(Number(stdout)).toBeGreaterThan(10_000);
  });

  it('shows where an error came from with --debug, in the sources', async () => {
    const { stderr } = await broadsheet([
      'digest',
      '--from',
      'samples/none.json',
      '--topics',
      '"',
      '--debug',
    ]);
    expect(stderr).toMatch(/at .*src\/core\/query\/[a-z-]+\.ts:\d+/);
  });
});
