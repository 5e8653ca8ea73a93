import type { Ledger } from '../../core/delivery/ledger.ts';
import { Fault } from '../../core/errors.ts';
import type { LogFields } from '../../core/log.ts';
import type { PaperArchive } from '../../core/papers/archive.ts';
import type { SourceRunLog } from '../../core/sources/source-run-log.ts';
import type { Clock } from '../../core/time.ts';
import type { GaugeName } from './metric-families.ts';
import { MetricRegistry } from './metric-registry.ts';
import { sourceAges } from './source-ages.ts';

/** What is read from the database at the moment of a scrape. */
export interface MetricFacts {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'tally'>;
  readonly runs: Pick<SourceRunLog, 'select'>;
  readonly archive: Pick<PaperArchive, 'newestDay'>;
  /** Names of the configured sources. */
  readonly sources: readonly string[];
}

/** How a delivery leaves an edition. */
const EDITION_STEPS = ['waiting', 'sent', 'empty', 'missed', 'failed'] as const;
/** After these the same message is given to the platform once more. */
const TRIED_AGAIN = new Set(['rate-limited', 'unavailable', 'unknown']);
const FROM_DATABASE: readonly GaugeName[] = [
  'broadsheet_editions',
  'broadsheet_queue_editions',
  'broadsheet_source_age_seconds',
  'broadsheet_source_failing',
  'broadsheet_newest_listing_seconds',
];

/**
 * The metrics of a process. Counters follow the events of its log; what the database knows is read at each scrape, so
 * that editions by state are the ledger's own and never drift. Labels are names of ours, never ids or a person's text.
 */
export class Metrics {
  readonly #registry = new MetricRegistry();

  /** What each event of the log says to the counters. */
  readonly #heard: Readonly<Record<string, (fields: LogFields) => void>> = {
    'editions-opened': fields =>
      this.#registry.count('broadsheet_editions_opened_total', {}, number(fields['count'])),
    'post-made': fields => this.#post('posted', fields),
    'post-failed': fields => this.#post(label(fields['outcome']), fields),
    'http-retry': fields => this.#sourceRetry(fields),
    'source-asked': fields => this.#sourceRun('asked', fields),
    'source-failed': fields => this.#sourceRun('failed', fields),
    command: fields => this.#command('answered', fields),
    'command-rejected': fields => this.#command('rejected', fields),
    'command-failed': fields => this.#command('failed', fields),
    connection: fields => {
      const up = fields['state'] === 'connected' ? 1 : 0;
      this.#registry.set('broadsheet_platform_connected', up, { platform: label(fields['platform']) });
    },
    'job-failed': fields =>
      this.#registry.count('broadsheet_job_failures_total', { job: label(fields['job']) }),
    'claim-failed': () => this.#registry.count('broadsheet_storage_failures_total'),
    'delivery-interrupted': () => this.#registry.count('broadsheet_storage_failures_total'),
    ...Object.fromEntries(
      EDITION_STEPS.map(state => [`edition-${state}`, (fields: LogFields) => this.#step(state, fields)]),
    ),
  };

  /** Counts what an event of the log says. Never throws. */
  observe(event: string, fields: LogFields): void {
    this.#heard[event]?.(fields);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The page of a scrape. A database that does not answer is said in it. */
  async scrape(facts: MetricFacts): Promise<string> {
    try {
      await this.#read(facts);
      this.#registry.set('broadsheet_database_up', 1);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      for (const name of FROM_DATABASE) this.#registry.clear(name);
      this.#registry.set('broadsheet_database_up', 0);
    }
    return this.#registry.text();
  }

  async #read({ archive, clock, ledger, runs, sources }: MetricFacts): Promise<void> {
    const now = clock.now();
    const [tally, ages, newest] = await Promise.all([
      ledger.tally(),
      sourceAges(runs, sources, now),
      archive.newestDay(),
    ]);
    for (const [state, count] of Object.entries(tally))
      this.#registry.set('broadsheet_editions', count, { state });
    this.#registry.set('broadsheet_queue_editions', tally.due + tally.planned + tally.waiting);
    for (const { source, ageMs, failing } of ages) {
      this.#registry.set('broadsheet_source_age_seconds', ageMs / 1000, { source });
      this.#registry.set('broadsheet_source_failing', failing ? 1 : 0, { source });
    }
    if (newest === undefined) this.#registry.clear('broadsheet_newest_listing_seconds');
    else this.#registry.set('broadsheet_newest_listing_seconds', (now - Date.parse(newest)) / 1000);
  }

  #step(state: string, fields: LogFields): void {
    const platform = label(fields['platform']);
    this.#registry.count('broadsheet_edition_steps_total', { platform, state });
  }

  #post(outcome: string, fields: LogFields): void {
    const platform = label(fields['platform']);
    this.#registry.count('broadsheet_posts_total', { platform, outcome });
    this.#registry.observe('broadsheet_post_duration_seconds', seconds(fields['tookMs']), { platform });
    if (TRIED_AGAIN.has(outcome))
      this.#registry.count('broadsheet_retries_total', { of: platform, reason: outcome });
    if (outcome === 'rate-limited') this.#waited(platform, fields['retryAfterMs']);
  }

  #sourceRetry(fields: LogFields): void {
    const reason = label(fields['code']);
    this.#registry.count('broadsheet_retries_total', { of: 'source', reason });
    if (reason === 'rate-limited') this.#waited('source', fields['waitMs']);
  }

  #waited(of: string, ms: LogFields[string]): void {
    this.#registry.count('broadsheet_rate_limit_waits_total', { of });
    this.#registry.count('broadsheet_rate_limit_wait_seconds_total', { of }, seconds(ms));
  }

  #sourceRun(result: 'asked' | 'failed', fields: LogFields): void {
    const source = label(fields['source']);
    this.#registry.count('broadsheet_source_runs_total', { source, result });
    if (result === 'failed') return;
    for (const change of ['added', 'updated', 'skipped'])
      this.#registry.count('broadsheet_source_papers_total', { source, change }, number(fields[change]));
  }

  #command(outcome: string, fields: LogFields): void {
    const labels = { command: label(fields['command']), platform: label(fields['platform']) };
    this.#registry.count('broadsheet_commands_total', { ...labels, outcome });
    this.#registry.observe('broadsheet_command_duration_seconds', seconds(fields['tookMs']), labels);
  }
}

const label = (value: LogFields[string]): string => String(value ?? 'unknown');
const number = (value: LogFields[string]): number => (typeof value === 'number' && value > 0 ? value : 0);
const seconds = (ms: LogFields[string]): number => number(ms) / 1000;
