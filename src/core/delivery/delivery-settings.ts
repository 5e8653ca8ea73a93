/** How patient delivery is. All durations are a deployment's choice; tests and benches shrink them. */
export interface DeliverySettings {
  /** For how long a process holds an edition without a sign of life. Another takes over after it. */
  readonly leaseMs: number;
  /** An edition later than this is given up; its papers move into the next one. */
  readonly catchUpMs: number;
  /** A platform that has not answered after so long is taken to have lost the answer. */
  readonly answerMs: number;
  /** Waits up to this are sat out; for longer ones the edition is handed back until then. */
  readonly patienceMs: number;
  /** First wait after a failure; doubles up to {@link longestWaitMs}. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long a process that a platform slowed down takes to come back to the full rate. */
  readonly recoveryMs: number;
  /** How often an idle process looks for work. */
  readonly pollMs: number;
  /** Editions of one platform that one process works on at a time. */
  readonly concurrency: number;
  /** What a stopping process gives the posts in flight. */
  readonly drainMs: number;
}

export const DELIVERY_DEFAULTS: DeliverySettings = {
  leaseMs: 60_000,
  catchUpMs: 12 * 3_600_000,
  answerMs: 20_000,
  patienceMs: 5_000,
  firstWaitMs: 1_000,
  longestWaitMs: 300_000,
  recoveryMs: 50_000,
  pollMs: 1_000,
  concurrency: 32,
  drainMs: 7_000,
};

/** The wait after the `failures`-th failure in a row, from 1. */
export function waitAfter(failures: number, settings: DeliverySettings): number {
  return Math.min(settings.firstWaitMs * 2 ** Math.min(failures - 1, 30), settings.longestWaitMs);
}
