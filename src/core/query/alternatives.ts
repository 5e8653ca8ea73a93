import { formatQuery } from './format-query.ts';
import { anyOf, type Query } from './query.ts';

/** What the commas at the top separate: the topics of a subscription. One for a query without commas. */
export function alternativesOf(query: Query): readonly Query[] {
  return query.kind === 'any' ? query.of : [query];
}

/** `query` with the alternatives of `added` that it does not have yet, in order. */
export function withAlternatives(query: Query, added: Query): Query {
  const [first = query, ...others] = distinct([...alternativesOf(query), ...alternativesOf(added)]);
  return anyOf([first, ...others]);
}

/** What {@link withoutAlternatives} did; `query` is absent when nothing is left. */
export interface AlternativesRemoved {
  readonly query?: Query;
  readonly removed: readonly Query[];
  /** Asked to be removed but not there. */
  readonly missing: readonly Query[];
}

/** `query` without the alternatives of `unwanted`. Compared as formatted, without case. */
export function withoutAlternatives(query: Query, unwanted: Query): AlternativesRemoved {
  const going = new Set(alternativesOf(unwanted).map(keyOf));
  const present = new Set(alternativesOf(query).map(keyOf));
  const [first, ...others] = alternativesOf(query).filter(member => !going.has(keyOf(member)));
  return {
    ...(first && { query: anyOf([first, ...others]) }),
    removed: alternativesOf(query).filter(member => going.has(keyOf(member))),
    missing: alternativesOf(unwanted).filter(member => !present.has(keyOf(member))),
  };
}

const keyOf = (query: Query): string => formatQuery(query).toLowerCase();

function distinct(queries: readonly Query[]): Query[] {
  return [...new Map([...queries].reverse().map(query => [keyOf(query), query])).values()].reverse();
}
