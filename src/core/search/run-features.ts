import { type AverageLengths, impactOf, lengthNorm } from './impact.ts';
import type { Occurrences } from './occurrences.ts';
import { ABSTRACT, KEYWORDS, TITLE } from './paper-texts.ts';

/** Neighbours of a query may be this far apart: words without a subject between them are not looked at. */
export const LONGEST_GAP = 4;

/** Words of a query in a row, with what each says: the index of a word is its place in the plan. */
export interface ScoredRun {
  /** Distinct words that count, with their weights times how often they were typed. */
  readonly words: readonly number[];
  readonly weights: Float64Array;
  /** Sum of the weights. */
  readonly total: number;
  /** Neighbours of the query: two words, how far apart, what they weigh. */
  readonly pairs: readonly RunPair[];
  /** The whole row, when short enough to be a term itself: words and their places. */
  readonly term: readonly { readonly word: number; readonly position: number }[];
}

export interface RunPair {
  readonly first: number;
  readonly second: number;
  readonly gap: number;
  readonly weight: number;
}

/** How well a row of words and a paper go together; each between 0 and about 1, 0 where nothing is found. */
export interface RunFeatures {
  /** BM25F. */
  readonly words: number;
  /** Neighbours of the query that are neighbours in the paper, by stem. */
  readonly pairs: number;
  /** The same, spelled as in the query. */
  readonly spelledPairs: number;
  /** Words of the query near each other. */
  readonly near: number;
  /** Words of the title that were asked for, of those that say something. */
  readonly titleShare: number;
  /** Weight of the words found anywhere. */
  readonly cover: number;
  /** The whole row as a term: spelled so, and standing for itself rather than inside a longer term. */
  readonly term: number;
  readonly ownTerm: number;
  /** 1 where the whole row is the title, or its beginning up to a pause: what a paper is called. */
  readonly named: number;
}

/** Words further apart than this have nothing to do with each other. */
const NEAR = 20;
/** What one mention is worth of many. */
const HALF = 1.2;
/** A word of this weight counts in full where words stand near each other. */
const TELLING = 5;

/** Works out features of paper after paper for one run. */
export class RunScorer {
  readonly #run: ScoredRun;
  /** By word of the plan: its place among the run's words, or -1. */
  readonly #slotOf: Int32Array;
  /** By slot and field: how often. */
  readonly #counts: Float64Array;
  readonly #close: Float64Array;
  /** By two slots: the pair they are, plus 1. */
  readonly #pairOf: Uint16Array;
  readonly #pairCounts: Float64Array;
  readonly #spelledCounts: Float64Array;

  constructor(run: ScoredRun, words: number) {
    const slots = run.words.length;
    this.#run = run;
    this.#slotOf = new Int32Array(words).fill(-1);
    run.words.forEach((word, slot) => {
      this.#slotOf[word] = slot;
    });
    this.#counts = new Float64Array(slots * 3);
    this.#close = new Float64Array(slots);
    this.#pairOf = new Uint16Array(slots * slots);
    run.pairs.forEach(({ first, second }, pair) => {
      this.#pairOf[(this.#slotOf[first] ?? 0) * slots + (this.#slotOf[second] ?? 0)] = pair + 1;
    });
    this.#pairCounts = new Float64Array(run.pairs.length);
    this.#spelledCounts = new Float64Array(run.pairs.length);
  }

  featuresOf(found: Occurrences, averages: AverageLengths): RunFeatures {
    this.#counts.fill(0);
    this.#close.fill(0);
    this.#pairCounts.fill(0);
    this.#spelledCounts.fill(0);
    this.#walk(found);
    const length = (found.lengths[TITLE] ?? 0) + (found.lengths[ABSTRACT] ?? 0);
    const relative = length / Math.max(1, averages.title + averages.abstract);
    const half = HALF * (0.25 + 0.75 * relative);
    return {
      ...this.#wordFeatures(found, averages),
      pairs: this.#pairFeature(this.#pairCounts),
      spelledPairs: this.#pairFeature(this.#spelledCounts),
      near: this.#nearFeature(half * 3),
      ...this.#termFeatures(found, half),
    };
  }

  #walk(found: Occurrences): void {
    const slots = this.#run.words.length;
    let before = -1;
    for (let i = 0; i < found.size; i++) {
      const slot = this.#slotOf[found.word[i] ?? 0] ?? -1;
      if (slot < 0) continue;
      const zone = found.zone[i] ?? 0;
      if (zone <= KEYWORDS) this.#counts[slot * 3 + zone] = (this.#counts[slot * 3 + zone] ?? 0) + 1;
      else this.#counts[slot * 3 + ABSTRACT] = (this.#counts[slot * 3 + ABSTRACT] ?? 0) + 1;
      if (before >= 0) this.#comeClose(found, before, i, slot);
      before = i;
      for (let j = i + 1; j < found.size; j++) {
        const distance = (found.position[j] ?? 0) - (found.position[i] ?? 0);
        if (distance > LONGEST_GAP) break;
        const other = this.#slotOf[found.word[j] ?? 0] ?? -1;
        const pair = other < 0 ? 0 : (this.#pairOf[slot * slots + other] ?? 0);
        if (pair === 0 || this.#run.pairs[pair - 1]?.gap !== distance) continue;
        const mentions = zone === TITLE ? 2 : 1;
        this.#pairCounts[pair - 1] = (this.#pairCounts[pair - 1] ?? 0) + mentions;
        if (found.exact[i] && found.exact[j])
          this.#spelledCounts[pair - 1] = (this.#spelledCounts[pair - 1] ?? 0) + mentions;
      }
    }
  }

  /** After Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval" (SIGIR 2006). */
  #comeClose(found: Occurrences, before: number, i: number, slot: number): void {
    const distance = (found.position[i] ?? 0) - (found.position[before] ?? 0);
    const other = this.#slotOf[found.word[before] ?? 0] ?? 0;
    if (other === slot || distance >= NEAR) return;
    const force = 1 / (distance * distance);
    this.#close[slot] = (this.#close[slot] ?? 0) + (this.#run.weights[other] ?? 0) * force;
    this.#close[other] = (this.#close[other] ?? 0) + (this.#run.weights[slot] ?? 0) * force;
  }

  #wordFeatures(
    { lengths, titleWords }: Occurrences,
    averages: AverageLengths,
  ): Pick<RunFeatures, 'words' | 'titleShare' | 'cover'> {
    const norms = [
      lengthNorm(lengths[TITLE] ?? 0, averages.title),
      lengthNorm(lengths[ABSTRACT] ?? 0, averages.abstract),
      lengthNorm(lengths[KEYWORDS] ?? 0, averages.keywords),
    ] as const;
    let [words, titleFound, cover] = [0, 0, 0];
    this.#run.weights.forEach((weight, slot) => {
      const title = this.#counts[slot * 3] ?? 0;
      const abstract = this.#counts[slot * 3 + 1] ?? 0;
      const keywords = this.#counts[slot * 3 + 2] ?? 0;
      if (title + abstract + keywords === 0) return;
      cover += weight;
      words += weight * impactOf([title, abstract, keywords], norms);
      titleFound += title;
    });
    const { total } = this.#run;
    return {
      words: words / total,
      cover: cover / total,
      titleShare: titleFound / Math.max(1, titleWords),
    };
  }

  #pairFeature(counts: Float64Array): number {
    let sum = 0;
    this.#run.pairs.forEach(({ weight }, pair) => {
      const count = counts[pair] ?? 0;
      sum += (weight * count) / (count + HALF);
    });
    return sum / this.#run.total;
  }

  #nearFeature(half: number): number {
    let sum = 0;
    this.#run.weights.forEach((weight, slot) => {
      const close = this.#close[slot] ?? 0;
      sum += (Math.min(1, weight / TELLING) * close * (HALF + 1)) / (close + half);
    });
    return sum / this.#run.total;
  }

  /** How often the whole row stands in the paper, spelled as typed, how often as a term of its own, and as a name. */
  #termFeatures(found: Occurrences, half: number): Pick<RunFeatures, 'term' | 'ownTerm' | 'named'> {
    const { term } = this.#run;
    const [head] = term;
    if (!head) return { term: 0, ownTerm: 0, named: 0 };
    let [mentions, own, named] = [0, 0, 0];
    for (let i = 0; i < found.size; i++) {
      if (found.word[i] !== head.word || !found.exact[i]) continue;
      const last = this.#termEnd(found, i);
      if (last < 0) continue;
      mentions += 1;
      if (found.opens[i] && found.closes[last]) own += 1;
      if (found.zone[i] === TITLE && found.position[i] === head.position && found.ends[last]) named = 1;
    }
    return { term: mentions / (mentions + half), ownTerm: own / (own + half), named };
  }

  /** The occurrence that ends the row that begins at `start`, or -1. */
  #termEnd(found: Occurrences, start: number): number {
    const { term } = this.#run;
    let last = start;
    for (let k = 1; k < term.length; k++) {
      const wanted = (found.position[start] ?? 0) + (term[k]?.position ?? 0) - (term[0]?.position ?? 0);
      let i = last + 1;
      while (i < found.size && ((found.position[i] ?? 0) < wanted || found.word[i] !== term[k]?.word)) i += 1;
      if (i >= found.size || found.position[i] !== wanted || !found.exact[i]) return -1;
      last = i;
    }
    return last;
  }
}
