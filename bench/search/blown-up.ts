import type { Paper } from '../../src/core/papers/paper.ts';
import { seededRandom } from '../../tests/fakes/seeded-random.ts';

/** At each word of a walk, how often it goes on at another place where the same word stands. */
const LEAP = 1 / 6;
/** Of words that stand once in the archive, how many are another new word in every copy: 1.0 would be a new one each time. */
const COINED = 0.35;

/**
 * Any number of papers with the statistics of real ones: the papers themselves first, then copies, round by round, in
 * the order of the archive, the same in every run. A copy keeps its model's day, votes, code, categories and the number and
 * length of its sentences. Its text is walked: each sentence begins as one of the model, and at every sixth word or so goes
 * on at another place in the archive where the same word stands, so that a word, and a pair of words, is as frequent as it
 * is in the archive (a random walk over neighbouring words has their frequencies as its own), sentences stay about a
 * subject, and no two papers are alike. Of words that the archive has once, a third becomes a new word in every copy, so that the vocabulary
 * goes on growing as it does in real text (Heaps). Authors and the organisation come from other papers of the archive.
 */
export function* blownUp(archive: readonly Paper[], size: number): Generator<Paper> {
  yield* archive.slice(0, size);
  const titles = new Walks(archive.map(({ title }) => title));
  const abstracts = new Walks(archive.map(({ abstract }) => abstract));
  for (let n = archive.length; n < size; n++) {
    const at = n % archive.length;
    const model = archive[at];
    if (!model) return;
    const random = seededRandom(n);
    const other = (): Paper => archive[Math.floor(random() * archive.length)] ?? model;
    const { authorCount: _count, url: _url, organization: _organization, summary: _summary, ...kept } = model;
    const organization = model.organization && other().organization;
    yield {
      ...kept,
      id: `${model.id}.${Math.floor(n / archive.length)}`,
      title: titles.walk(at, n, random),
      abstract: abstracts.walk(at, n, random),
      authors: model.authors.length > 0 ? other().authors : [],
      ...(model.keywords && { keywords: other().keywords ?? model.keywords }),
      ...(organization && { organization }),
    };
  }
}

/** Texts as one row of words, and where each word stands in it. */
class Walks {
  readonly #words: string[] = [];
  /** By place in the row: the word; 0 ends a text. */
  readonly #row: Int32Array;
  /** By text: where it begins in the row. */
  readonly #begin: Int32Array;
  /** By word: where its places begin in `places`. */
  readonly #from: Int32Array;
  readonly #places: Int32Array;

  constructor(texts: readonly string[]) {
    const numbers = new Map<string, number>([['', 0]]);
    this.#words.push('');
    const row: number[] = [];
    this.#begin = new Int32Array(texts.length + 1);
    texts.forEach((text, i) => {
      this.#begin[i] = row.length;
      for (const word of text.split(/\s+/).filter(Boolean)) {
        let number = numbers.get(word);
        if (number === undefined) {
          number = this.#words.length;
          numbers.set(word, number);
          this.#words.push(word);
        }
        row.push(number);
      }
      row.push(0);
    });
    this.#begin[texts.length] = row.length;
    this.#row = Int32Array.from(row);
    this.#from = new Int32Array(this.#words.length + 1);
    for (const word of row) this.#from[word + 1] = (this.#from[word + 1] ?? 0) + 1;
    for (let word = 0; word < this.#words.length; word++)
      this.#from[word + 1] = (this.#from[word + 1] ?? 0) + (this.#from[word] ?? 0);
    const next = this.#from.slice();
    this.#places = new Int32Array(row.length);
    row.forEach((word, at) => {
      const place = next[word] ?? 0;
      next[word] = place + 1;
      this.#places[place] = at;
    });
  }

  /** A text with the sentences of text `model`, each walked from its beginning for as long as it is. */
  walk(model: number, copy: number, random: () => number): string {
    const words: string[] = [];
    const end = (this.#begin[model + 1] ?? 1) - 1;
    let at = 0;
    for (let own = this.#begin[model] ?? 0; own < end; own++) {
      const begins = own === this.#begin[model] || this.#endsSentence(own - 1);
      at = begins ? own : this.#after(at, own, random);
      words.push(this.#word(at, copy, random));
    }
    return words.join(' ');
  }

  #endsSentence(at: number): boolean {
    return /[.!?]$/.test(this.#words[this.#row[at] ?? 0] ?? '');
  }

  /** Where a walk goes on after the word at `at`; where a text ends there, in the model again. */
  #after(at: number, own: number, random: () => number): number {
    let from = at;
    if (random() < LEAP) {
      const word = this.#row[at] ?? 0;
      const first = this.#from[word] ?? 0;
      const count = (this.#from[word + 1] ?? first) - first;
      from = this.#places[first + Math.floor(random() * count)] ?? at;
    }
    return this.#row[from + 1] === 0 ? own : from + 1;
  }

  #word(at: number, copy: number, random: () => number): string {
    const number = this.#row[at] ?? 0;
    const word = this.#words[number] ?? '';
    const isRare = (this.#from[number + 1] ?? 0) - (this.#from[number] ?? 0) === 1;
    if (!isRare || random() > COINED) return word;
    return word.replace(/\p{L}{3,}/u, letters => letters + coined(copy));
  }
}

/** A number in letters, so that it is part of the word. */
const coined = (copy: number): string =>
  copy.toString(26).replace(/./g, digit => String.fromCharCode(97 + Number.parseInt(digit, 26)));
