import * as z from 'zod';
import { UsageError } from '../errors.ts';
import { nearestNames } from './nearest-names.ts';
import { parseQuery } from './parse-query.ts';
import { allOf, anyOf, type Query } from './query.ts';
import type { Topic, TopicCatalogue } from './topic-catalogue.ts';

const Phrase = z
  .string()
  .regex(/^[\p{L}\p{N}][^"“”]*$/u, 'must begin with a letter or digit and hold no quotes');

/**
 * One entry of `config/topics.json`. A paper is about the topic when it says the label, a synonym or an acronym, has one
 * of the categories or matches `also`; and does not match `except`.
 */
export const TopicEntry = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case'),
  label: Phrase,
  /** `false`: the label names the topic for people but is not looked for, being said of much else. */
  labelMatches: z.boolean().optional(),
  /** Phrases, compared by stem; a single word lets only its plural vary. */
  synonyms: z.array(Phrase).optional(),
  /** Spelled just so, capitals included; a plural s may follow. */
  acronyms: z.array(z.string().regex(/^[^\s"“”,()*:]+$/u, 'must be one word')).optional(),
  /** Phrases that mean the topic in a title or among the keywords, but are said in passing in many abstracts. */
  inTitle: z.array(Phrase).optional(),
  /** arXiv categories whose every paper is about the topic. */
  categories: z.array(z.string().regex(/^[a-z-]+(\.[A-Za-z-]+)?$/, 'must be an arXiv category')).optional(),
  /** More that means the topic, in the query language. */
  also: z.string().optional(),
  /** What says these words and means something else, in the query language. */
  except: z.string().optional(),
});
export type TopicEntry = z.infer<typeof TopicEntry>;

/** Reads `config/topics.json`, already parsed as JSON. Throws a UsageError that names every wrong entry. */
export function parseTopicCatalogue(json: unknown): TopicCatalogue {
  const entries = z.array(TopicEntry).safeParse(json);
  if (!entries.success) throw new UsageError(`topics: ${z.prettifyError(entries.error)}`);
  const topics = entries.data.map(toTopic);
  const byKey = topicsByKey(topics);
  const keys = [...byKey.keys()];
  return {
    topics,
    find: name => byKey.get(keyOf(name)),
    suggest: name => {
      const names = nearestNames(keyOf(name), keys, 12).map(key => byKey.get(key)?.name ?? key);
      return [...new Set(names)].slice(0, 3);
    },
  };
}

function topicsByKey(topics: readonly Topic[]): ReadonlyMap<string, Topic> {
  const byKey = new Map<string, Topic>();
  const clashes: string[] = [];
  for (const topic of topics)
    for (const name of [topic.name, topic.label, ...topic.aliases]) {
      const other = byKey.get(keyOf(name));
      if (other && other !== topic) clashes.push(`"${name}" names both ${other.name} and ${topic.name}`);
      byKey.set(keyOf(name), topic);
    }
  if (clashes.length > 0) throw new UsageError(`topics: ${clashes.join('; ')}`);
  return byKey;
}

/** Names as they are compared: no case, accents, spaces or hyphens; a plural is the singular. */
function keyOf(name: string): string {
  const folded = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.replace(/[^\p{L}\p{N}+#]+/gu, '').replace(/(?<=\p{L}{3})s$/u, '');
}

/** Topics do not stand on other topics. */
const NO_TOPICS = { find: () => undefined, suggest: () => [] };

function toTopic(entry: TopicEntry): Topic {
  const phrases = [...(entry.labelMatches === false ? [] : [entry.label]), ...(entry.synonyms ?? [])];
  const expansions: Query[] = [
    ...phrases.map((text): Query => ({ kind: 'phrase', text })),
    ...(entry.acronyms ?? []).map((text): Query => ({ kind: 'word', text, exact: true })),
    ...(entry.inTitle ?? []).flatMap((text): Query[] => [
      { kind: 'phrase', text, field: 'title' },
      { kind: 'phrase', text, field: 'keyword' },
    ]),
    ...(entry.categories ?? []).map((text): Query => ({ kind: 'word', text, field: 'cat' })),
    ...(entry.also === undefined ? [] : [parsePart(entry, 'also', entry.also)]),
  ];
  const [first, ...others] = expansions;
  if (!first) throw new UsageError(`topics: ${entry.name} stands for nothing`);
  const wanted = anyOf([first, ...others]);
  const expansion: Query =
    entry.except === undefined
      ? wanted
      : allOf([wanted, { kind: 'not', of: parsePart(entry, 'except', entry.except) }]);
  const aliases = [...(entry.synonyms ?? []), ...(entry.acronyms ?? [])];
  return { name: entry.name, label: entry.label, aliases, expansion };
}

function parsePart(entry: TopicEntry, part: string, text: string): Query {
  try {
    return parseQuery(text, { catalogue: NO_TOPICS });
  } catch (cause) {
    if (cause instanceof UsageError)
      throw new UsageError(`topics: ${entry.name}.${part}: ${cause.message}`, { cause });
    throw cause;
  }
}
