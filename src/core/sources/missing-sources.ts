import type { MissingSource } from '../digest/digest.ts';
import type { SourceRun } from './source-run-log.ts';

/** The sources whose last asking for any of these runs' days failed, each once with its newest reason, by name. */
export function missingSources(runs: readonly SourceRun[]): MissingSource[] {
  const missing = new Map<string, string>();
  for (const run of [...runs].sort((a, b) => b.at - a.at)) {
    if (run.kind === 'failed' && !missing.has(run.source)) missing.set(run.source, run.reason);
  }
  return [...missing]
    .map(([source, reason]) => ({ source, reason }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}
