import { readFileSync, statSync } from 'node:fs';
import { archivePapers } from '../relevance/tasks.ts';
import { blownUp } from './blown-up.ts';
import { broadsheetEngine } from './broadsheet-engine.ts';
import { type OpenedEngine, processorTime, shown } from './engine.ts';
import { fts5Engine } from './fts5-engine.ts';
import { KINDS, NO_QUESTIONS, type Question, type Questions } from './questions.ts';

// One measurement in a process of its own: WHAT ENGINE INDEX SIZE QUESTIONS. Prints its result as JSON.
const [what = '', name = '', path = '', size = '0', questionFile = ''] = process.argv.slice(2);
const engine = name === 'fts5' ? fts5Engine : broadsheetEngine;

/** In megabytes, when everything that can be given back is given back. */
function resident(): number {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
  return process.memoryUsage.rss() / 1e6;
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

interface Times extends Percentiles {
  readonly mean: number;
}

const percentiles = (times: readonly number[]): Percentiles => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
};

/** All questions are asked in turn, so many times over; once of SQLite, which compiles nothing and clears nothing away. */
const ROUNDS = name === 'fts5' ? 1 : 3;

/**
 * In milliseconds. A question's time is the middle one of its rounds by the clock, so that what else the machine does stays
 * out of it; the mean is the processor time of everything, with what is cleared away and compiled beside the answering.
 */
function timesOf<T>(items: readonly T[], work: (item: T) => unknown): Times {
  const rounds = items.map((): number[] => []);
  const before = processorTime();
  for (let round = 0; round < ROUNDS; round++)
    items.forEach((item, i) => {
      const start = performance.now();
      work(item);
      rounds[i]?.push(performance.now() - start);
    });
  const mean = (processorTime() - before) / Math.max(1, items.length * ROUNDS);
  return { ...percentiles(rounds.map(times => times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0)), mean };
}

/** What is asked, and other questions of the same kinds that were asked before: a service is not new when it is asked. */
const { asked, before }: { readonly asked: Questions; readonly before: Questions } =
  questionFile === ''
    ? { asked: NO_QUESTIONS, before: NO_QUESTIONS }
    : JSON.parse(readFileSync(questionFile, 'utf8'));

function warmedUp(opened: OpenedEngine): OpenedEngine {
  for (const kind of KINDS) for (const question of before[kind]) opened.search(question);
  for (const question of before.short) opened.searchByWords?.(question);
  for (const typed of before.typed) opened.suggest?.(typed);
  return opened;
}

function queries(): unknown {
  const opened = warmedUp(engine.open(path));
  const measured: [string, Times][] = KINDS.map(kind => [
    kind,
    timesOf(asked[kind], question => opened.search(question)),
  ]);
  const byWords = opened.searchByWords?.bind(opened);
  if (byWords) measured.push(['short by words', timesOf(asked.short, byWords)]);
  const suggest = opened.suggest?.bind(opened);
  if (suggest) measured.push(['suggestions', timesOf(asked.typed, suggest)]);
  return Object.fromEntries(measured);
}

const letter = (i: number): string => String.fromCharCode(97 + (i % 26));
const wildcards = Array.from({ length: 200 }, (_, i) => `${letter(i)}${letter(i / 26 + 4 * i)}*`);

/** Queries that are no queries. */
const HARD: readonly (readonly [string, string])[] = [
  ['10,000 words', Array.from({ length: 10_000 }, (_, i) => `word${i % 977}`).join(' ')],
  [
    '10,000 common words',
    Array.from({ length: 10_000 }, (_, i) => ['model', 'data', 'learning'][i % 3]).join(' '),
  ],
  ['200 wildcards', wildcards.join(' ')],
  ['200 wildcards, any', wildcards.join(', ')],
  ['200 wildcards, required', wildcards.map(word => `+${word}`).join(' ')],
  ['49 brackets', `${'(moe, '.repeat(49)}model${')'.repeat(49)}`],
  ['10,000 brackets', `${'('.repeat(10_000)}model${')'.repeat(10_000)}`],
];

function hard(): unknown {
  const opened = warmedUp(engine.open(path));
  return HARD.map(([title, text]) => {
    const start = performance.now();
    let outcome: string;
    try {
      outcome = `${opened.search({ text, match: '' }).length} papers`;
    } catch (error) {
      outcome = error instanceof Error ? error.message.slice(0, 60) : String(error);
    }
    return { title, ms: performance.now() - start, outcome };
  });
}

function firstAnswer(question: Question): number {
  const start = performance.now();
  engine.open(path).search(question);
  return performance.now() - start;
}

async function measured(): Promise<unknown> {
  switch (what) {
    case 'build': {
      const papers = shown(blownUp(archivePapers(), Number(size)), `${name}, building`);
      const ms = await engine.build(path, papers);
      return { ms, bytes: statSync(path).size };
    }
    case 'open':
      return { ms: firstAnswer({ text: 'mixture of experts', match: '"mixture" OR "of" OR "experts"' }) };
    case 'bare':
      return { resident: resident() };
    case 'resident': {
      const opened = engine.open(path);
      for (const question of asked.short) opened.search(question);
      return { resident: resident() };
    }
    case 'queries':
      return queries();
    case 'hard':
      return hard();
    default:
      throw new Error(`no measurement is called ${what}`);
  }
}

console.log(JSON.stringify(await measured()));
