import { parseQuery } from '../core/query/parse-query.ts';
import type { Query } from '../core/query/query.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';

/** What somebody asks about: any query, or the bare name of a named topic, which means that topic. */
export function readTopic(
  typed: string,
  catalogue: TopicCatalogue,
): { readonly text: string; readonly label: string; readonly query: Query } {
  const named = catalogue.find(typed.replace(/^topic:/i, ''));
  const line = named ? `topic:${named.name}` : typed;
  return { text: line, label: named?.label ?? typed, query: parseQuery(line, { catalogue }) };
}
