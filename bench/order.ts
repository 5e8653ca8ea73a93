import { fileURLToPath } from 'node:url';
import type { Paper } from '../src/core/papers/paper.ts';
import type { Feature } from '../src/core/ranking/features.ts';
import { rankPapers } from '../src/core/ranking/rank-papers.ts';
import { RankingModel, type RankingWeights } from '../src/core/ranking/ranking-model.ts';
import { fitRanking } from './ranking/fit-ranking.ts';
import { fitReactions } from './ranking/fit-reactions.ts';
import { type OpenPaper, type PastPaper, readHistory, recordOf } from './ranking/history.ts';
import { ndcg, seeded, spearman } from './ranking/measures.ts';
import { grouped } from './ranking/statistics.ts';

/**
 * `npm run bench:order`: how near the day's order comes to the final votes, on the lists of votes.csv as far as they had
 * filled and on whole days. What ranks a day was learned from earlier months and from nothing else; the record of people
 * is that of earlier days.
 */
/** The first with two months of open lists before it. */
const FIRST_MONTH = '2024-08';
/** Divides the open days in two halves of a like size: one to learn from, one to be ranked. */
const SPLIT = '2024-11';
/** A shorter list has no order worth measuring. */
const FEWEST = 5;
const DAY_MS = 86_400_000;

const WAYS = [
  'random',
  'most authors',
  'text alone',
  'record alone',
  'without votes',
  'and with claims and comments',
  'votes alone',
  'with votes',
] as const;
type Way = (typeof WAYS)[number];
/** Scores by paper, higher is better. */
type DayOrder = { readonly [W in Way]?: readonly number[] | undefined };
interface DayResult {
  readonly month: string;
  readonly scores: Partial<Record<Way, { readonly spearman: number; readonly ndcg: number }>>;
}

const history = readHistory(fileURLToPath(new URL('../../shared/data', import.meta.url)));
const record = recordOf(history);
const random = seeded(7);

/** The learned weights, and parts of them. */
interface Models {
  readonly whole: RankingModel;
  readonly text: RankingModel;
  readonly record: RankingModel;
  readonly reactions: (paper: OpenPaper) => number;
}

const RECORD: ReadonlySet<string> = new Set<Feature>([
  'authorsBest',
  'authorsLast',
  'organization',
  'submitter',
]);

function modelsUntil(month: string): Models {
  const { weights, unexplained } = fitRanking(history, record, month);
  const only = (keeps: (feature: string) => boolean, text: number): RankingModel => {
    const features: RankingWeights['features'] = Object.fromEntries(
      Object.entries(weights.features).filter(([feature]) => keeps(feature)),
    );
    return new RankingModel({ ...weights, features, text: { ...weights.text, weight: text } });
  };
  return {
    whole: new RankingModel(weights),
    text: only(() => false, 1),
    record: only(feature => RECORD.has(feature), 0),
    reactions: fitReactions(unexplained),
  };
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
  const { upvotes: _, ...rest } = paper;
  return rest;
}

/** What can be said of papers without their votes. */
function unvoted(papers: readonly Paper[], now: number, models: Models): DayOrder {
  const these = papers.map(withoutVotes);
  return {
    random: papers.map(random),
    'most authors': papers.map(({ authors }) => authors.length),
    'text alone': ranked(these, now, models.text),
    'record alone': ranked(these, now, models.record),
    'without votes': ranked(these, now, models.whole),
  };
}

function judged(month: string, order: DayOrder, final: readonly number[]): DayResult {
  const scores: DayResult['scores'] = {};
  for (const way of WAYS) {
    const given = order[way];
    if (given && final.length >= FEWEST)
      scores[way] = { spearman: spearman(given, final), ndcg: ndcg(given, final, 5) };
  }
  return { month, scores };
}

/** The list as it stood while its day was open. */
function openDay(month: string, day: readonly PastPaper[], models: Models): DayResult {
  const seen = day.flatMap(({ paper, open }) =>
    open && open.at - Date.parse(open.paper.listedOn ?? '') < DAY_MS
      ? [{ open, final: paper.upvotes ?? 0 }]
      : [],
  );
  const papers = seen.map(({ open }) => open.paper);
  const now = Math.max(...seen.map(({ open }) => open.at));
  const order = unvoted(papers, now, models);
  const reactions = seen.map(({ open }) => models.reactions(open));
  return judged(
    month,
    {
      ...order,
      'and with claims and comments': order['without votes']?.map((score, i) => score + (reactions[i] ?? 0)),
      'votes alone': papers.map(({ upvotes }) => upvotes ?? 0),
      'with votes': ranked(papers, now, models.whole),
    },
    seen.map(({ final }) => final),
  );
}

/** Everything that was listed on a day, by what was known of it while the day was open. */
function wholeDay(month: string, day: readonly PastPaper[], models: Models): DayResult {
  const papers = day.map(({ paper, open }) => open?.paper ?? paper);
  const now = Date.parse(day[0]?.day ?? '') + DAY_MS;
  return judged(
    month,
    unvoted(papers, now, models),
    day.map(({ paper }) => paper.upvotes ?? 0),
  );
}

const open: DayResult[] = [];
const whole: DayResult[] = [];
const once: DayResult[] = [];
const months = [
  ...new Set(history.filter(({ votes }) => votes === 'final').map(({ day }) => day.slice(0, 7))),
];
const early = modelsUntil(SPLIT);
for (const month of months.filter(each => each >= FIRST_MONTH)) {
  const models = modelsUntil(month);
  const days = grouped(
    history.filter(({ day }) => day.startsWith(month)),
    past => past.day,
  );
  for (const day of days.values()) {
    open.push(openDay(month, day, models));
    whole.push(wholeDay(month, day, models));
    if (month >= SPLIT) once.push(openDay(month, day, early));
  }
  console.error(`${month} ranked by what the months before it taught`);
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
    line('open, 2024-08 to 2025-04', open, '2024-08', '2025-05'),
    line('open, seen ~17:00 UTC, 2024-08 to 2024-12', open, '2024-08', '2025-01'),
    line('open, seen ~08:00 UTC, 2025-01 to 2025-04', open, '2025-01', '2025-05'),
    line('open, 2024-11 to 2025-04, learned once before', once, SPLIT, '2025-05'),
    line('whole, 2024-08 to 2025-07', whole, '2024-08', '2025-08'),
    line('whole, 2025-04 and 2025-07 only', whole, '2025-04', '2025-08'),
    line('whole, 2025-07 only', whole, '2025-07', '2025-08'),
  ].join('\n'),
);
