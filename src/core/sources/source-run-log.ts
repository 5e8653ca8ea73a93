import type { FaultCode } from '../errors.ts';
import type { Day, InstantMs } from '../time.ts';

/** What one asking of one source for one listing day brought. A day with nothing on it is `found: 0`, never `failed`. */
export type SourceRun = {
  readonly source: string;
  readonly day: Day;
  /** When the source was asked. */
  readonly at: InstantMs;
} & SourceRunResult;

export type SourceRunResult =
  | {
      readonly kind: 'asked';
      /** Papers on the list as far as it is known, whether or not the archive had them. */
      readonly found: number;
      readonly added: number;
      readonly updated: number;
      /** Items that could not be read. */
      readonly skipped: number;
    }
  /** `reason` is fit for people: no secret, no stack. */
  | { readonly kind: 'failed'; readonly code: FaultCode; readonly reason: string };

/**
 * Remembers how the askings of sources ended, so that silence can be explained: one entry a source and listing day.
 * Rejects with Fault `storage` or `unreachable` when the database can't be read or written.
 */
export interface SourceRunLog {
  /** Replaces what was known of the same source and day. */
  record(run: SourceRun): Promise<void>;
  /** Every bound holds; days are listing days. Newest asking first, then by source and day. */
  select(selection: {
    readonly source?: string;
    readonly since?: Day;
    readonly until?: Day;
  }): Promise<SourceRun[]>;
  /** The newest run of each source whatever its day, by source name. */
  lastOfEach(): Promise<SourceRun[]>;
}
