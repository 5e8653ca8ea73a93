import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { analyze } from '../src/core/analysis/analyze.ts';
import { STOP_WORDS } from '../src/core/analysis/stop-words.ts';
import { AnalysedPaper } from '../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../src/core/matching/match-query.ts';
import type { Paper } from '../src/core/papers/paper.ts';
import { parseTopicCatalogue } from '../src/core/query/parse-topic-catalogue.ts';
import type { Topic } from '../src/core/query/topic-catalogue.ts';
import type { Evidence } from '../src/core/ranking/rank.ts';
import { rankPapers } from '../src/core/ranking/rank-papers.ts';

/**
 * How well the named topics find what papers are about, judged by keywords that the matcher does not see. The protocol
 * is in docs/topics.md. `--each` prints every topic, `--development` judges the months the catalogue was written with, so
 * that it can be worked on without a look at the others.
 */
const folder = '../shared/data/archive';
/** Months before this one were looked at while the catalogue was written; those from it on were not. */
const HELD_OUT_FROM = '2025-10';
const COMPLETE = 0.8;
const FEWEST_TITLES = 5;
const FEWEST_LABELLED = 15;

type Label = 'yes' | 'no' | 'undecided';

interface JudgedPaper {
  readonly day: string;
  readonly paper: Paper;
  readonly analysed: AnalysedPaper;
  readonly plain: string;
  readonly title: string;
  readonly keywords: readonly string[];
  readonly stems: ReadonlyMap<string, number>;
  readonly length: number;
}

/** An annotator's reading of a phrase: letters and digits, no case, no plural. Shares nothing with the matcher. */
function reading(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9+]+/g);
  const singular = (words ?? []).map(word => (/^.{2,}[^suis]s$/.test(word) ? word.slice(0, -1) : word));
  return ` ${singular.join(' ')} `;
}

const ArchiveLine = z.object({
  id: z.string(),
  day: z.string(),
  title: z.string(),
  summary: z.string(),
  ai_keywords: z.array(z.string()).nullable(),
});

function read(month: string): JudgedPaper[] {
  const lines = readFileSync(`${folder}/${month}`, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap(line => {
    const item = ArchiveLine.parse(JSON.parse(line));
    const keywords = (item.ai_keywords ?? []).filter(keyword => keyword.trim() !== '');
    if (keywords.length === 0) return [];
    const title = item.title.replace(/\s+/g, ' ');
    const abstract = item.summary.replace(/\s+/g, ' ');
    const paper: Paper = { id: `arxiv:${item.id}`, title, abstract, authors: [], sightings: [] };
    const words = analyze(`${title}\n${abstract}`).filter(token => token.kind !== 'whole');
    const stems = new Map<string, number>();
    for (const { stem } of words) stems.set(stem, (stems.get(stem) ?? 0) + 1);
    return [
      {
        day: item.day,
        paper,
        analysed: new AnalysedPaper(paper),
        plain: `${title} ${abstract}`.toLowerCase(),
        title: reading(title),
        keywords: keywords.map(reading),
        stems,
        length: words.length,
      },
    ];
  });
}

const months = readdirSync(folder).sort();
const isHeldOut = (month: string): boolean => month.slice(5, 12) >= HELD_OUT_FROM;
const development = months.filter(month => !isHeldOut(month)).flatMap(read);
const heldOut = months.filter(isHeldOut).flatMap(read);
const isDevelopment = process.argv.includes('--development');
const judgedPapers = isDevelopment ? development : heldOut;

const catalogue = parseTopicCatalogue(JSON.parse(readFileSync('config/topics.json', 'utf8')));
const labels = z
  .record(
    z.string(),
    z.object({
      names: z.array(z.string()),
      near: z.array(z.string()),
      not: z.array(z.string()).optional(),
    }),
  )
  .parse(JSON.parse(readFileSync('bench/topic-labels.json', 'utf8')));

/** A phrase that begins with `=` is a whole keyword; others may stand anywhere in one. */
const sayer = (phrases: readonly string[]): ((keyword: string) => boolean) => {
  const wholes = new Set(phrases.filter(phrase => phrase.startsWith('=')).map(reading));
  const parts = phrases.filter(phrase => !phrase.startsWith('=')).map(reading);
  return keyword => wholes.has(keyword) || parts.some(part => keyword.includes(part));
};

/** What the keywords alone say of each paper, read once a topic. */
function labelsOf(topic: string): ReadonlyMap<JudgedPaper, Label> {
  const hidden = sayer(labels[topic]?.not ?? []);
  const naming = sayer(labels[topic]?.names ?? []);
  const names = (keyword: string): boolean => naming(keyword) && !hidden(keyword);
  const near = sayer(labels[topic]?.near ?? []);
  return new Map(
    [...development, ...heldOut].map(paper => {
      if (paper.keywords.some(names)) return [paper, 'yes'];
      return [paper, paper.keywords.some(near) ? 'undecided' : 'no'];
    }),
  );
}

/** Nobody who reads the title would say no to what it names: such a paper is undecided where the keywords leave it out. */
function withTitles(
  labelled: ReadonlyMap<JudgedPaper, Label>,
  isTitled: (paper: JudgedPaper) => boolean,
): ReadonlyMap<JudgedPaper, Label> {
  return new Map(
    [...labelled].map(([paper, label]) => [paper, label === 'no' && isTitled(paper) ? 'undecided' : label]),
  );
}

/** Whether a title says the topic's label or one of its first names. */
function titleTest(topic: Topic): (paper: JudgedPaper) => boolean {
  const names = [topic.label, ...(labels[topic.name]?.names.slice(0, 3) ?? [])]
    .filter(name => !name.startsWith('='))
    .map(reading);
  return ({ title }) => names.some(name => title.includes(name));
}

/** Whether a paper is about the topic, and scores that put a day's papers in order. */
interface Judge {
  isAbout(paper: JudgedPaper): boolean;
  scores(papers: readonly JudgedPaper[]): readonly number[];
}
type System = (topic: Topic, labelled: ReadonlyMap<JudgedPaper, Label>) => Judge;

const broadsheet: System = topic => {
  const evidenceOf = ({ analysed }: JudgedPaper): readonly Evidence[] =>
    matchQuery({ kind: 'topic', ...topic }, analysed, '2026-06-01') ?? [];
  return {
    isAbout: paper => evidenceOf(paper).length > 0,
    scores: papers => {
      const ranked = rankPapers(
        papers.map(judged => ({ paper: judged.paper, evidence: evidenceOf(judged) })),
        { now: 0 },
      );
      const place = new Map<Paper, number>();
      for (const { paper, folded } of ranked)
        for (const each of [paper, ...folded]) place.set(each, place.size);
      return papers.map(({ paper }) => -(place.get(paper) ?? 0));
    },
  };
};

const substring: System = topic => {
  const name = topic.label.toLowerCase().replace(/s$/, '');
  return {
    isAbout: ({ plain }) => plain.includes(name),
    scores: papers => papers.map(({ plain }) => plain.split(name).length - 1),
  };
};

/** BM25 over stems (k1 1.2, b .75), statistics of all papers; about the topic from the score on that is best in development. */
const bm25: System = (topic, labelled) => {
  const words = analyze(topic.label).filter(token => token.kind !== 'whole' && !STOP_WORDS.has(token.form));
  const wanted = [...new Set(words.map(token => token.stem))];
  const all = [...development, ...heldOut];
  const meanLength = mean(all.map(({ length }) => length));
  const rarity = wanted.map(stem => {
    const having = all.filter(({ stems }) => stems.has(stem)).length;
    return Math.log(1 + (all.length - having + 0.5) / (having + 0.5));
  });
  const scoreOf = ({ stems, length }: JudgedPaper): number =>
    wanted.reduce((sum, stem, i) => {
      const count = stems.get(stem) ?? 0;
      return sum + ((rarity[i] ?? 0) * 2.2 * count) / (count + 1.2 * (0.25 + (0.75 * length) / meanLength));
    }, 0);
  const threshold = bestThreshold(development.map(paper => [scoreOf(paper), labelled.get(paper) ?? 'no']));
  return { isAbout: paper => scoreOf(paper) >= threshold, scores: papers => papers.map(scoreOf) };
};

function bestThreshold(scored: readonly (readonly [number, Label])[]): number {
  const total = scored.filter(([, label]) => label === 'yes').length;
  let best = { f1: -1, threshold: Number.POSITIVE_INFINITY };
  let right = 0;
  let said = 0;
  for (const [score, label] of [...scored].sort(([a], [b]) => b - a)) {
    if (label === 'undecided' || score <= 0) continue;
    said += 1;
    if (label === 'yes') right += 1;
    const f1 = (2 * right) / (said + total);
    if (f1 > best.f1) best = { f1, threshold: score };
  }
  return best.threshold;
}

interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly ndcg: number;
}

interface Labelled {
  readonly paper: JudgedPaper;
  readonly label: Label;
}

/** `strict` counts undecided papers as not about the topic. */
function figuresOf(judge: Judge, labelled: ReadonlyMap<JudgedPaper, Label>, strict: boolean): Figures {
  const papers = judgedPapers
    .map(paper => ({ paper, label: labelled.get(paper) ?? 'no' }))
    .filter(({ label }) => strict || label !== 'undecided');
  const said = papers.filter(({ paper }) => judge.isAbout(paper));
  const right = said.filter(({ label }) => label === 'yes').length;
  const total = papers.filter(({ label }) => label === 'yes').length;
  return {
    precision: right / Math.max(1, said.length),
    recall: right / Math.max(1, total),
    f1: (2 * right) / Math.max(1, said.length + total),
    ndcg: dailyNdcg(judge, papers),
  };
}

/** Mean nDCG@5 of each day's order, over the days that have a paper about the topic. */
function dailyNdcg(judge: Judge, papers: readonly Labelled[]): number {
  const days = new Map<string, Labelled[]>();
  for (const each of papers) {
    const day = days.get(each.paper.day);
    if (day) day.push(each);
    else days.set(each.paper.day, [each]);
  }
  const gains: number[] = [];
  for (const day of days.values()) {
    const relevant = day.filter(({ label }) => label === 'yes').length;
    if (relevant === 0) continue;
    const scores = judge.scores(day.map(({ paper }) => paper));
    const order = day.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    const gain = order
      .slice(0, 5)
      .reduce((sum, i, at) => sum + Number(day[i]?.label === 'yes') / Math.log2(at + 2), 0);
    const ideal = Array.from({ length: Math.min(5, relevant) }, (_, at) => 1 / Math.log2(at + 2));
    gains.push(gain / ideal.reduce((sum, value) => sum + value, 0));
  }
  return gains.length === 0 ? 0 : mean(gains);
}

const judged = catalogue.topics
  .filter(topic => labels[topic.name])
  .map(topic => {
    const byKeywords = labelsOf(topic.name);
    const isTitled = titleTest(topic);
    const titled = development.filter(isTitled);
    const told = titled.filter(paper => byKeywords.get(paper) !== 'no').length;
    const complete = told / Math.max(1, titled.length);
    const positives = judgedPapers.filter(paper => byKeywords.get(paper) === 'yes').length;
    const isFit = complete >= COMPLETE && titled.length >= FEWEST_TITLES && positives >= FEWEST_LABELLED;
    return { topic, labelled: withTitles(byKeywords, isTitled), complete, positives, isFit };
  })
  .filter(({ positives }) => positives > 0);

const SYSTEMS: readonly (readonly [string, System])[] = [
  ['topic: of Broadsheet', broadsheet],
  ['substring of the name', substring],
  ['BM25 of the name', bm25],
];
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
const cells = ({ precision, recall, f1, ndcg }: Figures): string =>
  [precision, recall, f1, ndcg].map(value => value.toFixed(3)).join('   ');

const fitCount = judged.filter(({ isFit }) => isFit).length;
console.log(
  `${judgedPapers.length} papers ${isDevelopment ? 'before' : 'held out, from'} ${HELD_OUT_FROM}${isDevelopment ? '' : ' on'}; ${judged.length} topics have labels, ${fitCount} are judged well enough by keywords\n`,
);
console.log(`${''.padEnd(48)}precision recall  F1      nDCG@5 of a day`);
for (const [name, system] of SYSTEMS) {
  const each = judged.map(entry => {
    const judge = system(entry.topic, entry.labelled);
    return {
      ...entry,
      graded: figuresOf(judge, entry.labelled, false),
      strict: figuresOf(judge, entry.labelled, true),
    };
  });
  const average = (entries: typeof each, kind: 'graded' | 'strict'): Figures => ({
    precision: mean(entries.map(entry => entry[kind].precision)),
    recall: mean(entries.map(entry => entry[kind].recall)),
    f1: mean(entries.map(entry => entry[kind].f1)),
    ndcg: mean(entries.map(entry => entry[kind].ndcg)),
  });
  const fit = each.filter(({ isFit }) => isFit);
  console.log(`${name}, ${fit.length} topics`.padEnd(48), cells(average(fit, 'graded')));
  console.log('  undecided counted as wrong'.padEnd(48), cells(average(fit, 'strict')));
  console.log(`  all ${each.length} topics with labels`.padEnd(48), cells(average(each, 'graded')));
  console.log('  all of them, undecided counted as wrong'.padEnd(48), cells(average(each, 'strict')));
  if (!process.argv.includes('--each') || system !== broadsheet) continue;
  for (const entry of [...each].sort((a, b) => a.graded.f1 - b.graded.f1))
    console.log(
      `    ${entry.topic.name.padEnd(34)} ${entry.isFit ? 'fit ' : '    '} ${String(entry.positives).padStart(5)}`,
      `${entry.complete.toFixed(2)}   ${cells(entry.graded)}`,
    );
}
