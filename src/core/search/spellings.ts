/** Shorter words have too many neighbours to guess, longer ones are none. */
export const SHORTEST = 4;
const LONGEST = 24;
/** A word met once may itself be a slip. */
const LEAST_COUNT = 2;

/** A word that others may be corrected to: its folded form, how often it stands in texts, its number. */
export interface SpellingSource {
  readonly form: string;
  readonly count: number;
  readonly lexeme: number;
}

/** The letters of a word as bits: words one edit apart differ in two at most. */
export function letterMask(form: string): number {
  let mask = 0;
  for (let i = 0; i < form.length; i++) mask |= 1 << ((form.charCodeAt(i) - 97) & 31);
  return mask;
}

/** Whether a word is one that slips are looked for in: plain letters, neither short nor long. */
export const isCorrectable = (form: string): boolean =>
  form.length >= SHORTEST && form.length <= LONGEST && /^[a-z]+$/.test(form);

/** Words by length, each as its letters and number: what a search for near words walks over. */
export function writeSpellings(sources: readonly SpellingSource[]): Uint32Array {
  const kept = sources.filter(({ form, count }) => count >= LEAST_COUNT && isCorrectable(form));
  const table = new Uint32Array(LONGEST + 2 + kept.length * 2);
  for (const { form } of kept) table[form.length + 1] = (table[form.length + 1] ?? 0) + 1;
  for (let length = 1; length < LONGEST + 2; length++)
    table[length] = (table[length] ?? 0) + (table[length - 1] ?? 0);
  const next = table.slice(0, LONGEST + 2);
  for (const { form, lexeme } of kept) {
    const place = next[form.length] ?? 0;
    next[form.length] = place + 1;
    const at = LONGEST + 2 + place * 2;
    table[at] = letterMask(form);
    table[at + 1] = lexeme;
  }
  return table;
}

/** Calls for every word whose length and letters allow `edits` edits from `form`: few, and most of them near. */
export function visitNear(
  table: Uint32Array,
  form: string,
  edits: number,
  visit: (lexeme: number) => void,
): void {
  const mask = letterMask(form);
  for (
    let length = Math.max(SHORTEST, form.length - edits);
    length <= Math.min(LONGEST, form.length + edits);
    length++
  ) {
    const end = table[length + 1] ?? 0;
    for (let place = table[length] ?? 0; place < end; place++) {
      const at = LONGEST + 2 + place * 2;
      const other = table[at] ?? 0;
      if (bits(mask & ~other) <= edits && bits(other & ~mask) <= edits) visit(table[at + 1] ?? 0);
    }
  }
}

function bits(mask: number): number {
  let left = mask;
  let count = 0;
  while (left !== 0) {
    left &= left - 1;
    count += 1;
  }
  return count;
}
