import type { AverageLengths } from '../impact.ts';
import { ABSTRACT, KEYWORDS, TITLE } from '../paper-texts.ts';
import type { SegmentBuilder } from './segment-builder.ts';

/** How many papers hold each term, and how long an average paper is. */
export interface TermStatistics {
  readonly holders: Uint32Array;
  readonly averages: AverageLengths;
}

export function termStatistics({ counts, lexemes, size }: SegmentBuilder): TermStatistics {
  const average = (zone: number): number => (counts.words[zone] ?? 0) / Math.max(1, size);
  return {
    holders: counts.holders.slice(0, lexemes.termKeys.length),
    averages: { title: average(TITLE), abstract: average(ABSTRACT), keywords: average(KEYWORDS) },
  };
}

/** Papers handled before a pause. */
export const YIELD_EVERY = 256;
