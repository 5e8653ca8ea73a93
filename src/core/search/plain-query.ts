import { allOf, type Query } from '../query/query.ts';

/**
 * Words as somebody wrote them, without the query language: quotes, signs and field names are text. Undefined when there
 * is no word in it.
 */
export function plainQuery(text: string): Query | undefined {
  const words = text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word));
  const [first, ...others] = words.map(word => ({ kind: 'word', text: word }) as const);
  return first && allOf([first, ...others]);
}
