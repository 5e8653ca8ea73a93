import { EditDistance } from './edit-distance.ts';

/** Shorter words have too many neighbours to guess, longer ones are none. */
const SHORTEST = 4;
const LONGEST = 24;
/** A word met once may itself be a slip. */
const LEAST_COUNT = 2;

/** A word that others may be corrected to: its folded form, and how often it stands in texts. */
export interface SpellingSource {
  readonly form: string;
  readonly count: number;
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

/** Words by length: where each length begins, the masks of their letters, their counts, then the words letter by letter. */
export function writeSpellings(sources: readonly SpellingSource[]): Uint8Array {
  const kept = sources.filter(({ form, count }) => count >= LEAST_COUNT && isCorrectable(form));
  const room = (LENGTHS + kept.length * 2) * 4;
  const bytes = new Uint8Array(room + kept.reduce((sum, { form }) => sum + form.length, 0));
  const starts = new Uint32Array(bytes.buffer, 0, LENGTHS);
  for (const { form } of kept) starts[form.length + 1] = (starts[form.length + 1] ?? 0) + 1;
  for (let length = 1; length < LENGTHS; length++)
    starts[length] = (starts[length] ?? 0) + (starts[length - 1] ?? 0);
  const masks = new Uint32Array(bytes.buffer, LENGTHS * 4, kept.length);
  const counts = new Uint32Array(bytes.buffer, (LENGTHS + kept.length) * 4, kept.length);
  const next = starts.slice();
  const letters = new Spellings(bytes);
  for (const { form, count } of kept) {
    const place = next[form.length] ?? 0;
    next[form.length] = place + 1;
    masks[place] = letterMask(form);
    counts[place] = count;
    for (let i = 0; i < form.length; i++)
      bytes[letters.lettersAt(place, form.length) + i] = form.charCodeAt(i);
  }
  return bytes;
}

/** The words of a segment that others are corrected to, over what {@link writeSpellings} wrote. */
export class Spellings {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #masks: Uint32Array;
  readonly #counts: Uint32Array;
  /** By length: where the letters of its words begin. */
  readonly #letters = new Uint32Array(LENGTHS);

  constructor(bytes: Uint8Array) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
    const size = words[LENGTHS - 1] ?? 0;
    this.#bytes = bytes;
    this.#starts = words.subarray(0, LENGTHS);
    this.#masks = words.subarray(LENGTHS, LENGTHS + size);
    this.#counts = words.subarray(LENGTHS + size, LENGTHS + size * 2);
    let at = (LENGTHS + size * 2) * 4;
    for (let length = 0; length < LENGTHS; length++) {
      this.#letters[length] = at;
      at += ((this.#starts[length + 1] ?? 0) - (this.#starts[length] ?? 0)) * length;
    }
  }

  lettersAt(place: number, length: number): number {
    return (this.#letters[length] ?? 0) + (place - (this.#starts[length] ?? 0)) * length;
  }

  /** Calls for every other word at most `most` (1 or 2) edits from `form`. */
  visitNear(form: string, most: number, visit: (word: string, edits: number, count: number) => void): void {
    const mask = letterMask(form);
    const distance = new EditDistance(form, most);
    const masks = this.#masks;
    const longest = Math.min(LONGEST, form.length + most);
    for (let length = Math.max(SHORTEST, form.length - most); length <= longest; length++) {
      const end = this.#starts[length + 1] ?? 0;
      for (let place = this.#starts[length] ?? 0; place < end; place++) {
        const other = masks[place] ?? 0;
        if (isMore(mask & ~other, most) || isMore(other & ~mask, most)) continue;
        const at = this.lettersAt(place, length);
        const edits = distance.to(this.#bytes, at, length);
        if (edits === 0 || edits > most) continue;
        const word = String.fromCharCode(...this.#bytes.subarray(at, at + length));
        visit(word, edits, this.#counts[place] ?? 0);
      }
    }
  }
}

/** Whether more than one bit is set, or more than two. */
function isMore(mask: number, most: number): boolean {
  const second = mask & (mask - 1);
  return (most === 1 ? second : second & (second - 1)) !== 0;
}
