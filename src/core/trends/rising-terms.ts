import type { Paper } from '../papers/paper.ts';
import { type PaperTerms, termsOf } from '../ranking/paper-terms.ts';
import { countPapers, findRises } from './rising.ts';
import type { Rise } from './trends.ts';

/** One time in twenty chance rises so far: a ranking to look into, not a proof. */
const LEAST = { papers: 3, score: 1.64 };
/** What few titles and many abstracts say is how people write, not what about. */
const TITLES = { least: 2, share: 0.25 };
/** What titles are joined by. */
const JOINTS = new Set([
  'via',
  'toward',
  'towards',
  'beyond',
  'through',
  'across',
  'within',
  'without',
  'using',
  'based',
]);
/** Two terms of which one is in the other say one thing when they share so much of their papers. */
const SAME_PAPERS = 0.6;

/**
 * Words and pairs of words that the topic's papers use more often than before, in the spelling most papers give them.
 * Of a pair and its words only the better one is named.
 */
export function risingTerms(now: readonly Paper[], before: readonly Paper[], limit: number): Rise[] {
  const current = now.map(termsOf);
  const inTitles = countPapers(current.map(titleTerms));
  const keysOf = (terms: PaperTerms): string[] =>
    [...terms.counts.keys(), ...spelledPairs(terms)].filter(key => (inTitles.get(key) ?? 0) >= TITLES.least);
  const rises = findRises(
    countPapers(current.map(keysOf)),
    countPapers(before.map(paper => keysOf(termsOf(paper)))),
    { now: now.length, before: before.length },
    LEAST,
  ).filter(
    ({ name, papers }) =>
      /\p{L}{2}/u.test(name) && !JOINTS.has(name) && (inTitles.get(name) ?? 0) >= TITLES.share * papers,
  );
  return distinct(rises, current, limit).flatMap(rise => {
    const name = usualSpelling(rise.name, current);
    return name === undefined ? [] : [{ ...rise, name }];
  });
}

/** Words of the title, and pairs of which it has both. */
const titleTerms = (terms: PaperTerms): string[] => [
  ...terms.title,
  ...spelledPairs(terms).filter(pair => pair.split(' ').every(stem => terms.title.has(stem))),
];

/** Pairs whose words stand side by side somewhere, so that they can be named. */
const spelledPairs = (terms: PaperTerms): string[] =>
  [...terms.pairs].filter(pair => terms.spelling(pair) !== undefined);

function distinct(rises: readonly Rise[], papers: readonly PaperTerms[], limit: number): Rise[] {
  const chosen: Chosen[] = [];
  for (const rise of rises) {
    if (chosen.length === limit) break;
    const one = { rise, papers: new Set(papers.filter(terms => has(terms, rise.name))) };
    const [twin, ...others] = chosen.filter(other => isTwin(one, other));
    if (!twin) chosen.push(one);
    else if (others.length === 0 && saysMore(one, twin)) chosen[chosen.indexOf(twin)] = one;
  }
  return chosen.map(({ rise }) => rise);
}

type Chosen = { readonly rise: Rise; readonly papers: ReadonlySet<PaperTerms> };

function isTwin(one: Chosen, other: Chosen): boolean {
  const stems = other.rise.name.split(' ');
  if (!one.rise.name.split(' ').some(stem => stems.includes(stem))) return false;
  const shared = [...one.papers].filter(paper => other.papers.has(paper)).length;
  return shared >= SAME_PAPERS * Math.min(one.papers.size, other.papers.size);
}

/** A pair says more than its word, where it is nearly as common. */
const saysMore = (one: Chosen, other: Chosen): boolean =>
  one.rise.name.includes(' ') &&
  !other.rise.name.includes(' ') &&
  one.papers.size >= SAME_PAPERS * other.papers.size;

const has = ({ counts, pairs }: PaperTerms, term: string): boolean => counts.has(term) || pairs.has(term);

/** As most papers write it, lower case where capitals only begin a title's words; nothing when it is never written so. */
function usualSpelling(term: string, papers: readonly PaperTerms[]): string | undefined {
  const votes = new Map<string, number>();
  for (const terms of papers) {
    const spelling = terms.spelling(term);
    if (spelling === undefined) continue;
    const plain = spelling.replace(/\p{Lu}\p{Ll}+/gu, word => word.toLowerCase()).replace(/\s+/g, ' ');
    votes.set(plain, (votes.get(plain) ?? 0) + 1);
  }
  return [...votes].sort(
    (a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1),
  )[0]?.[0];
}
