import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { archivePapers } from './relevance/tasks.ts';
import { questionsFrom } from './search/questions.ts';
import { type Measured, reportOf } from './search/report.ts';

/**
 * What searching costs, beside SQLite's FTS5 in the same run: the archive, and the archive blown up (bench/search/blown-up.ts).
 * Every measurement has a process of its own. `npm run bench:search` takes 12,527, 75,000, 300,000 and 1,000,000 papers; sizes as
 * arguments choose, and `--queries N` says how many of each kind are asked (300; FTS5 above 100,000 papers a tenth).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { queries: { type: 'string', default: '300' }, only: { type: 'string', default: '' } },
});
const SIZES = [12_527, 75_000, 300_000, 1_000_000];
/** From here on FTS5 is asked less, or the run would take hours. */
const MANY = 100_000;
const OPENINGS = 5;
/** Questions of each kind that were asked before any is measured. */
const BEFORE = 100;

const run = promisify(execFile);
const cache = 'node_modules/.cache/bench-search';
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
const script = join(cache, 'measure.mjs');

/** The measuring program as one file, so that loading it costs a process nothing else. */
async function bundled(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  await build({
    entryPoints: ['bench/search/measure.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
}

async function measure<T>(what: string, ...more: readonly string[]): Promise<T> {
  const running = run(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=12000', script, what, ...more],
    {
      maxBuffer: 1 << 24,
    },
  );
  running.child.stderr?.pipe(process.stderr);
  return JSON.parse((await running).stdout);
}

async function measureEngine(name: string, size: number, questions: string): Promise<Measured> {
  const path = join(folder, `${name}-${size}`);
  const made = await measure<{ ms: number; bytes: number }>('build', name, path, String(size));
  const openings: number[] = [];
  for (let i = 0; i < OPENINGS; i++) openings.push((await measure<{ ms: number }>('open', name, path)).ms);
  const bare = await measure<{ resident: number }>('bare', name);
  const after = await measure<{ resident: number }>('resident', name, path, String(size), questions);
  const queries = await measure<Measured['queries']>('queries', name, path, String(size), questions);
  const hard =
    name === 'broadsheet' ? await measure<Measured['hard']>('hard', name, path, String(size), questions) : [];
  rmSync(path);
  process.stderr.write(`  ${name}: ${JSON.stringify({ ...made, openings, bare, after, queries, hard })}\n`);
  return {
    build: made.ms,
    bytes: made.bytes,
    opening: openings.sort((a, b) => a - b)[OPENINGS >> 1] ?? 0,
    resident: after.resident - bare.resident,
    queries,
    hard,
  };
}

await bundled();
const archive = archivePapers();
const asked = Number(values.queries);
/** What is asked, and what was asked before. */
const questions = (count: number, before: number): string =>
  JSON.stringify({
    asked: questionsFrom(archive, count, 75_000),
    before: questionsFrom(archive, before, 1_000_000),
  });
const sizes = positionals.length > 0 ? positionals.map(Number) : SIZES;
let first: Measured | undefined;
try {
  for (const size of sizes) {
    const all = join(folder, 'questions.json');
    const few = join(folder, 'few-questions.json');
    writeFileSync(all, questions(asked, BEFORE));
    writeFileSync(
      few,
      size > MANY ? questions(Math.ceil(asked / 10), BEFORE / 10) : questions(asked, BEFORE),
    );
    const ours = values.only === 'fts5' ? undefined : await measureEngine('broadsheet', size, all);
    const peer = values.only === 'broadsheet' ? undefined : await measureEngine('fts5', size, few);
    console.log(reportOf(size, ours, peer, first));
    if (size >= 75_000) first ??= ours;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
