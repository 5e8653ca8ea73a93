import { PLACE_BITS } from '../matching/analysed-paper.ts';
import { NAMES, type PatternToken, type TermPattern } from '../matching/term-pattern.ts';
import { type Bits, emptyBits, intersect, setBit, unite } from './bytes/bits.ts';
import { IN_KEYWORDS, IN_TITLE } from './postings.ts';
import type { Segment } from './segment.ts';
import { isStopStem } from './stop-stems.ts';
import { AUTHOR_SPACE, CATEGORY_SPACE, ORGANIZATION_SPACE, SOURCE_SPACE } from './term-spaces.ts';

const SUBJECT = PLACE_BITS.title | PLACE_BITS.keywords | PLACE_BITS.abstract;

/** A prefix stands for at most this many terms, the ones most papers hold. */
const MOST_EXPANSIONS = 256;

/** Papers a pattern may stand in: absent is all. `labels` are those that have it as a category or source. */
export interface TermBits {
  readonly bits?: Bits;
  readonly exact: boolean;
  readonly labels?: Bits;
}

/** From the postings alone. Exact for a single word where no spelling and no neighbours matter. */
export function termBits(pattern: TermPattern, segment: Segment): TermBits {
  const labels = pattern.label ? labelBits(pattern.label, segment) : undefined;
  const words = wordBits(pattern, segment);
  if (!words)
    return labels ? { bits: labels, exact: true, labels } : { bits: emptyBits(segment.size), exact: true };
  if (words === 'all') return { exact: false, ...(labels && { labels }) };
  if (labels) unite(words, labels);
  return { bits: words, exact: isExact(pattern), ...(labels && { labels }) };
}

function isExact({ tokens, mode, places }: TermPattern): boolean {
  const subject = places & SUBJECT;
  return (
    tokens.length === 1 &&
    mode === 'stem' &&
    (subject === 0 || subject === SUBJECT || subject === PLACE_BITS.title || subject === PLACE_BITS.keywords)
  );
}

/** Every word of the pattern in subject or every one in names; undefined when it has no words to look for. */
function wordBits(pattern: TermPattern, segment: Segment): Bits | 'all' | undefined {
  if (pattern.length === 0 || pattern.places === 0) return undefined;
  let found: Bits | undefined;
  for (const kind of [SUBJECT, PLACE_BITS.authors, PLACE_BITS.organization]) {
    const places = pattern.places & kind;
    if (places === 0) continue;
    const bits = rowBits(pattern, segment, places);
    if (bits === 'all') return 'all';
    if (found) unite(found, bits);
    else found = bits;
  }
  return found;
}

/** Papers that have a word for every position of the pattern: its part, or a compound over it. */
function rowBits(pattern: TermPattern, segment: Segment, places: number): Bits | 'all' {
  let row: Bits | undefined;
  for (let position = 0; position < pattern.length; position++) {
    const covering = pattern.tokens.filter(
      token => token.position <= position && position < token.position + token.span,
    );
    const some = emptyBits(segment.size);
    let all = false;
    for (const token of covering) {
      const prefix = pattern.mode === 'prefix' && token.position + token.span === pattern.length;
      if (!addToken(token, prefix, segment, places, some)) all = true;
    }
    if (all) continue;
    if (row) intersect(row, some);
    else row = some;
  }
  return row ?? 'all';
}

/** Adds the papers that hold a word; false when the index does not know all of them. */
function addToken(
  token: PatternToken,
  prefix: boolean,
  segment: Segment,
  places: number,
  into: Bits,
): boolean {
  if ((places & NAMES) !== 0) {
    const space = places === PLACE_BITS.authors ? AUTHOR_SPACE : ORGANIZATION_SPACE;
    if (prefix) for (const term of termsFrom(segment, space + token.joined)) addTerm(segment, term, 0, into);
    else addTerm(segment, segment.terms.find(space + token.joined), 0, into);
    return true;
  }
  const field = places === PLACE_BITS.title ? IN_TITLE : places === PLACE_BITS.keywords ? IN_KEYWORDS : 0;
  if (prefix) {
    let known = true;
    for (const term of stemsOfWords(segment, token.joined, MOST_EXPANSIONS)) {
      addTerm(segment, term, field, into);
      known &&= !isStopStem(segment.terms.entry(term).key);
    }
    return known;
  }
  if (isStopStem(token.stem)) return places === PLACE_BITS.title && addStem(segment, token.stem, field, into);
  return addStem(segment, token.stem, field, into);
}

function addStem(segment: Segment, stem: string, field: number, into: Bits): true {
  addTerm(segment, segment.terms.find(stem), field, into);
  return true;
}

function addTerm(segment: Segment, number: number, field: number, into: Bits): void {
  if (number < 0) return;
  const term = segment.termAt(number);
  segment.postings(term).forEach((doc, payload) => {
    if (field === 0 || (payload & field) !== 0) setBit(into, doc);
  });
}

/** Terms whose key starts so, the ones most papers hold. */
function termsFrom(segment: Segment, prefix: string): number[] {
  const [from, to] = segment.terms.range(prefix);
  const terms = Array.from({ length: to - from }, (_, i) => from + i);
  if (terms.length <= MOST_EXPANSIONS) return terms;
  return terms
    .map(term => ({ term, holders: segment.termAt(term).holders }))
    .sort((a, b) => b.holders - a.holders)
    .slice(0, MOST_EXPANSIONS)
    .map(({ term }) => term);
}

/** The stems of the words that start so, the most frequent words first. */
export function stemsOfWords(segment: Segment, prefix: string, most: number): Set<number> {
  return new Set(segment.lexemes.top(prefix, most).map(({ values }) => values[1] ?? 0));
}

function labelBits(label: NonNullable<TermPattern['label']>, segment: Segment): Bits {
  const bits = emptyBits(segment.size);
  const space = label.on === 'categories' ? CATEGORY_SPACE : SOURCE_SPACE;
  if (label.how === 'prefix')
    for (const term of termsFrom(segment, space + label.text)) addTerm(segment, term, 0, bits);
  else addTerm(segment, segment.terms.find(space + label.text), 0, bits);
  if (label.how === 'within')
    for (const joint of ['.', ':'])
      for (const term of termsFrom(segment, space + label.text + joint)) addTerm(segment, term, 0, bits);
  return bits;
}
