import type { Segment } from './segment.ts';
import { isCorrectable } from './spellings.ts';

/** A word of the archive that a typed one may stand for. */
export interface NearWord {
  readonly form: string;
  readonly edits: number;
  /** How often it stands in texts. */
  readonly count: number;
}

/** Two edits are allowed from this length on. */
const LONG_WORD = 8;

/**
 * Words of the archive one edit away; two where there are none and the word is long: letters left out, added, changed or
 * swapped. Those with the same first letter first, then the most frequent. Only plain words are corrected.
 */
export function nearWords(form: string, segments: readonly Segment[], limit: number): NearWord[] {
  if (!isCorrectable(form)) return [];
  const near = wordsWithin(1, form, segments);
  const found = near.length > 0 || form.length < LONG_WORD ? near : wordsWithin(2, form, segments);
  const rank = ({ form: other }: NearWord): number => (other[0] === form[0] ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || b.count - a.count).slice(0, limit);
}

function wordsWithin(most: number, form: string, segments: readonly Segment[]): NearWord[] {
  const found = new Map<string, NearWord>();
  for (const { spellings } of segments)
    spellings.visitNear(form, most, (other, edits, count) => {
      found.set(other, { form: other, edits, count: (found.get(other)?.count ?? 0) + count });
    });
  return [...found.values()];
}
