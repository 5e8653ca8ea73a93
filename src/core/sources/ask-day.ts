import { Fault, type FaultCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { PaperArchive } from '../papers/archive.ts';
import type { Clock, Day, InstantMs } from '../time.ts';
import type { CompleteDays } from './complete-days.ts';
import { closesAt } from './listing-day.ts';
import type { FetchOptions, FetchOutcome, PaperSource, ParsedPapers } from './source.ts';
import type { SourceRun, SourceRunLog, SourceRunResult } from './source-run-log.ts';

/** What asking sources works with. */
export interface AskPorts {
  readonly archive: PaperArchive;
  readonly runs: SourceRunLog;
  readonly complete: CompleteDays;
  readonly clock: Clock;
  readonly log: Log;
}

/** Faults of what we keep, never of a source. */
const OURS: ReadonlySet<FaultCode> = new Set(['storage', 'locked']);

/**
 * Asks one source for one listing day, archives what came and records how it went. A Fault of the source is a result;
 * a Fault of the archive rejects, and so does the signal's reason. A day asked for after its closing is complete.
 */
export async function askDay(
  source: PaperSource,
  day: Day,
  ports: AskPorts,
  options: FetchOptions = {},
): Promise<SourceRun> {
  const { clock, complete } = ports;
  const at = clock.now();
  let outcome: FetchOutcome;
  try {
    outcome = await source.fetchDay(day, options);
  } catch (error) {
    if (!(error instanceof Fault) || OURS.has(error.code)) throw error;
    return record(ports, source.name, day, at, { kind: 'failed', code: error.code, reason: error.message });
  }
  if (outcome.kind === 'papers') warnOfSkipped(outcome.papers, source, day, ports.log);
  const result = await keep(outcome, ports);
  if (at >= closesAt(source.calendar, day)) await complete.mark(source.name, day);
  return record(ports, source.name, day, at, result);
}

function warnOfSkipped({ problems }: ParsedPapers, source: PaperSource, day: Day, log: Log): void {
  const [first] = problems;
  if (!first) return;
  const { place, reason } = first;
  log.warn('items-skipped', { source: source.name, day, skipped: problems.length, place, reason });
}

async function keep(outcome: FetchOutcome, { archive, clock }: AskPorts): Promise<SourceRunResult> {
  const { found } = outcome;
  if (outcome.kind === 'unchanged') return { kind: 'asked', found, added: 0, updated: 0, skipped: 0 };
  const { papers, problems } = outcome.papers;
  const { added, updated } = await archive.add(papers, clock.now());
  // Only now: had the archive failed, a later "unchanged" would lose these papers.
  await outcome.confirm();
  return { kind: 'asked', found, added, updated, skipped: problems.length };
}

/**
 * Records how an asking ended, for `status` and for the log. A failure about a day that is complete is only logged: its
 * papers are there, and nobody misses a source because votes could not be brought up to date.
 */
export async function record(
  { runs, complete, log }: AskPorts,
  source: string,
  day: Day,
  at: InstantMs,
  result: SourceRunResult,
): Promise<SourceRun> {
  const run = { source, day, at, ...result };
  if (run.kind === 'asked' || !(await complete.has(source, day))) await runs.record(run);
  if (run.kind === 'failed') log.warn('source-failed', { source, day, code: run.code, reason: run.reason });
  else {
    const { found, added, updated, skipped } = run;
    log.info('source-asked', { source, day, found, added, updated, skipped });
  }
  return run;
}
