import { fileURLToPath } from 'node:url';
import type { Paper } from '../src/core/papers/paper.ts';
import { rankPapers } from '../src/core/ranking/rank-papers.ts';
import { RankingModel } from '../src/core/ranking/ranking-model.ts';
import { buildTrackRecord } from '../src/core/ranking/track-record.ts';
import { fitRanking } from './ranking/fit-ranking.ts';
import { type PastPaper, readHistory } from './ranking/history.ts';
import { ndcg, seeded, spearman } from './ranking/measures.ts';
import { grouped } from './ranking/statistics.ts';

/**
 * `npm run bench:order`: how near the day's order comes to the final votes. Each month is ranked by weights learned from
 * the months before it and from nothing else; the record of authors is that of earlier days.
 */
/** The first with two months of open lists before it. */
const FIRST_MONTH = '2024-08';
/** A shorter list has no order worth measuring. */
const FEWEST = 5;
const DAY_MS = 86_400_000;

const WAYS = ['random', 'most authors', 'without votes', 'votes alone', 'with votes'] as const;
type Way = (typeof WAYS)[number];
interface DayResult {
  readonly month: string;
  readonly scores: Partial<Record<Way, { readonly spearman: number; readonly ndcg: number }>>;
}

const history = readHistory(fileURLToPath(new URL('../../shared/data', import.meta.url)));
const record = buildTrackRecord(history.map(({ paper }) => paper));
const random = seeded(7);

function judge(
  papers: readonly Paper[],
  final: readonly number[],
  ways: Partial<Record<Way, readonly number[]>>,
): DayResult['scores'] {
  const scores: DayResult['scores'] = {};
  for (const way of WAYS) {
    const given = ways[way];
    if (given) scores[way] = { spearman: spearman(given, final), ndcg: ndcg(given, final, 5) };
  }
  return papers.length < FEWEST ? {} : scores;
}

function ranked(papers: readonly Paper[], now: number, model: RankingModel): readonly number[] {
  const scores = new Map<string, number>();
  for (const { paper, score, folded } of rankPapers(
    papers.map(paper => ({ paper })),
    { now, model, record },
  ))
    for (const { id } of [paper, ...folded]) scores.set(id, score);
  return papers.map(({ id }) => scores.get(id) ?? 0);
}

function withoutVotes(paper: Paper): Paper {
  const { upvotes: _, comments: __, ...rest } = paper;
  return rest;
}

/** The list as it stood while its day was open. */
function openDay(day: readonly PastPaper[], model: RankingModel): DayResult['scores'] {
  const seen = day.flatMap(({ paper, open }) =>
    open && open.at - Date.parse(open.paper.listedOn ?? '') < DAY_MS
      ? [{ ...open, final: paper.upvotes ?? 0 }]
      : [],
  );
  const papers = seen.map(({ paper }) => paper);
  const now = Math.max(...seen.map(({ at }) => at));
  return judge(
    papers,
    seen.map(({ final }) => final),
    {
      random: papers.map(random),
      'most authors': papers.map(({ authors }) => authors.length),
      'without votes': ranked(papers.map(withoutVotes), now, model),
      'votes alone': papers.map(({ upvotes }) => upvotes ?? 0),
      'with votes': ranked(papers, now, model),
    },
  );
}

/** Everything that was listed on a day, by what stands in the papers themselves. */
function wholeDay(day: readonly PastPaper[], model: RankingModel): DayResult['scores'] {
  const papers = day.map(({ paper }) => withoutVotes(paper));
  return judge(
    papers,
    day.map(({ paper }) => paper.upvotes ?? 0),
    {
      random: papers.map(random),
      'most authors': papers.map(({ authors }) => authors.length),
      'without votes': ranked(papers, Date.parse(day[0]?.day ?? '') + DAY_MS, model),
    },
  );
}

const open: DayResult[] = [];
const whole: DayResult[] = [];
const months = [
  ...new Set(history.filter(({ votes }) => votes === 'final').map(({ day }) => day.slice(0, 7))),
];
for (const month of months.filter(each => each >= FIRST_MONTH)) {
  const model = new RankingModel(fitRanking(history, record, month));
  const days = grouped(
    history.filter(({ day }) => day.startsWith(month)),
    past => past.day,
  );
  for (const day of days.values()) {
    open.push({ month, scores: openDay(day, model) });
    whole.push({ month, scores: wholeDay(day, model) });
  }
  console.error(`${month} ranked by weights of the months before`);
}

function line(name: string, results: readonly DayResult[], since: string, until: string): string {
  const those = results.filter(({ month, scores }) => month >= since && month < until && scores.random);
  const cells = WAYS.map(way => {
    const values = those.flatMap(({ scores }) => scores[way] ?? []);
    const mean = (of: 'spearman' | 'ndcg'): string =>
      (values.reduce((sum, value) => sum + value[of], 0) / values.length).toFixed(3);
    return values.length === 0 ? '' : `${mean('spearman')} (${mean('ndcg')})`;
  });
  return `| ${[name, those.length, ...cells].join(' | ')} |`;
}

console.log(
  [
    'Mean within-day Spearman with the final votes (nDCG@5, votes as gain), days of at least 5 papers',
    '',
    `| the day's list | days | ${WAYS.join(' | ')} |`,
    `|---|---|${WAYS.map(() => '---').join('|')}|`,
    line('seen ~17:00 UTC, 2024-08 to 2024-12', open, '2024-08', '2025-01'),
    line('seen ~08:00 UTC, 2025-01 to 2025-04', open, '2025-01', '2025-05'),
    line('both', open, '2024-08', '2025-05'),
    line('whole, 2024-08 to 2025-07', whole, '2024-08', '2025-08'),
    line('whole, 2025-04 and 2025-07 only', whole, '2025-04', '2025-08'),
    line('whole, 2025-07 only', whole, '2025-07', '2025-08'),
  ].join('\n'),
);
