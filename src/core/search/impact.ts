/** Where term frequency saturates, after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). */
const K1 = 1.2;
/** How far length counts: 0 not at all, 1 in full. */
const B = 0.75;
/** What one mention in each field is worth. */
const TITLE_WEIGHT = 2;
const ABSTRACT_WEIGHT = 1;
const KEYWORDS_WEIGHT = 1;
export const IMPACT_LEVELS = 16;

/** What the fields of an average paper of a segment measure, in words: title, abstract, keywords. */
export interface AverageLengths {
  readonly title: number;
  readonly abstract: number;
  readonly keywords: number;
}

/**
 * How much a paper is about a term by BM25F, without the term's rarity: from 0 to 1. Frequencies of the fields, each set
 * against its field's length by {@link lengthNorm}, are weighted, added, then saturated once.
 */
export function impactOf(title: number, abstract: number, keywords: number): number {
  const weighted = TITLE_WEIGHT * title + ABSTRACT_WEIGHT * abstract + KEYWORDS_WEIGHT * keywords;
  return weighted / (K1 + weighted);
}

/** What the length of a field makes of a frequency in it. */
export const lengthNorm = (length: number, average: number): number =>
  average > 0 ? 1 - B + (B * length) / average : 1;

/** An impact as four bits; never 0 for a word that is there. */
export const quantised = (impact: number): number =>
  Math.max(1, Math.min(IMPACT_LEVELS - 1, Math.round(impact * IMPACT_LEVELS)));

/** How much it says that a paper has a term that `holders` of `size` papers have. Never negative. */
export const rarity = (holders: number, size: number): number =>
  Math.log(1 + (size - holders + 0.5) / (holders + 0.5));
