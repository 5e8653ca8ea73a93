import { TEXT_FIELDS } from '../core/query/query.ts';

/** `key:` prefixes that belong to a query rather than to a command's options. */
export const QUERY_KEYS: ReadonlySet<string> = new Set([
  ...TEXT_FIELDS,
  'topic',
  'has',
  'votes',
  'comments',
  'stars',
  'since',
  'until',
  'last',
]);
