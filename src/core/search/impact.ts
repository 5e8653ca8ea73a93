/** Where term frequency saturates, after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). */
const K1 = 1.2;
/** How far length counts: 0 not at all, 1 in full. */
const B = 0.75;
/** What one mention in the title, abstract and keywords is worth. */
const WEIGHTS = [2, 1, 1] as const;
export const IMPACT_LEVELS = 16;

/** What the fields of an average paper of a segment measure, in words: title, abstract, keywords. */
export interface AverageLengths {
  readonly title: number;
  readonly abstract: number;
  readonly keywords: number;
}

/**
 * How much a paper is about a term by BM25F, without the term's rarity: from 0 to 1. Frequencies of the fields are
 * weighted and set against each field's length, added, then saturated once.
 */
export function impactOf(
  frequencies: readonly [number, number, number],
  norms: readonly [number, number, number],
): number {
  const weighted =
    (WEIGHTS[0] * frequencies[0]) / norms[0] +
    (WEIGHTS[1] * frequencies[1]) / norms[1] +
    (WEIGHTS[2] * frequencies[2]) / norms[2];
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
