import type { FaultCode } from '../errors.ts';
import type { SourceRun } from './source-run-log.ts';

/** Causes that hold for every day of a source, so that asking for another one is pointless. */
const HOPELESS: ReadonlySet<FaultCode> = new Set(['unreachable', 'rate-limited']);

/** Decides when to stop asking a source: at once when it is out of reach, else after two failures in a row. */
export class FailingStreak {
  #length = 0;

  /** `true` when the source should be left alone for now. */
  add(run: SourceRun): boolean {
    this.#length = run.kind === 'failed' ? this.#length + 1 : 0;
    return (run.kind === 'failed' && HOPELESS.has(run.code)) || this.#length >= 2;
  }
}
