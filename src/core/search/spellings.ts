import { EditDistance } from './edit-distance.ts';

/** Shorter words have too many neighbours to guess, longer ones are none. */
const SHORTEST = 4;
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
function letterMask(form: string): number {
  let mask = 0;
  for (let i = 0; i < form.length; i++) mask |= 1 << ((form.charCodeAt(i) - 97) & 31);
  return mask;
}

/** Whether a word is one that slips are looked for in: plain letters, neither short nor long. */
export const isCorrectable = (form: string): boolean =>
  form.length >= SHORTEST && form.length <= LONGEST && /^[a-z]+$/.test(form);

/** Where the words of a length begin, by length; one more for the end. */
const LENGTHS = LONGEST + 2;

/** Words by length, each as its letters' mask and number, then the words themselves, letter by letter. */
export function writeSpellings(sources: readonly SpellingSource[]): Uint8Array {
  const kept = sources.filter(({ form, count }) => count >= LEAST_COUNT && isCorrectable(form));
  const room = (LENGTHS + kept.length * 2) * 4;
  const bytes = new Uint8Array(room + kept.reduce((sum, { form }) => sum + form.length, 0));
  const table = new Uint32Array(bytes.buffer, 0, LENGTHS + kept.length * 2);
  for (const { form } of kept) table[form.length + 1] = (table[form.length + 1] ?? 0) + 1;
  for (let length = 1; length < LENGTHS; length++)
    table[length] = (table[length] ?? 0) + (table[length - 1] ?? 0);
  const next = table.slice(0, LENGTHS);
  const letters = new Spellings(bytes);
  for (const { form, lexeme } of kept) {
    const place = next[form.length] ?? 0;
    next[form.length] = place + 1;
    const at = LENGTHS + place * 2;
    table[at] = letterMask(form);
    table[at + 1] = lexeme;
    for (let i = 0; i < form.length; i++)
      bytes[letters.lettersAt(place, form.length) + i] = form.charCodeAt(i);
  }
  return bytes;
}

/** The words of a segment that others are corrected to, over what {@link writeSpellings} wrote. */
export class Spellings {
  readonly #bytes: Uint8Array;
  readonly #table: Uint32Array;
  /** By length: where the letters of its words begin. */
  readonly #letters = new Uint32Array(LENGTHS);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#table = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
    let at = (LENGTHS + (this.#table[LENGTHS - 1] ?? 0) * 2) * 4;
    for (let length = 0; length < LENGTHS; length++) {
      this.#letters[length] = at;
      at += ((this.#table[length + 1] ?? 0) - (this.#table[length] ?? 0)) * length;
    }
  }

  lettersAt(place: number, length: number): number {
    return (this.#letters[length] ?? 0) + (place - (this.#table[length] ?? 0)) * length;
  }

  /** Calls for every other word at most `most` edits from `form`. */
  visitNear(form: string, most: number, visit: (lexeme: number, word: string, edits: number) => void): void {
    const mask = letterMask(form);
    const distance = new EditDistance(form, most);
    const longest = Math.min(LONGEST, form.length + most);
    for (let length = Math.max(SHORTEST, form.length - most); length <= longest; length++) {
      const end = this.#table[length + 1] ?? 0;
      for (let place = this.#table[length] ?? 0; place < end; place++) {
        const other = this.#table[LENGTHS + place * 2] ?? 0;
        if (bits(mask & ~other) > most || bits(other & ~mask) > most) continue;
        const at = this.lettersAt(place, length);
        const edits = distance.to(this.#bytes, at, length);
        if (edits === 0 || edits > most) continue;
        const word = String.fromCharCode(...this.#bytes.subarray(at, at + length));
        visit(this.#table[LENGTHS + place * 2 + 1] ?? 0, word, edits);
      }
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
