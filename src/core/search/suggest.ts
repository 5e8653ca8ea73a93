import { analyze } from '../analysis/analyze.ts';
import { fold } from '../analysis/fold.ts';
import { BestPapers } from './best-papers.ts';
import { type Bits, emptyBits, forEachBit, intersect, setBit } from './bytes/bits.ts';
import { type IndexView, paperNumber, placedPaper } from './index-view.ts';
import { IN_TITLE } from './postings.ts';
import type { Segment, SegmentTerm } from './segment.ts';
import { isStopStem } from './stop-stems.ts';
import { stemsOfWords } from './term-bits.ts';
import { AUTHOR_SPACE, ORGANIZATION_SPACE } from './term-spaces.ts';
import { writtenOf } from './written-form.ts';

/** Something that begins as somebody typed. */
export type Suggestion =
  | { readonly kind: 'author' | 'organization'; readonly text: string; readonly papers: number }
  | { readonly kind: 'paper'; readonly id: string };

/** Words that the last one may become in titles. */
const MOST_BEGINNINGS = 16;
/** Looking for a word in titles walks over at most so many postings: a guess need not be complete. */
const MOST_POSTINGS = 40_000;
/** More days than there are: of papers with as many votes the newer one is first. */
const DAYS = 2 ** 16;
/** Titles are looked for from so many letters on. */
const SHORTEST = 2;

/** Names that begin as typed, by first or by last word, the ones with most papers first. */
export function suggestNames(
  view: IndexView,
  kind: 'author' | 'organization',
  typed: string,
  limit: number,
): Suggestion[] {
  const space = kind === 'author' ? AUTHOR_SPACE : ORGANIZATION_SPACE;
  const prefix = space + fold(typed.trim()).replace(/\s+/g, ' ');
  const papers = new Map<string, number>();
  for (const { names } of view.segments)
    for (const { key, values } of names.top(prefix, limit * 2)) {
      const text = writtenOf(key.slice(1));
      papers.set(text, Math.max(papers.get(text) ?? 0, values[0] ?? 0));
    }
  return [...papers]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([text, count]) => ({ kind, text, papers: count }));
}

/** Papers whose titles have all the words typed, the last of them perhaps unfinished: most votes first. */
export function suggestPapers({ segments }: IndexView, typed: string, limit: number): Suggestion[] {
  const tokens = analyze(typed).filter(({ kind }) => kind !== 'whole');
  const last = tokens.pop();
  if (!last || last.form.length + tokens.length < SHORTEST) return [];
  const best = new BestPapers(limit);
  segments.forEach((segment, number) => {
    let together: Bits | undefined;
    for (const { stem } of tokens) {
      const term = segment.term(stem);
      if (!term && isStopStem(stem)) continue;
      together = narrowed(together, titlesWith(segment, term ? [term] : []));
    }
    const finished = /\s$/.test(typed);
    const terms = finished
      ? [segment.term(last.stem)]
      : [...stemsOfWords(segment, last.form, MOST_BEGINNINGS)].map(term => segment.termAt(term));
    together = narrowed(
      together,
      titlesWith(
        segment,
        terms.flatMap(term => term ?? []),
      ),
    );
    const { votes, day } = segment.facts;
    forEachBit(together, doc => {
      if (!segment.isRemoved(doc))
        best.offer((votes[doc] ?? 0) * DAYS + (day[doc] ?? 0), paperNumber(number, doc));
    });
  });
  return best.ranked().map(({ paper }) => {
    const { segment, doc } = placedPaper(paper);
    return { kind: 'paper', id: segments[segment]?.id(doc) ?? '' };
  });
}

function narrowed(before: Bits | undefined, bits: Bits): Bits {
  if (before) intersect(bits, before);
  return bits;
}

function titlesWith(segment: Segment, terms: readonly SegmentTerm[]): Bits {
  const bits = emptyBits(segment.size);
  let left = MOST_POSTINGS;
  for (const term of terms) {
    if (left <= 0) break;
    left -= term.holders;
    segment.postings(term).forEach((doc, payload) => {
      if ((payload & IN_TITLE) !== 0) setBit(bits, doc);
    });
  }
  return bits;
}
