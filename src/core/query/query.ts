import type { Day } from '../time.ts';

/** The fields a word or phrase can be looked for in; without one it is looked for in all text fields. */
export const TEXT_FIELDS = ['title', 'abstract', 'author', 'org', 'cat', 'keyword', 'source'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Conditions on facts rather than text; always hard. */
export type Filter =
  | { readonly on: 'has'; readonly what: 'code' | 'project' | 'summary' | 'thumbnail' | 'votes' }
  | {
      readonly on: 'votes' | 'comments' | 'stars';
      readonly op: '>' | '>=' | '<' | '<=' | '=';
      readonly value: number;
    }
  | { readonly on: 'since' | 'until'; readonly day: Day }
  | { readonly on: 'last'; readonly amount: number; readonly unit: 'd' | 'w' | 'm' | 'y' };

/**
 * The one language of topics, search and filters, as a tree.
 * `all` is juxtaposition, `any` is the comma, `not` the minus, `required` the plus (a word that search must find
 * even where it would let others go). A `topic` carries what it stands for, so matching needs no catalogue.
 */
export type Query =
  | { readonly kind: 'all'; readonly of: readonly Query[] }
  | { readonly kind: 'any'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'required'; readonly of: Query }
  | { readonly kind: 'word'; readonly text: string; readonly field?: TextField; readonly prefix?: boolean }
  | { readonly kind: 'phrase'; readonly text: string; readonly field?: TextField }
  | { readonly kind: 'topic'; readonly name: string; readonly expansion: Query }
  | { readonly kind: 'filter'; readonly filter: Filter };
