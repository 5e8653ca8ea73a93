import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { lightStem } from '../../src/core/analysis/light-stem.ts';
import { AnalysedPaper } from '../../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../../src/core/matching/match-query.ts';
import { formatQuery } from '../../src/core/query/format-query.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { parseTopicCatalogue, TopicEntry } from '../../src/core/query/parse-topic-catalogue.ts';

const json: unknown = JSON.parse(readFileSync('config/topics.json', 'utf8'));
const entries = z.array(TopicEntry).parse(json);
const catalogue = parseTopicCatalogue(json);

/** Phrases that match the same text have the same key. */
const keyOf = (phrase: string): string =>
  analyze(phrase)
    .filter(token => token.kind !== 'whole')
    .map(token => lightStem(token.form))
    .join(' ');

describe('config/topics.json', () => {
  it('names at least eighty topics, each found by its name, label and aliases', () => {
    expect(catalogue.topics.length).toBeGreaterThanOrEqual(80);
    for (const topic of catalogue.topics)
      for (const name of [topic.name, topic.label, ...topic.aliases])
        expect(catalogue.find(name)?.name).toBe(topic.name);
  });

  it('says nothing twice in a topic', () => {
    const repeated = entries.flatMap(entry => {
      const label = entry.labelMatches === false ? [] : [entry.label];
      const phrases = [...label, ...(entry.synonyms ?? [])].map(keyOf);
      const twice = phrases.filter((key, i) => phrases.indexOf(key) !== i);
      return twice.map(key => `${entry.name}: ${key}`);
    });
    expect(repeated).toEqual([]);
  });

  it('has topics whose expansion can be typed as a query', () => {
    for (const { expansion } of catalogue.topics)
      expect(parseQuery(formatQuery(expansion), { catalogue })).toEqual(expansion);
  });
});

const archive = '../shared/data/archive';

describe.runIf(existsSync(archive))('config/topics.json, over the archive', () => {
  it('has no topic that no paper is about', () => {
    let unseen = [...catalogue.topics];
    for (const paper of papersNewestFirst()) {
      if (unseen.length === 0) break;
      unseen = unseen.filter(topic => !matchQuery({ kind: 'topic', ...topic }, paper, '2026-06-01'));
    }
    expect(unseen.map(topic => topic.name)).toEqual([]);
  }, 30_000);
});

function* papersNewestFirst(): Generator<AnalysedPaper> {
  const Line = z.object({ id: z.string(), title: z.string(), summary: z.string() });
  for (const month of readdirSync(archive).sort().reverse())
    for (const line of readFileSync(`${archive}/${month}`, 'utf8').split('\n').filter(Boolean)) {
      const { id, title, summary } = Line.parse(JSON.parse(line));
      yield new AnalysedPaper({ id: `arxiv:${id}`, title, abstract: summary, authors: [], sightings: [] });
    }
}
