import { readdirSync, readFileSync } from 'node:fs';
import { AnalysedPaper } from '../src/core/matching/analysed-paper.ts';
import { holds, matchQuery } from '../src/core/matching/match-query.ts';
import { TopicMatcher } from '../src/core/matching/topic-matcher.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { parseTopicCatalogue } from '../src/core/query/parse-topic-catalogue.ts';
import type { Query } from '../src/core/query/query.ts';

/**
 * A day's papers against many subscriptions: the matcher beside the plain loop that asks every query of every paper.
 * Both get the same analysed papers and parsed queries and give the names of the subscriptions that match each paper.
 */
const [subscriptionCount = 100_000, paperCount = 100] = process.argv.slice(2).map(Number);
const folder = '../shared/data/archive';
const TODAY = '2026-06-01';

interface ArchiveLine {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly ai_keywords: readonly string[] | null;
  readonly upvotes: number | null;
  readonly day: string;
}

const months = readdirSync(folder).sort();
const linesOf = (month: string): ArchiveLine[] =>
  readFileSync(`${folder}/${month}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

/** mulberry32: the same subscriptions in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const catalogue = parseTopicCatalogue(JSON.parse(readFileSync('config/topics.json', 'utf8')));
const random = randomFrom(20_260_601);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** Keywords as often as papers carry them, so that some topics are in fashion and most are not. */
const keywords = months
  .slice(0, -1)
  .flatMap(linesOf)
  .flatMap(line => line.ai_keywords ?? [])
  .map(keyword => keyword.replace(/[^\p{L}\p{N} -]+/gu, ' ').trim())
  .filter(
    keyword => /^[\p{L}\p{N}]/u.test(keyword) && /^[^-]*(\w-\w[^-]*)*$/u.test(keyword) && keyword.length < 40,
  );

function topic(phrases: boolean): string {
  const keyword = pick(keywords);
  if (phrases && random() < 0.7) return `"${keyword}"`;
  return random() < 0.3 ? `topic:${pick(catalogue.topics).name}` : keyword;
}

/** Some excluding or fielded part, put to all the topics of a subscription. */
function narrowed(topics: string): string {
  const narrowing = [
    `-"${pick(keywords)}"`,
    '-survey',
    `+title:${pick(keywords).split(' ')[0]}`,
    'votes:>10',
    'has:code',
    '-benchmark',
  ];
  return `(${topics}) ${pick(narrowing)} ${random() < 0.3 ? pick(narrowing) : ''}`;
}

const texts = Array.from({ length: subscriptionCount }, () => {
  const withPhrases = random() < 0.25;
  const topics = Array.from({ length: 1 + Math.floor(random() * 5) }, () => topic(withPhrases)).join(', ');
  return random() < 0.1 ? narrowed(topics) : topics;
});
const subscriptions: readonly Query[] = texts.map(text => parseQuery(text, { catalogue }));

const papers = linesOf(months.at(-1) ?? '')
  .slice(0, paperCount)
  .map(
    ({ id, title, summary, authors, upvotes, day, ai_keywords }) =>
      new AnalysedPaper({
        id: `arxiv:${id}`,
        title: title.replace(/\s+/g, ' '),
        abstract: summary.replace(/\s+/g, ' '),
        authors: [...authors],
        keywords: (ai_keywords ?? []).filter(Boolean),
        listedOn: day,
        ...(upvotes === null ? {} : { upvotes }),
        sightings: [{ source: 'huggingface' }],
      }),
  );
for (const paper of papers) paper.withStem('');

/** Processor time, garbage collection included: a busy machine does not change it much. */
function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, ms: (user + system) / 1000 };
}

const built = timed(() => {
  const matcher = new TopicMatcher();
  subscriptions.forEach((query, i) => {
    matcher.set(String(i), query);
  });
  for (const paper of papers.slice(0, 1)) matcher.match(paper, TODAY);
  return matcher;
});
const pass = () => timed(() => papers.map(paper => built.result.match(paper, TODAY)));
const cold = pass();
/** Before and after the long loop, because a machine is slower at one time than at another. */
const passes = Array.from({ length: 5 }, pass);
const plain = timed(() =>
  papers.map(paper =>
    subscriptions.flatMap((query, i) => (matchQuery(query, paper, TODAY) ? [String(i)] : [])),
  ),
);
const tenth = papers.slice(0, Math.ceil(papers.length / 10));
const bare = timed(() =>
  tenth.map(paper => subscriptions.filter(query => holds(query, paper, TODAY, false)).length),
);

passes.push(...Array.from({ length: 5 }, pass));
const turnedMs = passes.reduce((sum, { ms }) => sum + ms, 0) / passes.length;
const turned = pass();

const same = papers.every((_, i) => {
  const found = [...(turned.result[i] ?? [])].sort();
  const wanted = [...(plain.result[i] ?? [])].sort();
  return found.length === wanted.length && found.every((name, at) => name === wanted[at]);
});
const matches = turned.result.reduce((sum, found) => sum + found.length, 0);
const distinct = new Set(texts.flatMap(text => text.split(', '))).size;
const row = (name: string, ms: number): string =>
  `${name.padEnd(52)} ${ms.toFixed(0).padStart(8)} ms ${(plain.ms / ms).toFixed(1).padStart(8)} ×`;

console.log(
  `${papers.length} papers, ${subscriptions.length} subscriptions of ${distinct} distinct topics, ${matches} matches`,
);
console.log(row('plain loop: matchQuery, query by query', plain.ms));
console.log(
  row('the same without evidence (a tenth of the papers × 10)', (bare.ms * papers.length) / tenth.length),
);
console.log(row('matcher, first pass', cold.ms));
console.log(row('matcher, mean of ten passes', turnedMs));
console.log(`matcher built once in ${built.ms.toFixed(0)} ms; the same result: ${same ? 'yes' : 'NO'}`);
if (!same) process.exitCode = 1;
