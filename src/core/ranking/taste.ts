import type { Paper } from '../papers/paper.ts';
import { type PaperTerms, termsOf } from './paper-terms.ts';
import { ofLengthOne, type RankingModel } from './ranking-model.ts';

/** What a channel's people said of one paper, in people. */
export interface ReaderVotes {
  readonly paper: Paper;
  readonly up: number;
  readonly down: number;
}

/** Votes against say less about what is wanted than votes for. */
const AGAINST = 0.4;
/** So many papers voted on before a taste counts half of what it will. */
const DOUBT = 1.5;
/** After so many newer ones a vote counts half: tastes move. */
const HALF_AFTER_VOTES = 100;
/** How many of the words that speak most for a paper may be named as the reason. */
const NAMED_AMONG = 8;

/** How much a paper is to a taste, -1 to 1, and the words that speak most for it, as the paper spells them. */
export interface Liking {
  readonly liking: number;
  readonly term?: string;
}

/**
 * What a channel's votes say its people like to read: the words of what they voted for, less those of what they voted
 * against (Rocchio). Works from the first vote on; says nothing of a paper that shares no word with any of them.
 */
export class Taste {
  readonly #liking: ReadonlyMap<string, number>;
  readonly #model: RankingModel;
  /** How far it is to be believed, 0 to 1. */
  readonly confidence: number;

  /** `votes` newest first. */
  constructor(votes: readonly ReaderVotes[], model: RankingModel) {
    this.#model = model;
    const [liked, disliked] = [new Map<string, number>(), new Map<string, number>()];
    let [for_, against] = [0, 0];
    for (const [newer, { paper, up, down }] of votes.entries()) {
      const balance = ((up - down) / Math.max(1, up + down)) * 0.5 ** (newer / HALF_AFTER_VOTES);
      if (balance === 0) continue;
      const [into, size] = balance > 0 ? [liked, balance] : [disliked, -balance];
      for (const [stem, value] of model.vector(termsOf(paper)))
        into.set(stem, (into.get(stem) ?? 0) + size * value);
      if (balance > 0) for_ += size;
      else against += size;
    }
    const liking = new Map<string, number>();
    for (const [stem, value] of liked) liking.set(stem, value / for_);
    for (const [stem, value] of disliked)
      liking.set(stem, (liking.get(stem) ?? 0) - (AGAINST * value) / against);
    this.#liking = ofLengthOne(liking);
    const said = for_ + AGAINST * against;
    this.confidence = said / (said + DOUBT);
  }

  likes(terms: PaperTerms): Liking {
    let liking = 0;
    const parts: [string, number][] = [];
    for (const [stem, value] of this.#model.vector(terms)) {
      const wanted = this.#liking.get(stem);
      if (wanted === undefined) continue;
      liking += value * wanted;
      if (wanted > 0) parts.push([stem, value * wanted]);
    }
    parts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const term = tellingTerm(terms, parts.slice(0, NAMED_AMONG));
    return { liking, ...(term !== undefined && { term }) };
  }
}

/** The two words side by side that say most together, else the word that says most alone; a number says nothing. */
function tellingTerm(terms: PaperTerms, parts: readonly (readonly [string, number])[]): string | undefined {
  const words = parts.filter(([stem]) => /\p{L}{2}/u.test(stem));
  let [best, most] = words[0] ?? ['', 0];
  for (const [a, one] of words)
    for (const [b, other] of words)
      if (one + other > most && terms.spelling(`${a} ${b}`) !== undefined)
        [best, most] = [`${a} ${b}`, one + other];
  return terms.spelling(best);
}
