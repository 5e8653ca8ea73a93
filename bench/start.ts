import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/adapters/scheduler/system-clock.ts';
import { openStores } from '../src/app/open-stores.ts';
import type { Paper } from '../src/core/papers/paper.ts';
import { RecordingLog } from '../tests/fakes/recording-log.ts';

/**
 * What a start costs, with 75,000 papers in the database: until both platforms are connected, and resident memory three
 * seconds later, beside an empty discord.js client and an empty Bolt app in one process, taken in turn. Then what a short
 * command costs, beside `node -e 0`: loading it (`--help`) and all of it. Runs `dist`: npm run build comes first.
 */
const PAPERS = 75_000;
const RUNS = Number(process.argv[2] ?? 7);
const WARM_MS = 3_000;
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-start-'));
const DATABASE_URL = `file:${join(folder, 'archive.db')}`;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function inventPaper(n: number): Paper {
  const words = Array.from({ length: 150 }, (_, at) => `word${(n * 7919 + at * 104_729) % 30_000}`);
  const day = new Date(Date.UTC(2020, 0, 1 + (n % 2100))).toISOString().slice(0, 10);
  return {
    id: `arxiv:${String(2001 + (n % 60)).padStart(4, '0')}.${String(10_000 + n).padStart(5, '0')}`,
    title: `${words.slice(0, 8).join(' ')} ${n}`,
    abstract: words.join(' '),
    authors: [`Author ${n % 9000}`, `Author ${n % 7919}`],
    listedOn: day,
    upvotes: n % 97,
    sightings: [{ source: 'huggingface', day }],
  };
}

async function fillArchive(): Promise<void> {
  const stores = await openStores(DATABASE_URL, { clock: systemClock, log: new RecordingLog() });
  for (let from = 0; from < PAPERS; from += 5_000) {
    const some = Array.from({ length: 5_000 }, (_, at) => ({ paper: inventPaper(from + at) }));
    await stores.archive.add(some, systemClock.now());
  }
  await stores.close();
}

interface Started {
  readonly ms: number;
  /** Processor time until then: what a busy machine changes least. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** From the start of the process to the line that says the last platform is connected. */
async function start(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  lines: number,
): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let connected = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('"state":"connected"')) connected++;
    else if (/"level":"error"|Error/.test(line)) console.error(line);
    if (connected === lines) break;
  }
  const ms = performance.now() - began;
  const cpuMs = processorMs(child);
  if (connected < lines) throw new Error(`${words.join(' ')} did not connect`);
  child.stderr.resume();
  await sleep(WARM_MS);
  const rssMb = residentMb(child);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, cpuMs, rssMb };
}

const residentMb = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** User and system time, in the kernel's hundredths of a second. */
function processorMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, words, { env: environment, stdio: 'ignore' });
  await once(child, 'exit');
  return performance.now() - began;
}

const row = (what: string, ...values: readonly string[]): void =>
  console.log(`${what.padEnd(46)}${values.map(value => value.padStart(14)).join('')}`);

await fillArchive();
const platforms = spawn(process.execPath, ['--import', 'tsx', 'bench/start/platforms.ts'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [said] = (await once(createInterface({ input: platforms.stdout }), 'line')) as [string];
const environment = { ...process.env, ...(JSON.parse(said) as object), DATABASE_URL };

const pair: Started[] = [];
const bot: Started[] = [];
for (let at = 0; at < RUNS; at++) {
  pair.push(await start(['bench/start/empty-pair.mjs'], environment, 1));
  bot.push(await start(['dist/main.js', 'start'], environment, 2));
}
const of = (runs: readonly Started[], pick: (run: Started) => number): number => median(runs.map(pick));
const told = (runs: readonly Started[]): string[] => [
  `${of(runs, ({ ms }) => ms).toFixed(0)} ms`,
  `${of(runs, ({ cpuMs }) => cpuMs).toFixed(0)} ms`,
  `${of(runs, ({ rssMb }) => rssMb).toFixed(0)} MB`,
];
const ratio = (pick: (run: Started) => number): string => `${(of(bot, pick) / of(pair, pick)).toFixed(2)} ×`;
const more = of(bot, ({ rssMb }) => rssMb) - of(pair, ({ rssMb }) => rssMb);
console.log(`${RUNS} runs of each, in turn; medians; Node ${process.versions.node}; ${PAPERS} papers\n`);
row('', 'connected', 'processor', 'resident');
row('empty discord.js client and Bolt app', ...told(pair));
row('broadsheet start', ...told(bot));
row(
  'beside it',
  ratio(({ ms }) => ms),
  ratio(({ cpuMs }) => cpuMs),
  `+${more.toFixed(0)} MB`,
);
row('at most', '1.30 ×', '', '+100 MB');

const sample = 'samples/daily-papers.json';
const commands: readonly (readonly [name: string, load: readonly string[], all: readonly string[]])[] = [
  ['parse', ['parse', '--help'], ['parse', sample]],
  ['digest', ['digest', '--help'], ['digest', '--from', sample]],
  ['papers', ['papers', '--help'], ['papers', 'topics']],
];
const times = new Map<string, number[]>();
const note = async (key: string, words: readonly string[]): Promise<void> => {
  times.set(key, [...(times.get(key) ?? []), await run(words, environment)]);
};
for (let at = 0; at < RUNS * 2; at++) {
  await note('node', ['-e', '0']);
  for (const [name, load, all] of commands) {
    await note(`${name} loaded`, ['dist/main.js', ...load]);
    await note(name, ['dist/main.js', ...all]);
  }
}
const node = median(times.get('node') ?? []);
const beside = (key: string): string => `${(median(times.get(key) ?? []) / node).toFixed(2)} ×`;
console.log('');
row('', 'loaded', 'done');
row(`node -e 0 (${node.toFixed(0)} ms)`, '1.00 ×', '1.00 ×');
for (const [name] of commands) row(`broadsheet ${name}`, beside(`${name} loaded`), beside(name));
row('at most', '2.50 ×', 'and the work');

platforms.stdin.end();
rmSync(folder, { recursive: true });
