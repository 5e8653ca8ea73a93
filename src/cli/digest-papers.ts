import { loadRankingModel } from '../app/open-ranking.ts';
import type { DigestPeriod, MissingSource } from '../core/digest/digest.ts';
import type { Paper } from '../core/papers/paper.ts';
import { PaperSet } from '../core/papers/paper-set.ts';
import type { RankingContext } from '../core/ranking/rank-papers.ts';
import { buildTrackRecord } from '../core/ranking/track-record.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
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

/** The papers of files, merged, those of the days that were asked for; earlier days tell of their people. Problems go to stderr. */
export async function papersOfFiles(wish: DigestWish, terminal: Terminal): Promise<DigestPapers> {
  const set = new PaperSet();
  const tally: ReadingTally = { read: 0, skipped: 0, failed: 0 };
  for await (const { parsed } of readFiles('digest --from', wish.from, terminal, tally)) {
    for (const paper of parsed.papers) set.add(paper, terminal.clock.now());
  }
  const records = set.records().map(({ record }) => record);
  const all = records.map(record => record.paper);
  const submitters = records.flatMap(({ paper, submitter }): [string, string][] =>
    submitter === undefined ? [] : [[paper.id, submitter]],
  );
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
    ranking: { now, model: loadRankingModel(), record: buildTrackRecord(all, new Map(submitters)) },
    exitCode: readingExitCode(tally),
  };
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
