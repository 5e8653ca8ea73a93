import { loadRankingModel, openRanking } from '../app/open-ranking.ts';
import { openSources } from '../app/open-sources.ts';
import { type AppEnvironment, openStores, type Stores } from '../app/open-stores.ts';
import type { Config } from '../config-schema.ts';
import type { DigestPeriod, MissingSource } from '../core/digest/digest.ts';
import type { Paper } from '../core/papers/paper.ts';
import { PaperSet } from '../core/papers/paper-set.ts';
import type { RankingContext } from '../core/ranking/rank-papers.ts';
import { backfill } from '../core/sources/backfill.ts';
import { collect } from '../core/sources/collect.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
import { missingSources } from '../core/sources/missing-sources.ts';
import type { SourceRun } from '../core/sources/source-run-log.ts';
import type { Day } from '../core/time.ts';
import type { DigestWish } from './digest.ts';
import { type ReadingTally, readFiles, readingExitCode } from './read-files.ts';
import type { ExitCode, Terminal } from './verb.ts';

/** What a digest is made of. */
export interface DigestPapers {
  readonly papers: readonly Paper[];
  readonly period: DigestPeriod;
  readonly missingSources: readonly MissingSource[];
  /** What they are ranked by. */
  readonly ranking: RankingContext;
  readonly exitCode: ExitCode;
}

/** A list that was read this recently is used as it is. */
const FRESH_MS = 10 * 60_000;

/** The papers of files, merged, those of the days that were asked for. Problems go to stderr. */
export async function papersOfFiles(wish: DigestWish, terminal: Terminal): Promise<DigestPapers> {
  const set = new PaperSet();
  const tally: ReadingTally = { read: 0, skipped: 0, failed: 0 };
  for await (const { parsed } of readFiles('digest --from', wish.from, terminal, tally)) {
    for (const paper of parsed.papers) set.add(paper, terminal.clock.now());
  }
  const all = set.records().map(({ record }) => record.paper);
  const { date, since } = wish;
  const papers = all.filter(({ listedOn }) => {
    if (date !== undefined) return listedOn === date;
    return since === undefined || (listedOn !== undefined && listedOn >= since);
  });
  const now = terminal.clock.now();
  const today = currentDay(HUGGINGFACE_CALENDAR, now);
  return {
    papers,
    period: periodOf(papers, wish, today),
    missingSources: [],
    ranking: { now, model: loadRankingModel() },
    exitCode: readingExitCode(tally),
  };
}

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

/** The day all papers were listed on, or the span of their days; today where none has one. */
function periodOf(papers: readonly Paper[], { date, since }: DigestWish, today: Day): DigestPeriod {
  if (date !== undefined) return { kind: 'day', day: date };
  const days = papers.flatMap(paper => paper.listedOn ?? paper.publishedAt?.slice(0, 10) ?? []).sort();
  const [first = since ?? today] = days;
  const last = days.at(-1) ?? today;
  if (since === undefined && first === last) return { kind: 'day', day: last };
  return { kind: 'since', since: since ?? first, until: last };
}
