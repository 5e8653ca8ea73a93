import { fold } from '../analysis/fold.ts';
import type { Paper } from '../papers/paper.ts';

/** The fields of a paper that are read word by word, in the order a record holds them. */
export const TITLE = 0;
export const ABSTRACT = 1;
export const KEYWORDS = 2;
export const AUTHORS = 3;
export const ORGANIZATION = 4;
export const ZONES = 5;

/** The texts of each zone; words of two texts never stand side by side. */
export function textsOf(paper: Paper): readonly (readonly string[])[] {
  const { title, abstract, organization } = paper;
  return [
    [title],
    [abstract],
    paper.keywords ?? [],
    paper.authors,
    organization
      ? [
          organization.name,
          ...(fold(organization.slug) === fold(organization.name) ? [] : [organization.slug]),
        ]
      : [],
  ];
}
