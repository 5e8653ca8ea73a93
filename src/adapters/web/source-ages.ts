import type { SourceRunLog } from '../../core/sources/source-run-log.ts';
import type { InstantMs } from '../../core/time.ts';

export interface SourceAge {
  readonly source: string;
  /** Since it last answered; `Infinity` when it has not in two weeks. */
  readonly ageMs: number;
  /** Whether its newest asking failed. */
  readonly failing: boolean;
}

const LOOK_BACK_MS = 14 * 86_400_000;

/** How each of these sources stands, in the order given. Rejects as the run log does. */
export async function sourceAges(
  runs: Pick<SourceRunLog, 'select'>,
  sources: readonly string[],
  now: InstantMs,
): Promise<SourceAge[]> {
  const since = new Date(now - LOOK_BACK_MS).toISOString().slice(0, 10);
  const newestFirst = await runs.select({ since });
  return sources.map(source => {
    const own = newestFirst.filter(run => run.source === source);
    const answered = own.find(run => run.kind === 'asked');
    return {
      source,
      ageMs: answered ? Math.max(0, now - answered.at) : Number.POSITIVE_INFINITY,
      failing: own[0]?.kind === 'failed',
    };
  });
}
