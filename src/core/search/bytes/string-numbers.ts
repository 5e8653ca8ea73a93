/** A slice of a text this long would keep all of the text in memory. */
const LEAST_SLICE = 13;

/**
 * Distinct strings, numbered as they come: what a Map from strings to numbers would be, with fewer places in memory to wait
 * for when there are hundreds of thousands.
 */
export class StringNumbers {
  /** By number. */
  readonly strings: string[] = [];
  /** Open addressing; a slot is a hash and then a number and 1, where 0 is free. */
  #slots = new Int32Array(1 << 11);

  /** The number of a string, new or known. */
  of(text: string): number {
    const hash = hashOf(text);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let held = slots[slot + 1] ?? 0; held > 0; held = slots[slot + 1] ?? 0) {
      if (slots[slot] === hash && this.strings[held - 1] === text) return held - 1;
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.strings.push(copied(text));
    if (this.strings.length * 4 > slots.length) this.#rehash();
    return this.strings.length - 1;
  }

  #rehash(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 2;
    for (let i = 0; i < before.length; i += 2) {
      if (before[i + 1] === 0) continue;
      const hash = before[i] ?? 0;
      let slot = (hash << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = before[i + 1] ?? 0;
    }
    this.#slots = slots;
  }
}

/** A string that keeps no text in memory: at most a slice of a string one letter longer than itself. */
export const copied = (text: string): string => (text.length < LEAST_SLICE ? text : ` ${text}`.slice(1));

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
