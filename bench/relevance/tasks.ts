import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../src/core/papers/paper.ts';
import { readBatch } from '../../src/core/search/batch.ts';
import { parsePapers } from '../../src/core/sources/parse-papers.ts';
import { seededRandom } from '../../tests/fakes/seeded-random.ts';
import type { Task, Topic } from './task.ts';

const DATA = '../shared/data';
/** A keyword held by fewer papers says little about them; this many gives peers the scores known of this data. */
const LEAST_HOLDERS = 30;
const SAMPLE = 1000;
const SEED = 20260108;

const papersOf = (text: string): Paper[] =>
  parsePapers(text, { source: 'bench' }).papers.map(({ paper }) => paper);

/** Every paper of the archive, with everything known of it. */
export function archivePapers(): Paper[] {
  const folder = join(DATA, 'archive');
  const latest = new Map<string, Paper>();
  for (const name of readdirSync(folder).sort())
    for (const paper of papersOf(readFileSync(join(folder, name), 'utf8'))) latest.set(paper.id, paper);
  return [...latest.values()];
}

/** The tasks whose names begin in one of the ways asked; all where none is. */
export function* tasks(wanted: readonly string[]): Generator<Task> {
  const isWanted = (name: string): boolean =>
    wanted.length === 0 || wanted.some(beginning => name.startsWith(beginning));
  for (const name of ['cranfield', 'cisi'])
    if (isWanted(name)) yield collection(name, name === 'cranfield' ? 0.47 : 0.42, score => score > 0);
  if (isWanted('cranfield-all'))
    yield { ...collection('cranfield', 0.47, () => true), name: 'cranfield-all' };
  if (!ARCHIVE_TASKS.some(isWanted)) return;
  const papers = archivePapers();
  const texts = papers.map(({ keywords: _keywords, summary: _summary, ...paper }) => paper);
  for (const task of archiveTasks(papers, texts)) if (isWanted(task.name)) yield task;
}

const ARCHIVE_TASKS = ['keyword', 'title', 'typo', 'name', 'abstract'];

function collection(name: string, target: number, isRelevant: (score: number) => boolean): Task {
  const read = (file: string): string => readFileSync(join(DATA, 'retrieval', name, file), 'utf8');
  const relevant = new Map<string, Set<string>>();
  for (const line of read('qrels.tsv').split('\n').slice(1)) {
    const [topic = '', doc = '', score = ''] = line.split('\t');
    if (topic === '' || !isRelevant(Number(score))) continue;
    const known = relevant.get(topic) ?? new Set<string>();
    relevant.set(topic, known.add(`corpus:${doc}`));
  }
  const topics = readBatch(read('queries.jsonl')).queries.flatMap(({ id, text }) => {
    const answers = relevant.get(id);
    return answers ? [{ id, text, relevant: answers }] : [];
  });
  return { name, papers: papersOf(read('corpus.jsonl')), topics, measure: 'nDCG@10', target };
}

function* archiveTasks(papers: readonly Paper[], texts: readonly Paper[]): Generator<Task> {
  yield {
    name: 'keyword',
    papers: texts,
    topics: keywordTopics(papers, LEAST_HOLDERS),
    measure: 'nDCG@10',
    target: 0.48,
  };
  yield { name: 'keyword-10', papers: texts, topics: keywordTopics(papers, 10), measure: 'nDCG@10' };
  const random = seededRandom(SEED);
  const one = (paper: Paper, text: string): Topic => ({ id: paper.id, text, relevant: new Set([paper.id]) });
  const sample = shuffled(papers, random).slice(0, SAMPLE);
  yield {
    name: 'title',
    papers: texts,
    topics: sample.map(paper => one(paper, paper.title)),
    measure: 'MRR',
    target: 0.995,
  };
  for (const slips of [1, 2])
    yield {
      name: `typo-${slips}`,
      papers: texts,
      topics: sample.map(paper => one(paper, withSlips(paper.title, slips, random))),
      measure: 'success@3',
      target: 0.95,
    };
  yield {
    name: 'typo-4-words',
    papers: texts,
    topics: sample.map(paper => one(paper, withSlips(someWords(paper.title, 4, random), 1, random))),
    measure: 'MRR',
  };
  yield { name: 'name', papers: texts, topics: nameTopics(papers).slice(0, SAMPLE), measure: 'MRR' };
  yield {
    name: 'abstract',
    papers: texts.map(paper => ({ ...paper, title: paper.id })),
    topics: sample.map(paper => one(paper, paper.title.replace(/^[^:]{1,30}: /, ''))),
    measure: 'MRR',
  };
}

/** Every keyword that at least `least` papers hold; they are what it should find. */
function keywordTopics(papers: readonly Paper[], least: number): Topic[] {
  const holders = new Map<string, Set<string>>();
  for (const { id, keywords = [] } of papers)
    for (const keyword of keywords) {
      const text = keyword.trim().toLowerCase();
      holders.set(text, (holders.get(text) ?? new Set<string>()).add(id));
    }
  return [...holders].flatMap(([text, relevant]) =>
    relevant.size >= least && text !== '' ? [{ id: text.replace(/\s+/g, '_'), text, relevant }] : [],
  );
}

/** Names of methods as titles give them ("Mamba: …"), where one paper alone has it. */
function nameTopics(papers: readonly Paper[]): Topic[] {
  const named = new Map<string, Paper[]>();
  for (const paper of papers) {
    const name = /^([^:]{2,30}): /.exec(paper.title)?.[1];
    if (name !== undefined && name.split(' ').length <= 2)
      named.set(name.toLowerCase(), [...(named.get(name.toLowerCase()) ?? []), paper]);
  }
  return [...named].flatMap(([name, [first, ...others]]) =>
    first && others.length === 0 ? [{ id: first.id, text: name, relevant: new Set([first.id]) }] : [],
  );
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function someWords(text: string, count: number, random: () => number): string {
  const words = text.split(/\s+/).filter(word => word.length > 2);
  const kept = new Set(shuffled([...words.keys()], random).slice(0, count));
  return words.filter((_, i) => kept.has(i)).join(' ');
}

/** The text with a letter left out, added, changed or swapped in `slips` different words of four letters or more. */
export function withSlips(text: string, slips: number, random: () => number): string {
  const words = text.split(' ');
  const long = shuffled(
    [...words.keys()].filter(i => /^[A-Za-z]{4,}$/.test(words[i] ?? '')),
    random,
  );
  for (const i of long.slice(0, slips)) words[i] = withSlip(words[i] ?? '', random);
  return words.join(' ');
}

function withSlip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return word.slice(0, at) + letter + word.slice(at + 1);
    default:
      return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
  }
}
