import type { InstantMs } from './time.ts';

/** When a job runs: cron's five fields (or six, seconds first) in the wall-clock time of an IANA zone. */
export interface JobSchedule {
  readonly name: string;
  readonly cron: string;
  readonly zone: string;
}

/** Does its work once; the signal says that the process wants to end. A rejection is logged and the job goes on. */
export type Job = (signal: AbortSignal) => Promise<void>;

/** A job that ticks. */
export interface ScheduledJob {
  readonly name: string;
  /** Nothing once stopped. */
  nextAt(): InstantMs | undefined;
  /** Runs it now, or joins the run in flight; resolves when that run has ended. Does nothing once stopped. */
  runNow(): Promise<void>;
  /**
   * No further ticks. A run in flight gets `drainMs` to end by itself, then its signal; resolves when it has ended.
   */
  stop(drainMs: number): Promise<void>;
}

/**
 * Calls jobs by the clock on the wall. A job never overlaps itself: a tick that comes while it runs is dropped.
 * It ticks and remembers nothing; what must not be missed is looked up by the job.
 */
export interface Scheduler {
  /** Throws UsageError when the cron expression or the zone is wrong. */
  every(schedule: JobSchedule, job: Job): ScheduledJob;
}
