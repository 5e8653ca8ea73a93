/**
 * Counts edits from one word to many: letters left out, added, changed or swapped (Damerau–Levenshtein, optimal string
 * alignment). Words are bytes of a letter each.
 */
export class EditDistance {
  readonly #word: Uint8Array;
  readonly #most: number;
  #before: Int32Array;
  #row: Int32Array;
  #next: Int32Array;

  /** Above `most` edits any higher number is given. */
  constructor(word: string, most: number) {
    this.#word = Uint8Array.from(word, letter => letter.charCodeAt(0));
    this.#most = most;
    const room = word.length + most + 2;
    this.#before = new Int32Array(room);
    this.#row = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  /** To the `length` letters from `at` on. What both begin and end with costs nothing: most of a near word. */
  to(letters: Uint8Array, at: number, length: number): number {
    const word = this.#word;
    if (Math.abs(word.length - length) > this.#most) return this.#most + 1;
    const least = Math.min(word.length, length);
    let begin = 0;
    while (begin < least && word[begin] === letters[at + begin]) begin += 1;
    let end = 0;
    while (end < least - begin && word[word.length - 1 - end] === letters[at + length - 1 - end]) end += 1;
    const own = word.length - begin - end;
    const other = length - begin - end;
    if (own === 0 || other === 0) return own + other;
    for (let j = 0; j <= other + 1; j++) this.#row[j] = j;
    for (let i = 1; i <= own; i++) {
      if (this.#nextRow(begin, i, letters, at + begin, other) > this.#most) return this.#most + 1;
      const spent = this.#before;
      this.#before = this.#row;
      this.#row = this.#next;
      this.#next = spent;
    }
    return this.#row[other] ?? 0;
  }

  /** Fills the row of the word's first `i` letters from `begin` on, as far from the diagonal as edits allow. Gives the least in it. */
  #nextRow(begin: number, i: number, letters: Uint8Array, at: number, length: number): number {
    const before = this.#before;
    const row = this.#row;
    const next = this.#next;
    const letter = this.#word[begin + i - 1];
    const previous = this.#word[begin + i - 2];
    const from = Math.max(1, i - this.#most);
    const to = Math.min(length, i + this.#most);
    let least = from === 1 ? i : this.#most + 1;
    next[from - 1] = least;
    for (let j = from; j <= to; j++) {
      const other = letters[at + j - 1];
      let edits = (row[j - 1] ?? 0) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && letter === letters[at + j - 2] && previous === other)
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next[j] = edits;
      if (edits < least) least = edits;
    }
    next[to + 1] = this.#most + 1;
    return least;
  }
}
