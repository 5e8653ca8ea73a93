import { stemOfForm } from '../analysis/analyze.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import type { Segment } from './segment.ts';

const STOP_STEMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stemOfForm));

/** Whether words with this stem say nothing of a subject: the index holds them for titles only. */
export const isStopStem = (stem: string): boolean => STOP_STEMS.has(stem);

const known = new WeakMap<Segment, readonly number[]>();

/** The numbers of those stems in a segment. */
export function stopTermsOf(segment: Segment): readonly number[] {
  let terms = known.get(segment);
  if (!terms) {
    terms = [...STOP_STEMS].map(stem => segment.terms.find(stem)).filter(number => number >= 0);
    known.set(segment, terms);
  }
  return terms;
}
