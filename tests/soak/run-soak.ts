import { readMetrics } from './read-metrics.ts';
import { SoakBot } from './soak-bot.ts';
import type { SoakAnswer } from './soak-process.ts';
import { openStage, QUARTER_MS } from './soak-stage.ts';
import { dueEditions, SOAK_MONTH } from './soak-world.ts';

export interface SoakPlan {
  /** Simulated days, from the first of the month. */
  readonly days: number;
  /** Half of them on each platform. */
  readonly channels: number;
  readonly seed: number;
}

/** The process at the end of one simulated day. */
export interface SoakDay {
  readonly day: number;
  readonly seconds: number;
  readonly heapMb: number;
  readonly residentMb: number;
  readonly handles: number;
  readonly sleeping: number;
  readonly posts: number;
}

/** What came of a run. Every list is empty when all went as it must. */
export interface SoakReport {
  readonly days: readonly SoakDay[];
  readonly posts: number;
  readonly papers: number;
  readonly commands: number;
  readonly editions: Readonly<Record<string, number>>;
  readonly expectedEditions: number;
  /** `channel paper` shown twice. */
  readonly repeated: readonly string[];
  /** Where ledger, metrics and schedules do not say the same. */
  readonly disagreements: readonly string[];
  /** What a platform would have refused. */
  readonly refused: readonly string[];
  /** Log events above `info`, with how often each came. */
  readonly troubles: Readonly<Record<string, number>>;
  /** How the process took SIGTERM. */
  readonly exitCode: number | null;
}

const DAY_MS = 86_400_000;
/** So many times as fast as the machine's clock while there is work. */
const PACE = 10;

/** The whole bot for simulated weeks, on loopback platforms that it can't tell from real ones. */
export async function runSoak(
  plan: SoakPlan,
  onDay: (day: SoakDay) => void = () => undefined,
): Promise<SoakReport> {
  const start = Date.parse(`${SOAK_MONTH}-01`);
  const stage = await openStage(plan, start, PACE);
  const { discord, slack, subscriptions } = stage;
  const bot = new SoakBot();
  try {
    await bot.start({ environment: stage.environment, start, pace: PACE });
    const days: SoakDay[] = [];
    let commands = 0;
    let last: Extract<SoakAnswer, { kind: 'measured' }> | undefined;
    for (let day = 1; day <= plan.days; day++) {
      const began = Date.now();
      for (let at = start + (day - 1) * DAY_MS; at < start + day * DAY_MS; at += QUARTER_MS) {
        stage.show(at);
        await bot.ask({ kind: 'run', until: at + QUARTER_MS });
      }
      commands += await stage.readers();
      last = await bot.ask({ kind: 'measure' });
      const { heapMb, residentMb, sleeping } = last;
      const handles = Object.values(last.handles).reduce((sum, count) => sum + count, 0);
      const posts = stage.messages().length;
      const seconds = (Date.now() - began) / 1000;
      const seen = { day, seconds, heapMb, residentMb, handles, sleeping, posts };
      days.push(seen);
      onDay(seen);
    }
    const metrics = await readMetrics(`http://127.0.0.1:${stage.port}/metrics`);
    const exitCode = await bot.stop();
    const editions = last?.editions ?? {};
    const expectedEditions = dueEditions(subscriptions, start, start + plan.days * DAY_MS);
    const shown = stage
      .messages()
      .flatMap(({ channel, papers }) => papers.map(paper => `${channel} ${paper}`));
    return {
      days,
      commands,
      editions,
      expectedEditions,
      posts: stage.messages().length,
      papers: shown.length,
      repeated: twice(shown),
      disagreements: disagreements(editions, expectedEditions, metrics),
      refused: [...discord.violations, ...slack.state.refusedPayloads],
      troubles: last?.troubles ?? {},
      exitCode,
    };
  } finally {
    await bot.stop();
    await stage.close();
  }
}

function twice(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([value, count]) => `${value} × ${count}`);
}

/** Schedules say how many editions there must be; the ledger and `/metrics` say how many there were. */
function disagreements(
  editions: Readonly<Record<string, number>>,
  expected: number,
  metrics: ReadonlyMap<string, number>,
): string[] {
  const opened = Object.values(editions).reduce((sum, count) => sum + count, 0);
  const found: string[] = [];
  if (opened !== expected) found.push(`schedules: ${expected}, the ledger: ${opened}`);
  for (const [state, count] of Object.entries(editions)) {
    const said = metrics.get(`broadsheet_editions{state="${state}"}`);
    if (said !== count) found.push(`${state}: ${count} in the ledger, ${said ?? 'nothing'} in /metrics`);
  }
  return found;
}
