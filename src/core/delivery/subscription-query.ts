import type { ParseQueryOptions } from '../query/parse-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { allOf, anyOf, type Query } from '../query/query.ts';
import type { Subscription } from '../subscriptions/subscription.ts';

/**
 * A subscription's topics and exclusions as one query, with its topics as typed; nothing when it wants everything.
 * Throws UsageError when the catalogue no longer has a topic it names.
 */
export function subscriptionQuery(
  subscription: Pick<Subscription, 'topics' | 'exclusions'>,
  options: ParseQueryOptions,
): { readonly text: string; readonly query: Query } | undefined {
  const read = (text: string): Query => parseQuery(text, options);
  const [topic, ...topics] = subscription.topics.map(read);
  const [exclusion, ...exclusions] = subscription.exclusions.map(read);
  const wanted = topic && anyOf([topic, ...topics]);
  const unwanted: Query | undefined = exclusion && { kind: 'not', of: anyOf([exclusion, ...exclusions]) };
  const text = [...subscription.topics, ...subscription.exclusions.map(words => `not ${words}`)].join(', ');
  if (wanted && unwanted) return { text, query: allOf([wanted, unwanted]) };
  const query = wanted ?? unwanted;
  return query && { text, query };
}
