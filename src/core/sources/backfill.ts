import { UsageError } from '../errors.ts';
import type { Day } from '../time.ts';
import { type AskPorts, askDay } from './ask-day.ts';
import { FailingStreak } from './failing-streak.ts';
import { addDays, currentDay, daysBetween, expectation, openDays } from './listing-day.ts';
import type { FetchOptions, PaperSource } from './source.ts';
import type { SourceRun } from './source-run-log.ts';

/** How far a backfill has come; `done` counts days, those already complete included. */
export interface BackfillProgress {
  readonly done: number;
  readonly total: number;
  readonly found: number;
  readonly added: number;
  readonly failed: number;
}

export interface BackfillOptions extends FetchOptions {
  readonly since: Day;
  /** Later days than the source has are left out. */
  readonly until: Day;
  /** Asks again for days that are complete: their votes move on. */
  readonly again?: boolean;
  /** Called before the first day and after every day. */
  readonly onProgress?: (progress: BackfillProgress) => void;
}

export interface BackfillReport {
  /** One a day that was asked for, oldest first. */
  readonly runs: readonly SourceRun[];
  /** Days that were complete and not asked for. */
  readonly alreadyComplete: number;
  /** Days given up because the source kept failing; the same backfill started again goes on with them. */
  readonly unreached: readonly Day[];
}

/**
 * Asks one source for a range of days, oldest first. Days that were seen complete are not asked for again, so a
 * backfill that was stopped goes on where it was when it is started again. One bad day does not stop it; a source
 * that keeps failing does. A range in which the source lists nothing, such as a weekend of arXiv, gives an empty report.
 * Rejects like {@link askDay}; with UsageError when the range ends before it begins or lies in the future.
 */
export async function backfill(
  source: PaperSource,
  ports: AskPorts,
  options: BackfillOptions,
): Promise<BackfillReport> {
  const days = daysOf(source, ports, options);
  const streak = new FailingStreak();
  const runs: SourceRun[] = [];
  const totals = { done: 0, total: days.length, found: 0, added: 0, failed: 0 };
  options.onProgress?.({ ...totals });
  for (const day of days) {
    let givenUp = false;
    if (options.again || !(await ports.complete.has(source.name, day))) {
      const run = await askDay(source, day, ports, options);
      runs.push(run);
      totals.found += run.kind === 'asked' ? run.found : 0;
      totals.added += run.kind === 'asked' ? run.added : 0;
      totals.failed += run.kind === 'failed' ? 1 : 0;
      givenUp = streak.add(run);
    }
    totals.done++;
    options.onProgress?.({ ...totals });
    if (givenUp) break;
  }
  return {
    runs,
    alreadyComplete: totals.done - runs.length,
    unreached: days.slice(totals.done),
  };
}

function daysOf(source: PaperSource, { clock }: AskPorts, { since, until }: BackfillOptions): Day[] {
  if (until < since) throw new UsageError(`${until} is before ${since}: no day to ask for`);
  const { calendar, name } = source;
  const now = clock.now();
  const newest = openDays(calendar, now).at(-1) ?? currentDay(calendar, now);
  // One day ahead of this source may be another one's today.
  if (since > addDays(newest, 1))
    throw new UsageError(`${since} has not begun: the newest day of ${name} is ${newest}`);
  return daysBetween(since, until < newest ? until : newest).filter(
    day => expectation(calendar, day) !== 'none',
  );
}
