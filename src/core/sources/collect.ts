import type { Day, InstantMs } from '../time.ts';
import { type AskPorts, askDay, record } from './ask-day.ts';
import { FailingStreak } from './failing-streak.ts';
import { addDays, currentDay, daysBetween, expectation, openDays } from './listing-day.ts';
import type { FetchOptions, PaperSource } from './source.ts';
import type { SourceRun } from './source-run-log.ts';

export interface CollectOptions extends FetchOptions {
  /** How many closed days are looked back for one whose last asking is missing: after an outage, or on a first start. */
  readonly lookBackDays?: number;
  /** Leaves out open days that were asked for successfully this recently. */
  readonly freshMs?: number;
}

const LOOK_BACK_DAYS = 7;
/** How often a complete day is asked for while its votes move. */
const SETTLING_MS = 24 * 3_600_000;

/**
 * Asks every source for its open days, and once more for each day that has closed since, so that a list is followed
 * until it is complete; after that once a day while its votes settle. Sources are asked at the same time and none hides another: each failure is a run of its own.
 * Rejects when the archive fails or the signal is given, after all sources have come to rest.
 */
export async function collect(
  sources: readonly PaperSource[],
  ports: AskPorts,
  options: CollectOptions = {},
): Promise<SourceRun[]> {
  const settled = await Promise.allSettled(sources.map(source => collectSource(source, ports, options)));
  const broken = settled.find(result => result.status === 'rejected');
  if (broken) throw broken.reason;
  return settled.flatMap(result => (result.status === 'fulfilled' ? result.value : []));
}

async function collectSource(
  source: PaperSource,
  ports: AskPorts,
  options: CollectOptions,
): Promise<SourceRun[]> {
  const days = await daysToAsk(source, ports, options);
  const streak = new FailingStreak();
  const runs: SourceRun[] = [];
  for (const [index, day] of days.entries()) {
    const run = await askDay(source, day, ports, options);
    runs.push(run);
    if (streak.add(run) && run.kind === 'failed') {
      const reason = `not asked: ${run.reason}`;
      for (const left of days.slice(index + 1))
        runs.push(await record(ports, source.name, left, run.at, { kind: 'failed', code: run.code, reason }));
      break;
    }
  }
  return runs;
}

/**
 * The current day first, then the one after it, then closed days, newest first: those that nobody has seen complete,
 * and once a day those whose votes still move.
 */
async function daysToAsk(source: PaperSource, ports: AskPorts, options: CollectOptions): Promise<Day[]> {
  const { calendar, name } = source;
  const { freshMs = 0, lookBackDays = LOOK_BACK_DAYS } = options;
  const now = ports.clock.now();
  const current = currentDay(calendar, now);
  const oldest = addDays(current, -lookBackDays);
  const askedAt = new Map<Day, InstantMs>();
  for (const run of await ports.runs.select({ source: name, since: oldest }))
    if (run.kind === 'asked') askedAt.set(run.day, run.at);
  const askedWithin = (day: Day, ms: number): boolean =>
    now - (askedAt.get(day) ?? Number.NEGATIVE_INFINITY) < ms;

  const days = openDays(calendar, now).filter(day => !askedWithin(day, freshMs));
  const settling = addDays(current, -calendar.settlingDays);
  for (const day of daysBetween(oldest, addDays(current, -1)).reverse()) {
    if (expectation(calendar, day) === 'none') continue;
    const settled = day < settling || askedWithin(day, SETTLING_MS);
    if (!(settled && (await ports.complete.has(name, day)))) days.push(day);
  }
  return days;
}
