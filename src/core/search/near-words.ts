import type { Segment } from './segment.ts';
import { isCorrectable, visitNear } from './spellings.ts';
import { foldedOf } from './written-form.ts';

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
 * Words of the archive one edit away, two for long words: letters left out, added, changed or swapped. Nearest first,
 * then those with the same first letter, then the most frequent. Only plain words are corrected.
 */
export function nearWords(form: string, segments: readonly Segment[], limit: number): NearWord[] {
  if (!isCorrectable(form)) return [];
  const most = form.length >= LONG_WORD ? 2 : 1;
  const found = new Map<string, NearWord>();
  for (const { spellings, lexemes } of segments) {
    visitNear(spellings, form, most, lexeme => {
      const { key, values } = lexemes.entry(lexeme);
      const other = foldedOf(key);
      const edits = editsBetween(form, other, most);
      if (edits > most || edits === 0) return;
      const count = (found.get(other)?.count ?? 0) + (values[0] ?? 0);
      found.set(other, { form: other, edits, count });
    });
  }
  const rank = ({ form: other, edits }: NearWord): number => edits * 2 + (other[0] === form[0] ? 0 : 1);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count).slice(0, limit);
}

/** Damerau–Levenshtein (optimal string alignment); gives up above `most` with a higher number. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
