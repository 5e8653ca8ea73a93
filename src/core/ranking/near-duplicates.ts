import type { Paper } from '../papers/paper.ts';
import { type PaperTerms, termsOf } from './paper-terms.ts';
import { overlap } from './term-similarity.ts';

/**
 * Groups papers that are the same work under two ids: nearly the same abstract, or nearly the same title with an
 * abstract or an author in common. Two parts of a series, whose titles differ by a word, stay apart.
 * Every paper is in exactly one group; groups and their members keep the order given.
 */
export function groupNearDuplicates(papers: readonly Paper[]): readonly (readonly Paper[])[] {
  const profiles = papers.map(termsOf);
  const heads: number[] = [];
  const members: Paper[][] = [];
  papers.forEach((paper, i) => {
    const group = heads.findIndex(head => isSameWork(papers, profiles, head, i));
    const found = members[group];
    if (found) found.push(paper);
    else {
      heads.push(i);
      members.push([paper]);
    }
  });
  return members;
}

function isSameWork(
  papers: readonly Paper[],
  profiles: readonly PaperTerms[],
  a: number,
  b: number,
): boolean {
  const one = profiles[a];
  const other = profiles[b];
  if (!one || !other) return false;
  const titles = overlap(one.title, other.title);
  if (titles < 0.3) return false;
  const abstracts = overlap(one.runs, other.runs);
  if (abstracts >= 0.6 || (abstracts >= 0.3 && titles >= 0.6)) return true;
  if (titles < 0.9) return false;
  return abstracts >= 0.2 || shareAnAuthor(papers[a]?.authors ?? [], papers[b]?.authors ?? []);
}

function shareAnAuthor(a: readonly string[], b: readonly string[]): boolean {
  const names = new Set(a.map(name => name.toLowerCase()));
  return b.some(name => names.has(name.toLowerCase()));
}
