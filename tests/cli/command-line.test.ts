import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/catalogue.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';
import { SkippingClock } from '../fakes/skipping-clock.ts';

const SAMPLE = 'samples/daily-papers.json';
const SEED = '../shared/data/seed/daily-papers-page.txt';
const ARCHIVE = '../shared/data/archive';

let folder = '';
let database = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-cli-'));
  // No source is ever reached: what is listed is what was imported.
  database = { DATABASE_URL: `file:${folder}/archive.db`, HF_ENDPOINT: 'http://127.0.0.1:9' };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('broadsheet', () => {
  it('without a verb shows what there is, and calls that wrong usage', async () => {
    const { exitCode, stderr, stdout } = await runBroadsheet([]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    for (const verb of Object.keys(VERBS)) expect(stderr).toContain(`  ${verb}`);
  });

  it('tells its version and helps with every verb', async () => {
    expect(await runBroadsheet(['--version'])).toMatchObject({ exitCode: 0, stdout: '1.2.3\n' });
    for (const verb of Object.keys(VERBS)) {
      const { exitCode, stdout } = await runBroadsheet([verb, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: broadsheet ${verb}`);
    }
  });

  it.each([
    [['digset'], 'unknown verb digset (did you mean digest?)'],
    [['digest', '--topic', 'moe'], 'unknown flag --topic of digest (did you mean --topics?)'],
    [['digest', '--date'], '--date needs a value'],
    [['digest', '--date', '2026-02-30'], '--date must be a day such as 2026-01-07, not 2026-02-30'],
    [['digest', '--date', '2026-01-07', '--since', '2026-01-01'], '--date and --since exclude each other'],
    [['digest', '--limit', 'many'], '--limit must be a whole number from 1 to 1000, not many'],
    [['digest', '--format', 'pdf'], '--format must be '],
    [['digest', 'today'], 'digest takes no "today"'],
    [['digest', '--from', SAMPLE, '--topics', 'moe "open'], 'quote'],
    [['digest', '--from', SAMPLE, '--topics', 'titel:moe'], 'titel'],
    [['parse'], 'parse needs a file'],
    [['import'], 'import needs a file'],
    [['fetch', '--until', '2026-01-07'], '--until needs --since'],
    [['fetch', '--source', 'arxv:cs.CL'], 'arxv:cs.CL is no source'],
  ])('%j is wrong usage, and the place is named', async (words, message) => {
    const { exitCode, stderr, stdout } = await runBroadsheet(words, { environment: database });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  it('lists every problem of a configuration', async () => {
    const { exitCode, stderr } = await runBroadsheet(['digest'], {
      environment: { PORT: 'x', BROADSHEET_TZ: 'y' },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/BROADSHEET_TZ[\s\S]*PORT/);
  });
});

describe('parse', () => {
  it('gives one paper a line', async () => {
    const { exitCode, stdout, stderr } = await runBroadsheet(['parse', SAMPLE]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const papers = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(papers.length).toBeGreaterThanOrEqual(25);
    expect(papers.every(paper => paper.listedOn === '2026-01-07')).toBe(true);
  });

  it('reads standard input, its own output too', async () => {
    const first = await runBroadsheet(['parse', SAMPLE]);
    const again = await runBroadsheet(['parse', '-'], { stdin: first.stdout });
    expect(again).toEqual(first);
  });

  it('of what is no papers fails clearly', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'Dear diary');
    for (const words of [
      ['parse', file],
      ['digest', '--from', file],
    ]) {
      const { exitCode, stderr } = await runBroadsheet(words);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('not a format Broadsheet knows: ');
    }
    expect(await runBroadsheet(['parse', '/nowhere'])).toMatchObject({
      exitCode: 1,
      stderr: '/nowhere: no such file\n',
    });
  });

  it('skips a bad item with its place and keeps its neighbours', async () => {
    const file = join(folder, 'day.ndjson');
    const good = {
      paper: {
        id: '2601.00001',
        title: 'One',
        summary: 'A.',
        publishedAt: '2026-01-05T00:00:00.000Z',
        upvotes: 1,
        authors: [],
      },
    };
    writeFileSync(
      file,
      [good, { paper: { title: 7 } }, { paper: { ...good.paper, id: '2601.00002' } }]
        .map(item => JSON.stringify(item))
        .join('\n'),
    );
    const { exitCode, stdout, stderr } = await runBroadsheet(['parse', file]);
    expect(exitCode).toBe(3);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toMatch(new RegExp(`^${file}:[^:]+: .+`));
  });
});

describe('digest --from', () => {
  it('prints the sample day as Markdown into a pipe', async () => {
    const { exitCode, stdout } = await runBroadsheet(['digest', '--from', SAMPLE]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^# Wednesday 7 January 2026\n/);
    expect(stdout).toContain('Left out: ');
  });

  it.each(['terminal', 'markdown', 'json', 'html', 'discord', 'slack'])(
    'prints the same papers as %s',
    async format => {
      const { exitCode, stdout } = await runBroadsheet([
        'digest',
        '--from',
        SAMPLE,
        '--limit',
        '3',
        '--format',
        format,
      ]);
      expect(exitCode).toBe(0);
      expect(stdout.replace(/\\/g, '')).toContain('Draftline');
      expect(stdout.endsWith('\n')).toBe(true);
    },
  );

  it('learns from earlier days of the files whose papers and picks do well', async () => {
    const item = (id: string, upvotes: number, author: string, submitter: string) => ({
      paper: { id, title: `On meadow ${id}`, summary: 'Grass.', authors: [{ name: author }], upvotes },
      submittedBy: { name: submitter },
    });
    const day = (date: string, ...items: ReturnType<typeof item>[]) => {
      const file = join(folder, `${date}.json`);
      writeFileSync(file, JSON.stringify(items));
      return file;
    };
    const files = [
      day(
        '2026-01-05',
        ...['1', '2', '3'].map(n => item(`2601.0000${n}`, 200, 'Ada Quill', 'shepherd')),
        ...['4', '5', '6'].map(n => item(`2601.0000${n}`, 2, 'Ben Reed', 'collie')),
      ),
      day(
        '2026-01-06',
        item('2601.00008', 9, 'Ben Reed', 'collie'),
        item('2601.00009', 9, 'Ada Quill', 'shepherd'),
      ),
    ];
    const { stdout } = await runBroadsheet([
      'digest',
      '--from',
      ...files,
      '--date',
      '2026-01-06',
      '--format',
      'json',
    ]);
    const [best] = JSON.parse(stdout).papers;
    expect(best.title).toBe('On meadow 2601.00009');
    const named = best.reasons.map(
      ({ kind, name }: { kind: string; name?: string }) => `${kind} ${name ?? ''}`,
    );
    expect(named).toEqual(expect.arrayContaining(['authors Ada Quill', 'submitter shepherd']));
  });

  it('keeps to the topics and says why', async () => {
    const { stdout } = await runBroadsheet([
      'digest',
      '--from',
      SAMPLE,
      '--topics',
      'topic:quantization -survey',
      '--format',
      'json',
    ]);
    const { papers, considered, leftOut } = JSON.parse(stdout);
    expect(papers.length + leftOut.length).toBeLessThanOrEqual(considered);
    expect(papers[0].title).toContain('Quantization');
    expect(JSON.stringify(papers[0].reasons)).toContain('"kind":"match"');
  });
});

describe('import and digest', () => {
  it('keep papers in one file, once', async () => {
    const first = await runBroadsheet(['import', SAMPLE], { environment: database });
    expect(first.stdout).toMatch(/^added 2\d, updated 0, unchanged 0, skipped 0\n$/);
    const again = await runBroadsheet(['import', SAMPLE], { environment: database });
    expect(again.stdout).toMatch(/^added 0, updated 0, unchanged 2\d, skipped 0\n$/);
    const { exitCode, stdout } = await runBroadsheet(
      ['digest', '--date', '2026-01-07', '--format', 'markdown'],
      { environment: database },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Wednesday 7 January 2026');
  });

  it('say which source is missing instead of calling the day empty', async () => {
    const { exitCode, stdout } = await runBroadsheet(['digest', '--date', '2025-03-03'], {
      environment: database,
      clock: new SkippingClock('2026-01-07T14:00:00Z'),
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('No paper could be read');
    expect(stdout).toContain('huggingface');
  });

  it('refuse a database that can’t be written', async () => {
    const { exitCode, stderr } = await runBroadsheet(['import', SAMPLE], {
      environment: { DATABASE_URL: 'file:/proc/broadsheet.db' },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('/proc/broadsheet.db');
  });
});

describe('manifest', () => {
  it('prints the invite URL of Discord and the app manifest of Slack', async () => {
    const environment = { DISCORD_APPLICATION_ID: '123456789012345678' };
    const discord = await runBroadsheet(['manifest', 'discord'], { environment });
    expect(discord.stdout).toMatch(/^https:\/\/discord\.com\/.*client_id=123456789012345678/);
    const slack = await runBroadsheet(['manifest', 'slack']);
    expect(JSON.parse(slack.stdout).settings.socket_mode_enabled).toBe(true);
    const http = await runBroadsheet(['manifest', 'slack', '--url', 'https://papers.example']);
    expect(http.stdout).toContain('https://papers.example/slack/events');
    expect(await runBroadsheet(['manifest', 'irc'])).toMatchObject({ exitCode: 2 });
    expect(await runBroadsheet(['manifest', 'discord'])).toMatchObject({ exitCode: 2 });
  });
});

describe('papers and search', () => {
  it('answer in words, as JSON, and as a run of queries', async () => {
    const environment = { ...database, DATABASE_URL: `file:${folder}/search.db` };
    await runBroadsheet(['import', SAMPLE], { environment });
    const words = await runBroadsheet(['papers', 'search', 'speculative decoding', 'limit:2'], {
      environment,
    });
    expect(words).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Draftline') });
    const json = await runBroadsheet(['papers', 'search', 'quantization', '--json'], { environment });
    const [best] = JSON.parse(json.stdout).papers;
    expect(best.paper.title).toContain('Quantization');
    expect(best.score).toBeGreaterThan(0);
    expect(best.reasons[0]).toMatchObject({ kind: 'match' });
    const wrong = await runBroadsheet(['papers', 'subscribe', 'moe', 'tz:Berlin'], { environment });
    expect(wrong).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('did you mean Europe/Berlin?'),
    });
    const batch = join(folder, 'queries.jsonl');
    writeFileSync(batch, '{"_id":"q1","text":"rounding noise (4-bit)?"}\nnope\n{"_id":2,"text":"video"}\n');
    const run = await runBroadsheet(['search', '--batch', batch, '--limit', '3', '--format', 'trec'], {
      environment,
    });
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(`${batch}:line 2: `);
    expect(run.stdout).toMatch(/^q1 Q0 arxiv:2601\.90044 1 \d+\.\d+ broadsheet\n/);
    expect(run.stdout).toMatch(/^2 Q0 /m);
  });
});

describe.runIf(existsSync(SEED))('the page of a browser', () => {
  it('gives exactly 42 lines', async () => {
    const { exitCode, stdout } = await runBroadsheet(['parse', SEED]);
    expect(exitCode).toBe(0);
    const papers = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(papers).toHaveLength(42);
    expect(papers.every(paper => paper.listedOn === '2026-01-07')).toBe(true);
  });

  it('ranks what was asked for first, with reasons', async () => {
    const { stdout } = await runBroadsheet([
      'digest',
      '--from',
      SEED,
      '--topics',
      'speculative decoding, quantization',
      '--format',
      'json',
      '--limit',
      '6',
    ]);
    for (const { title, reasons } of JSON.parse(stdout).papers) {
      expect(title).toMatch(/speculative decoding|quantization/i);
      expect(reasons[0].kind).toBe('match');
    }
  });
});

describe.runIf(existsSync(ARCHIVE))('three years of papers', () => {
  it('are imported once and make a digest of any day', async () => {
    const environment = { ...database, DATABASE_URL: `file:${folder}/years.db` };
    const first = await runBroadsheet(['import', ARCHIVE], { environment });
    expect(first.stdout).toBe('added 12527, updated 0, unchanged 0, skipped 0\n');
    const again = await runBroadsheet(['import', ARCHIVE], { environment });
    expect(again.stdout).toBe('added 0, updated 0, unchanged 12527, skipped 0\n');
    const { exitCode, stdout } = await runBroadsheet(
      ['digest', '--date', '2025-04-16', '--topics', 'topic:agents -survey', '--format', 'markdown'],
      { environment },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Wednesday 16 April 2025');
  }, 60_000);
});
