import { type ScheduledTask, schedule as scheduleTask, validateDetailed } from 'node-cron';
import { UsageError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Job, JobSchedule, ScheduledJob, Scheduler } from '../../core/scheduler.ts';
import type { Clock } from '../../core/time.ts';

/** How late a tick may come and still count: a busy process, a laptop that slept. */
const LATE_MS = 60_000;

/**
 * Jobs on node-cron. A tick that comes while its job runs is dropped; a rejection is logged and never unhandled.
 * In a repeated hour (clocks going back) a job runs once: a job that must keep a short rhythm belongs in `UTC`.
 */
export function createNodeCronScheduler({ log, clock }: { log: Log; clock: Clock }): Scheduler {
  return {
    every(schedule, job) {
      check(schedule);
      return new CronJob(schedule, job, log, clock);
    },
  };
}

function check({ name, cron: expression, zone }: JobSchedule): void {
  const { valid, errors } = validateDetailed(expression);
  if (!valid) {
    const why = errors.map(error => error.message).join('; ');
    throw new UsageError(`${name}: ${JSON.stringify(expression)} is no cron expression: ${why}`);
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new UsageError(`${name}: ${JSON.stringify(zone)} is no time zone; one looks like Europe/Berlin`);
  }
}

class CronJob implements ScheduledJob {
  readonly name: string;
  readonly #job: Job;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #task: ScheduledTask;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor({ name, cron: expression, zone }: JobSchedule, job: Job, log: Log, clock: Clock) {
    this.name = name;
    this.#job = job;
    this.#log = log.child({ job: name });
    this.#clock = clock;
    this.#task = scheduleTask(expression, () => this.#tick(), {
      name,
      timezone: zone,
      missedExecutionTolerance: LATE_MS,
      logger: quiet,
    });
    this.#task.on('execution:missed', () => this.#log.warn('job-tick-missed'));
  }

  nextAt(): number | undefined {
    return this.#stopped ? undefined : this.#task.getNextRun()?.getTime();
  }

  async runNow(): Promise<void> {
    if (!this.#stopped) await (this.#running ?? this.#run());
  }

  async stop(drainMs: number): Promise<void> {
    this.#stopped = true;
    await this.#task.destroy();
    const running = this.#running;
    if (!running) return;
    const drained = new AbortController();
    const patience = this.#clock.sleep(drainMs, drained.signal).then(
      () => this.#stop.abort(new Error(`${this.name} was stopped`)),
      () => undefined,
    );
    await running;
    drained.abort();
    await patience;
  }

  #tick(): void {
    if (this.#running) this.#log.info('job-tick-dropped');
    else void this.#run();
  }

  #run(): Promise<void> {
    this.#running = this.#guard().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Never rejects. */
  async #guard(): Promise<void> {
    try {
      await this.#job(this.#stop.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) this.#log.info('job-stopped');
      else this.#log.error('job-failed', { reason: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Everything worth saying is said by the job above, in Broadsheet's own log. */
const quiet = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
