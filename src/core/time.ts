/** An instant as milliseconds since the epoch, UTC. */
export type InstantMs = number;

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type Day = string;

/** The only way core learns what time it is. */
export interface Clock {
  now(): InstantMs;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
