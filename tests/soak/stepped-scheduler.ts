import type { Job, JobSchedule, ScheduledJob, Scheduler } from '../../src/core/scheduler.ts';
import { nextMoment } from '../../src/core/subscriptions/schedule.ts';
import type { InstantMs } from '../../src/core/time.ts';

/** Jobs that run when the driver of a long run says that their minute has come. */
export class SteppedScheduler implements Scheduler {
  readonly #jobs: SteppedJob[] = [];
  readonly #now: () => InstantMs;

  constructor(now: () => InstantMs) {
    this.#now = now;
  }

  every(schedule: JobSchedule, job: Job): ScheduledJob {
    const stepped = new SteppedJob(schedule, job, this.#now());
    this.#jobs.push(stepped);
    return stepped;
  }

  /** When the next job is due. */
  nextAt(): InstantMs {
    return Math.min(...this.#jobs.map(job => job.nextAt() ?? Number.POSITIVE_INFINITY));
  }

  /** Runs what is due; resolves when it has ended. Rejects with what a job threw: nothing may. */
  async runDue(): Promise<void> {
    await Promise.all(this.#jobs.map(job => job.runIfDue(this.#now())));
  }
}

class SteppedJob implements ScheduledJob {
  readonly name: string;
  readonly #schedule: JobSchedule;
  readonly #job: Job;
  readonly #stop = new AbortController();
  #next: InstantMs;
  #running: Promise<void> | undefined;

  constructor(schedule: JobSchedule, job: Job, now: InstantMs) {
    this.name = schedule.name;
    this.#schedule = schedule;
    this.#job = job;
    this.#next = this.#after(now);
  }

  nextAt(): InstantMs | undefined {
    return this.#stop.signal.aborted ? undefined : this.#next;
  }

  async runIfDue(now: InstantMs): Promise<void> {
    if (this.#next > now) return;
    this.#next = this.#after(now);
    await this.runNow();
  }

  async runNow(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#job(this.#stop.signal).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running?.catch(() => undefined);
  }

  #after(now: InstantMs): InstantMs {
    const { cron, zone } = this.#schedule;
    return nextMoment({ kind: 'cron', expression: cron, tz: zone }, now);
  }
}
