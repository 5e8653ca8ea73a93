/**
 * What can go wrong in the world outside, one code a cause that somebody acts on differently.
 *
 * - `unreachable`: no connection, a dropped socket, a name that does not resolve
 * - `timeout`: an answer that did not come in time
 * - `rate-limited`: asked to wait; see {@link Fault.retryAfterMs}
 * - `unavailable`: the other side failed (5xx)
 * - `refused`: the other side said no for good (4xx)
 * - `not-found`: what was asked for does not exist
 * - `too-large`: an answer or file over the cap
 * - `bad-format`: bytes that are not what they should be
 * - `storage`: the database can't be read or written
 * - `locked`: another process holds what this one needs
 */
export type FaultCode =
  | 'unreachable'
  | 'timeout'
  | 'rate-limited'
  | 'unavailable'
  | 'refused'
  | 'not-found'
  | 'too-large'
  | 'bad-format'
  | 'storage'
  | 'locked';

/** Something outside Broadsheet failed: a source, a platform, a database, a file. The message is fit for an operator. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** How long the other side asked to wait, if it did. */
  readonly retryAfterMs?: number;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * The person who typed can mend it: a wrong flag, a broken query, an unknown zone, a configuration value.
 * The message names what was wrong and where. Nothing was changed.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
