import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AnalysedPaper } from '../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../src/core/matching/match-query.ts';
import type { Paper } from '../src/core/papers/paper.ts';
import { parseTopicCatalogue } from '../src/core/query/parse-topic-catalogue.ts';
import type { Topic } from '../src/core/query/topic-catalogue.ts';
import { rankPapers } from '../src/core/ranking/rank-papers.ts';
import { RankingModel, RankingWeights } from '../src/core/ranking/ranking-model.ts';
import { type ReaderVotes, Taste } from '../src/core/ranking/taste.ts';
import { readHistory } from './ranking/history.ts';
import { ndcg, seeded } from './ranking/measures.ts';
import { average, grouped } from './ranking/statistics.ts';

/**
 * `npm run bench:learning`: what a channel's votes teach. Each simulated reader cares for one hidden topic: a paper is
 * relevant when the topic of config/topics.json matches its keywords, which neither ranking nor taste looks at. The
 * reader reads the first ten of each day's list and votes for one relevant and against one other paper, until the votes
 * are spent; then the order of another month is judged.
 */
const LEARN = '2026-04';
const JUDGE = '2026-05';
const READ = 10;
const VOTES = [0, 1, 2, 5, 10, 20];
const READERS = 3;
/** Papers of the judged month that a topic must have, and may have at most. */
const RELEVANT = { least: 15, most: 150 };

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const json = (path: string): unknown => JSON.parse(readFileSync(file(path), 'utf8'));
const model = new RankingModel(RankingWeights.parse(json('../config/ranking-weights.json')));
const { topics } = parseTopicCatalogue(json('../config/topics.json'));
const history = readHistory(file('../../shared/data'));

function daysOf(month: string): readonly (readonly Paper[])[] {
  const papers = history.filter(({ day }) => day.startsWith(month)).map(({ paper }) => paper);
  return [...grouped(papers, paper => paper.listedOn ?? '').values()];
}

const learnDays = daysOf(LEARN);
const judgeDays = daysOf(JUDGE);

/** The papers whose keywords are about a topic. */
function about(topic: Topic): ReadonlySet<string> {
  const papers = [...learnDays, ...judgeDays].flat();
  const matching = papers.filter(({ id, keywords = [] }) => {
    const labelled = {
      id,
      title: keywords.join('. ') || '-',
      abstract: '',
      authors: [],
      keywords,
      sightings: [],
    };
    return matchQuery(topic.expansion, new AnalysedPaper(labelled), '2026-05-31') !== undefined;
  });
  return new Set(matching.map(({ id }) => id));
}

function ordered(day: readonly Paper[], taste: Taste): readonly Paper[] {
  const now = Date.parse(`${day[0]?.listedOn}T08:00:00Z`);
  return rankPapers(
    day.map(paper => ({ paper })),
    { now, model, taste },
  ).map(({ paper }) => paper);
}

function quality(relevant: ReadonlySet<string>, taste: Taste): number {
  const scores = judgeDays.flatMap(day => {
    const gains = ordered(day, taste).map(({ id }): number => (relevant.has(id) ? 1 : 0));
    return gains.includes(1)
      ? [
          ndcg(
            gains.map((_, rank) => -rank),
            gains,
            READ,
          ),
        ]
      : [];
  });
  return average(scores);
}

/** nDCG@10 of the judged month after each of {@link VOTES}. */
function read(relevant: ReadonlySet<string>, seed: number): readonly number[] {
  const random = seeded(seed);
  const votes: ReaderVotes[] = [];
  const measured = [quality(relevant, new Taste(votes, model))];
  const cast = (paper: Paper | undefined, up: number): void => {
    if (!paper || votes.length >= Math.max(...VOTES)) return;
    votes.unshift({ paper, up, down: 1 - up });
    if (VOTES.includes(votes.length)) measured.push(quality(relevant, new Taste(votes, model)));
  };
  const start = Math.floor(random() * learnDays.length);
  for (const day of [...learnDays.slice(start), ...learnDays.slice(0, start)]) {
    const shown = ordered(day, new Taste(votes, model)).slice(0, READ);
    const others = shown.filter(({ id }) => !relevant.has(id));
    cast(
      shown.find(({ id }) => relevant.has(id)),
      1,
    );
    cast(others[Math.floor(random() * others.length)], 0);
  }
  return measured;
}

const readers = topics.flatMap(topic => {
  const relevant = about(topic);
  const judged = judgeDays.flat().filter(({ id }) => relevant.has(id)).length;
  if (judged < RELEVANT.least || judged > RELEVANT.most) return [];
  return Array.from({ length: READERS }, (_, i) => ({ topic: topic.name, measured: read(relevant, i + 1) }));
});
const names = [...new Set(readers.map(({ topic }) => topic))];
console.log(
  `nDCG@10 of ${JUDGE} for ${readers.length} readers of ${names.length} hidden topics, votes cast in ${LEARN}\n`,
);
console.log(`| votes | ${VOTES.join(' | ')} |\n|---|${VOTES.map(() => '---').join('|')}|`);
const means = VOTES.map((_, i) =>
  average(readers.map(({ measured }) => measured[i] ?? measured.at(-1) ?? 0)),
);
console.log(`| nDCG@10 | ${means.map(mean => mean.toFixed(3)).join(' | ')} |`);
console.log(`| gain | ${means.map(mean => (mean - (means[0] ?? 0)).toFixed(3)).join(' | ')} |`);
