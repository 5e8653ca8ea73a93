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
    const room = word.length + most + 1;
    this.#before = new Int32Array(room);
    this.#row = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  /** To the `length` letters from `at` on. */
  to(letters: Uint8Array, at: number, length: number): number {
    const word = this.#word;
    if (Math.abs(word.length - length) > this.#most) return this.#most + 1;
    for (let j = 0; j <= length; j++) this.#row[j] = j;
    for (let i = 1; i <= word.length; i++) {
      if (this.#nextRow(i, letters, at, length) > this.#most) return this.#most + 1;
      [this.#before, this.#row, this.#next] = [this.#row, this.#next, this.#before];
    }
    return this.#row[length] ?? 0;
  }

  /** Fills the row of the word's first `i` letters. Gives the least in it. */
  #nextRow(i: number, letters: Uint8Array, at: number, length: number): number {
    const [before, row, next] = [this.#before, this.#row, this.#next];
    const letter = this.#word[i - 1];
    const previous = this.#word[i - 2];
    next[0] = i;
    let least = i;
    for (let j = 1; j <= length; j++) {
      const other = letters[at + j - 1];
      let edits = (row[j - 1] ?? 0) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && letter === letters[at + j - 2] && previous === other)
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next[j] = edits;
      if (edits < least) least = edits;
    }
    return least;
  }
}
