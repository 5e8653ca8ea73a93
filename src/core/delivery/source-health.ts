import type { MissingSource } from '../digest/digest.ts';
import { missingSources } from '../sources/missing-sources.ts';
import type { SourceRunLog } from '../sources/source-run-log.ts';

export interface SourceHealth {
  /** Sources whose newest asking failed. */
  readonly missing: readonly MissingSource[];
  /** Every source that was asked failed, and there is at least one. */
  readonly allFailed: boolean;
}

/** How the newest asking of each configured source ended. A source that was never asked says nothing. */
export async function sourceHealth(runs: SourceRunLog, sources: readonly string[]): Promise<SourceHealth> {
  const asked = (await runs.lastOfEach()).filter(run => sources.includes(run.source));
  const missing = missingSources(asked);
  return { missing, allFailed: asked.length > 0 && missing.length === asked.length };
}
