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

/**
 * Asks every source for its open days, and once more for each day that has closed since, so that a list is followed
 * until it is complete. Sources are asked at the same time and none hides another: each failure is a run of its own.
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

/** The current day first, then the one after it, then closed days that nobody has seen complete, newest first. */
async function daysToAsk(source: PaperSource, ports: AskPorts, options: CollectOptions): Promise<Day[]> {
  const { calendar, name } = source;
  const now = ports.clock.now();
  const current = currentDay(calendar, now);
  const fresh = await freshDays(source, ports, options.freshMs ?? 0, now);
  const days = openDays(calendar, now).filter(day => !fresh.has(day));
  const lookBack = options.lookBackDays ?? LOOK_BACK_DAYS;
  for (const day of daysBetween(addDays(current, -lookBack), addDays(current, -1)).reverse()) {
    if (expectation(calendar, day) === 'none' || (await ports.complete.has(name, day))) continue;
    days.push(day);
  }
  return days;
}

async function freshDays(
  source: PaperSource,
  { runs }: AskPorts,
  freshMs: number,
  now: InstantMs,
): Promise<ReadonlySet<Day>> {
  if (freshMs <= 0) return new Set();
  const since = currentDay(source.calendar, now);
  const known = await runs.select({ source: source.name, since });
  return new Set(known.filter(run => run.kind === 'asked' && now - run.at < freshMs).map(run => run.day));
}
