import type { Paper } from '../papers/paper.ts';
import { countPapers, findRises } from './rising.ts';
import type { Rise } from './trends.ts';

/** Nobody has enough papers in half a year for more certainty than this. */
const LEAST = { papers: 3, score: 1.2 };

/** A list of hundreds is a consortium's: what its members rise by says nothing of them. */
const MAX_AUTHORS = 60;

/** Authors with more of the topic's papers than before. A name is a name: two people who share one are counted as one. */
export function risingAuthors(now: readonly Paper[], before: readonly Paper[], limit: number): Rise[] {
  return findRises(
    countPapers(now.map(namesOf)),
    countPapers(before.map(namesOf)),
    { now: now.length, before: before.length },
    LEAST,
  ).slice(0, limit);
}

const namesOf = ({ authors }: Paper): ReadonlySet<string> =>
  authors.length > MAX_AUTHORS ? new Set() : new Set(authors);
