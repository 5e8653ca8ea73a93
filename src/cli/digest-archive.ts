import { openRanking } from '../app/open-ranking.ts';
import { openSources } from '../app/open-sources.ts';
import { type AppEnvironment, openStores, type Stores } from '../app/open-stores.ts';
import type { Config } from '../config-schema.ts';
import type { DigestPeriod } from '../core/digest/digest.ts';
import { backfill } from '../core/sources/backfill.ts';
import { collect } from '../core/sources/collect.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
import { missingSources } from '../core/sources/missing-sources.ts';
import type { SourceRun } from '../core/sources/source-run-log.ts';
import type { Day } from '../core/time.ts';
import type { DigestWish } from './digest.ts';
import type { DigestPapers } from './digest-papers.ts';
import type { Terminal } from './verb.ts';

/** A list that was read this recently is used as it is. */
const FRESH_MS = 10 * 60_000;

/** The archive's papers, after the sources were asked for what is still open or was never asked for. */
export async function papersOfArchive(
  wish: DigestWish,
  config: Config,
  environment: AppEnvironment,
  terminal: Terminal,
): Promise<DigestPapers> {
  const stores = await openStores(config.database.url, environment);
  try {
    const now = environment.clock.now();
    const today = currentDay(HUGGINGFACE_CALENDAR, now);
    const runs = await ask(wish, config, environment, stores, today, terminal.signal);
    const day =
      wish.date ?? (wish.since === undefined ? ((await stores.archive.newestDay()) ?? today) : undefined);
    const period: DigestPeriod =
      day === undefined ? { kind: 'since', since: wish.since ?? today, until: today } : { kind: 'day', day };
    const [listedSince, listedUntil] =
      period.kind === 'day' ? [period.day, period.day] : [period.since, period.until];
    const papers = await stores.archive.select({ listedSince, listedUntil });
    const missing = missingSources(runs);
    return {
      papers,
      period,
      missingSources: missing,
      ranking: await openRanking(stores).contextFor(undefined, now),
      exitCode: papers.length === 0 && missing.length > 0 ? 1 : 0,
    };
  } finally {
    await stores.close();
  }
}

async function ask(
  wish: DigestWish,
  config: Config,
  environment: AppEnvironment,
  stores: Stores,
  today: Day,
  signal: AbortSignal,
): Promise<readonly SourceRun[]> {
  const first = wish.date ?? wish.since;
  const { configured } = openSources(config, stores, environment);
  const ports = { ...stores, ...environment };
  if (first === undefined || first >= today) {
    return collect(configured, ports, { signal, lookBackDays: 0, freshMs: wish.refresh ? 0 : FRESH_MS });
  }
  // A day that is over and known needs no asking: its list does not change any more.
  const known = await stores.archive.select({
    listedSince: first,
    listedUntil: wish.date ?? first,
    limit: 1,
  });
  if (known.length > 0 && !wish.refresh && wish.date !== undefined) return [];
  const reports = await Promise.all(
    configured.map(source =>
      backfill(source, ports, { since: first, until: wish.date ?? today, again: wish.refresh, signal }),
    ),
  );
  return reports.flatMap(report => report.runs);
}
