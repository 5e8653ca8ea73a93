import type { Paper } from '../papers/paper.ts';
import { type PaperTerms, termsOf } from './paper-terms.ts';
import { overlap } from './term-similarity.ts';

/** Titles with fewer words in common, of all they have, are of two works whatever else they share. */
const TITLES_ALIKE = 0.3;

/**
 * Groups papers that are the same work under two ids: nearly the same abstract, or nearly the same title with much of the
 * abstract or an author in common. Two parts of a series, whose titles differ by a word, stay apart.
 * Every paper is in exactly one group; groups and their members keep the order given.
 */
export function groupNearDuplicates(papers: readonly Paper[]): readonly (readonly Paper[])[] {
  const groups: Paper[][] = [];
  const groupsWith = new Map<string, number[]>();
  for (const paper of papers) {
    const terms = termsOf(paper);
    const shared = new Map<number, number>();
    for (const stem of terms.title)
      for (const group of groupsWith.get(stem) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
    const same = [...shared.keys()]
      .sort((a, b) => a - b)
      .find(group => {
        const head = groups[group]?.[0];
        return head !== undefined && isSameWork(head, paper, terms, shared.get(group) ?? 0);
      });
    if (same !== undefined) groups[same]?.push(paper);
    else {
      for (const stem of terms.title) {
        const known = groupsWith.get(stem);
        if (known) known.push(groups.length);
        else groupsWith.set(stem, [groups.length]);
      }
      groups.push([paper]);
    }
  }
  return groups;
}

function isSameWork(head: Paper, paper: Paper, terms: PaperTerms, shared: number): boolean {
  const known = termsOf(head);
  const titles = shared / (known.title.size + terms.title.size - shared);
  if (titles < TITLES_ALIKE) return false;
  const abstracts = overlap(known.runs, terms.runs);
  if (abstracts >= 0.6 || (abstracts >= 0.3 && titles >= 0.6)) return true;
  return titles >= 0.9 && (abstracts >= 0.2 || shareAnAuthor(head.authors, paper.authors));
}

function shareAnAuthor(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a.map(name => name.toLowerCase()));
  return b.some(name => names.has(name.toLowerCase()));
}
