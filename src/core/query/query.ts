import type { Day } from '../time.ts';

/** The fields a word or phrase can be looked for in; without one it is looked for in all of them but `source`. */
export const TEXT_FIELDS = ['title', 'abstract', 'author', 'org', 'cat', 'keyword', 'source'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a paper can be asked to have. */
export const POSSESSIONS = ['code', 'project', 'summary', 'thumbnail', 'votes'] as const;
export type Possession = (typeof POSSESSIONS)[number];

/** The facts of a paper that are numbers. */
export const COUNTS = ['votes', 'comments', 'stars'] as const;
export type Count = (typeof COUNTS)[number];

/** Conditions on facts rather than text; always hard. A fact that is unknown fulfils none. */
export type Filter =
  | { readonly on: 'has'; readonly what: Possession }
  | { readonly on: Count; readonly op: '>' | '>=' | '<' | '<=' | '='; readonly value: number }
  | { readonly on: 'since' | 'until'; readonly day: Day }
  | { readonly on: 'last'; readonly amount: number; readonly unit: 'd' | 'w' | 'm' | 'y' };

/**
 * The one language of topics, search and filters, as a tree.
 *
 * - `all` is juxtaposition, `any` the comma: each has at least two members, and none of its own kind
 * - `not` is the minus, `required` the plus: what search must find even where it would let other words go
 * - `word` is compared by stem. With `prefix` (a trailing `*`) it is the start of a word; with `exact` (a leading `=`)
 *   it is spelled just so, capitals included: `=RAG` is not rag. One word may hold several tokens (`text-to-image`);
 *   they then stand side by side in the paper
 * - `phrase` is words side by side, by stem; a phrase of one word lets only its plural vary (`"coding"` is not code)
 * - `topic` carries what it stands for, so matching needs no catalogue
 *
 * Text is as typed, without quotes; it always holds a letter or a digit.
 */
export type Query =
  | { readonly kind: 'all'; readonly of: readonly Query[] }
  | { readonly kind: 'any'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'required'; readonly of: Query }
  | Term
  | { readonly kind: 'topic'; readonly name: string; readonly expansion: Query }
  | { readonly kind: 'filter'; readonly filter: Filter };

/** The leaves that are text. */
export type Term =
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly field?: TextField;
      readonly prefix?: true;
      readonly exact?: true;
    }
  | { readonly kind: 'phrase'; readonly text: string; readonly field?: TextField };

/** The members joined by juxtaposition, flat; the member itself when there is one. */
export function allOf(members: readonly [Query, ...Query[]]): Query {
  return joined('all', members);
}

/** The members joined by commas, flat; the member itself when there is one. */
export function anyOf(members: readonly [Query, ...Query[]]): Query {
  return joined('any', members);
}

function joined(kind: 'all' | 'any', members: readonly [Query, ...Query[]]): Query {
  if (members.length === 1) return members[0];
  return { kind, of: members.flatMap(member => (member.kind === kind ? member.of : [member])) };
}
