import { type AverageLengths, impactOf, lengthNorm } from './impact.ts';
import { CLOSES, ENDS, EXACT, type Occurrences, OPENS } from './occurrences.ts';
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
export class RunFeatures {
  /** BM25F. */
  words = 0;
  /** Neighbours of the query that are neighbours in the paper, by stem. */
  pairs = 0;
  /** The same, spelled as in the query. */
  spelledPairs = 0;
  /** Words of the query near each other. */
  near = 0;
  /** Words of the title that were asked for, of those that say something. */
  titleShare = 0;
  /** Weight of the words found anywhere. */
  cover = 0;
  /** The whole row as a term: spelled so, and standing for itself rather than inside a longer term. */
  term = 0;
  ownTerm = 0;
  /** 1 where the whole row is the title, or its beginning up to a pause: what a paper is called. */
  named = 0;
}

/** Words further apart than this have nothing to do with each other. */
const NEAR = 20;
/** What one mention is worth of many. */
const HALF = 1.2;
/** A word of this weight counts in full where words stand near each other. */
const TELLING = 5;
/** Where a word is counted by itself; names count as the abstract. */
const FIELDS = 3;

/** Works out features of paper after paper for one run. */
export class RunScorer {
  readonly #run: ScoredRun;
  readonly #features = new RunFeatures();
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
    this.#counts = new Float64Array(slots * FIELDS);
    this.#close = new Float64Array(slots);
    this.#pairOf = new Uint16Array(slots * slots);
    run.pairs.forEach(({ first, second }, pair) => {
      this.#pairOf[(this.#slotOf[first] ?? 0) * slots + (this.#slotOf[second] ?? 0)] = pair + 1;
    });
    this.#pairCounts = new Float64Array(run.pairs.length);
    this.#spelledCounts = new Float64Array(run.pairs.length);
  }

  /** Good until the next paper. */
  featuresOf(found: Occurrences, averages: AverageLengths): Readonly<RunFeatures> {
    this.#counts.fill(0);
    this.#close.fill(0);
    this.#pairCounts.fill(0);
    this.#spelledCounts.fill(0);
    this.#walk(found);
    const length = (found.lengths[TITLE] ?? 0) + (found.lengths[ABSTRACT] ?? 0);
    const relative = length / Math.max(1, averages.title + averages.abstract);
    const half = HALF * (0.25 + 0.75 * relative);
    this.#takeWords(found, averages);
    this.#features.pairs = this.#pairFeature(this.#pairCounts);
    this.#features.spelledPairs = this.#pairFeature(this.#spelledCounts);
    this.#features.near = this.#nearFeature(half * 3);
    this.#takeTerm(found, half);
    return this.#features;
  }

  #walk(found: Occurrences): void {
    const { word, zone, size } = found;
    let before = -1;
    for (let i = 0; i < size; i++) {
      const slot = this.#slotOf[word[i] ?? 0] ?? -1;
      if (slot < 0) continue;
      const own = zone[i] ?? 0;
      const at = slot * FIELDS + (own <= KEYWORDS ? own : ABSTRACT);
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      if (before >= 0) this.#comeClose(found, before, i, slot);
      before = i;
      this.#countPairs(found, i, slot);
    }
  }

  /** The neighbours of the query that begin with occurrence `i`. */
  #countPairs(found: Occurrences, i: number, slot: number): void {
    const { word, position, flags, zone, size } = found;
    const { pairs, words } = this.#run;
    const from = position[i] ?? 0;
    for (let j = i + 1; j < size; j++) {
      const distance = (position[j] ?? 0) - from;
      if (distance > LONGEST_GAP) return;
      const other = this.#slotOf[word[j] ?? 0] ?? -1;
      const pair = other < 0 ? 0 : (this.#pairOf[slot * words.length + other] ?? 0);
      if (pair === 0 || pairs[pair - 1]?.gap !== distance) continue;
      const mentions = zone[i] === TITLE ? 2 : 1;
      this.#pairCounts[pair - 1] = (this.#pairCounts[pair - 1] ?? 0) + mentions;
      if (((flags[i] ?? 0) & (flags[j] ?? 0) & EXACT) !== 0)
        this.#spelledCounts[pair - 1] = (this.#spelledCounts[pair - 1] ?? 0) + mentions;
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

  #takeWords({ lengths, titleWords }: Occurrences, averages: AverageLengths): void {
    const inTitle = lengthNorm(lengths[TITLE] ?? 0, averages.title);
    const inAbstract = lengthNorm(lengths[ABSTRACT] ?? 0, averages.abstract);
    const inKeywords = lengthNorm(lengths[KEYWORDS] ?? 0, averages.keywords);
    const { weights, total } = this.#run;
    let [words, titleFound, cover] = [0, 0, 0];
    for (let slot = 0; slot < weights.length; slot++) {
      const title = this.#counts[slot * FIELDS] ?? 0;
      const abstract = this.#counts[slot * FIELDS + 1] ?? 0;
      const keywords = this.#counts[slot * FIELDS + 2] ?? 0;
      if (title + abstract + keywords === 0) continue;
      const weight = weights[slot] ?? 0;
      cover += weight;
      words += weight * impactOf(title / inTitle, abstract / inAbstract, keywords / inKeywords);
      titleFound += title;
    }
    this.#features.words = words / total;
    this.#features.cover = cover / total;
    this.#features.titleShare = titleFound / Math.max(1, titleWords);
  }

  #pairFeature(counts: Float64Array): number {
    const { pairs, total } = this.#run;
    let sum = 0;
    for (let pair = 0; pair < pairs.length; pair++) {
      const count = counts[pair] ?? 0;
      if (count > 0) sum += ((pairs[pair]?.weight ?? 0) * count) / (count + HALF);
    }
    return sum / total;
  }

  #nearFeature(half: number): number {
    const { weights, total } = this.#run;
    let sum = 0;
    for (let slot = 0; slot < weights.length; slot++) {
      const close = this.#close[slot] ?? 0;
      sum += (Math.min(1, (weights[slot] ?? 0) / TELLING) * close * (HALF + 1)) / (close + half);
    }
    return sum / total;
  }

  /** How often the whole row stands in the paper, spelled as typed, how often as a term of its own, and as a name. */
  #takeTerm(found: Occurrences, half: number): void {
    const [head] = this.#run.term;
    let [mentions, own, named] = [0, 0, 0];
    for (let i = 0; head && i < found.size; i++) {
      const flags = found.flags[i] ?? 0;
      if (found.word[i] !== head.word || (flags & EXACT) === 0) continue;
      const last = this.#termEnd(found, i);
      if (last < 0) continue;
      mentions += 1;
      const after = found.flags[last] ?? 0;
      if ((flags & OPENS) !== 0 && (after & CLOSES) !== 0) own += 1;
      if (found.zone[i] === TITLE && found.position[i] === head.position && (after & ENDS) !== 0) named = 1;
    }
    this.#features.term = mentions / (mentions + half);
    this.#features.ownTerm = own / (own + half);
    this.#features.named = named;
  }

  /** The occurrence that ends the row that begins at `start`, or -1. */
  #termEnd({ word, position, flags, size }: Occurrences, start: number): number {
    const { term } = this.#run;
    let last = start;
    for (let k = 1; k < term.length; k++) {
      const wanted = (position[start] ?? 0) + (term[k]?.position ?? 0) - (term[0]?.position ?? 0);
      let i = last + 1;
      while (i < size && ((position[i] ?? 0) < wanted || word[i] !== term[k]?.word)) i += 1;
      if (i >= size || position[i] !== wanted || ((flags[i] ?? 0) & EXACT) === 0) return -1;
      last = i;
    }
    return last;
  }
}
