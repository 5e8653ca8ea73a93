import * as z from 'zod';
import { FEATURES, type Feature, type FeatureValues } from './features.ts';
import type { PaperTerms } from './paper-terms.ts';

/**
 * What was learned from past votes, as checked in. A paper's expected standing is the sum of its features and terms; it
 * is worth some votes, beside which those seen are counted.
 */
export const RankingWeights = z.object({
  /** How the file was made. */
  madeBy: z.array(z.string()),
  /** A feature moves a paper by `weight` a unit above `mean`. */
  features: z.partialRecord(z.enum(FEATURES), z.object({ mean: z.number(), weight: z.number() })),
  text: z.object({
    /** What the integer weights are multiplied with. */
    scale: z.number(),
    /** What an ordinary paper's terms sum to. */
    mean: z.number(),
    weight: z.number(),
    /** Integer weight → terms that have it, separated by spaces: a stem, `=stem` of a title, `stem_stem` of neighbours. */
    terms: z.record(z.string().regex(/^-?\d+$/), z.string()),
  }),
  /** How rare stems are, as ln(papers / papers that have it) → stems, separated by spaces; all others are `rarest`. */
  rarity: z.object({
    rarest: z.number().positive(),
    stems: z.record(z.string().regex(/^\d+(\.\d+)?$/), z.string()),
  }),
  votes: z.object({
    /**
     * What an ordinary paper is credited with before any vote is in, so that few votes are not taken for much; a paper
     * with an expected standing of x is credited with this times exp(`swing` x).
     */
    credit: z.number().positive(),
    swing: z.number(),
    /** What a logarithm of votes is worth: the inverse of its standard deviation within a day. */
    weight: z.number().positive(),
    /** What a typical paper has, by hours since the list of its day opened; ascending, the last holds for ever. */
    usual: z.array(z.object({ hours: z.number().nonnegative(), votes: z.number().nonnegative() })).min(1),
  }),
});
export type RankingWeights = z.infer<typeof RankingWeights>;

/** A text shorter than this many terms is not taken for more telling than a longer one. */
const SHORT_TEXT = 60;

export interface ExpectedPart {
  readonly from: Feature | 'text';
  readonly value: number;
}

/** {@link RankingWeights}, ready for use. Terms are unpacked when first needed. */
export class RankingModel {
  readonly #weights: RankingWeights;
  readonly #texts = new WeakMap<PaperTerms, number>();
  readonly #vectors = new WeakMap<PaperTerms, ReadonlyMap<string, number>>();
  #terms: TermWeights | undefined;
  #rarity: ReadonlyMap<string, number> | undefined;

  constructor(weights: RankingWeights) {
    this.#weights = weights;
  }

  /** What moves a paper's expected standing: 0 is an ordinary paper, 1 is a standard deviation of a day's log votes. */
  expected(features: FeatureValues, terms: PaperTerms): readonly ExpectedPart[] {
    const parts: ExpectedPart[] = [];
    for (const feature of FEATURES) {
      const value = features[feature];
      const known = this.#weights.features[feature];
      if (value !== undefined && known)
        parts.push({ from: feature, value: known.weight * (value - known.mean) });
    }
    const { mean, weight } = this.#weights.text;
    if (weight !== 0) parts.push({ from: 'text', value: weight * (this.text(terms) - mean) });
    return parts;
  }

  /** What the terms say, before it is weighed. */
  text(terms: PaperTerms): number {
    const known = this.#texts.get(terms);
    if (known !== undefined) return known;
    this.#terms ??= termWeights(this.#weights.text.terms);
    const { stems, titles, pairs } = this.#terms;
    let sum = 0;
    for (const stem of terms.counts.keys()) sum += stems.get(stem) ?? 0;
    for (const stem of terms.title) sum += titles.get(stem) ?? 0;
    for (const pair of terms.pairs) sum += pairs.get(pair) ?? 0;
    const text = (this.#weights.text.scale * sum) / textNorm(terms);
    this.#texts.set(terms, text);
    return text;
  }

  /** What a typical paper has in votes so many hours after the list of its day opened. */
  usualVotes(hours: number): number {
    const { usual } = this.#weights.votes;
    const next = usual.findIndex(knot => knot.hours > hours);
    const high = usual[next < 0 ? usual.length - 1 : next] ?? { hours: 0, votes: 0 };
    const low = usual[next < 0 ? usual.length - 1 : Math.max(0, next - 1)] ?? high;
    if (low === high) return high.votes;
    const share = Math.log((1 + hours) / (1 + low.hours)) / Math.log((1 + high.hours) / (1 + low.hours));
    return low.votes + share * (high.votes - low.votes);
  }

  /**
   * The standing of a paper that was expected to stand at `expected`, once these votes are in, in two summands: what is
   * left of the expectation when votes are usual, and what these votes add to it. The more votes are usual by now, the
   * less is left.
   */
  standing(
    expected: number,
    upvotes: number,
    usual: number,
  ): { readonly expectation: number; readonly votes: number } {
    const { credit, swing, weight } = this.#weights.votes;
    const credited = credit * Math.exp(swing * expected);
    return {
      expectation: weight * Math.log((usual + credited) / (usual + credit)),
      votes: weight * Math.log((upvotes + credited) / (usual + credited)),
    };
  }

  /** A paper's stems by how often it has them and how rare they are in papers at large, of length 1. */
  vector(terms: PaperTerms): ReadonlyMap<string, number> {
    const known = this.#vectors.get(terms);
    if (known) return known;
    const { rarest, stems } = this.#weights.rarity;
    this.#rarity ??= unpacked(stems);
    const vector = new Map<string, number>();
    for (const [stem, count] of terms.counts)
      vector.set(stem, (1 + Math.log(count)) * (this.#rarity.get(stem) ?? rarest));
    const unit = ofLengthOne(vector);
    this.#vectors.set(terms, unit);
    return unit;
  }
}

/** The same direction, of length 1; a vector of nothing stays as it is. */
export function ofLengthOne(vector: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let square = 0;
  for (const value of vector.values()) square += value * value;
  if (square === 0) return vector;
  const length = Math.sqrt(square);
  const unit = new Map<string, number>();
  for (const [stem, value] of vector) unit.set(stem, value / length);
  return unit;
}

interface TermWeights {
  readonly stems: ReadonlyMap<string, number>;
  readonly titles: ReadonlyMap<string, number>;
  readonly pairs: ReadonlyMap<string, number>;
}

function termWeights(packed: Readonly<Record<string, string>>): TermWeights {
  const weights = {
    stems: new Map<string, number>(),
    titles: new Map<string, number>(),
    pairs: new Map<string, number>(),
  };
  for (const [term, weight] of unpacked(packed)) {
    if (term.startsWith('=')) weights.titles.set(term.slice(1), weight);
    else if (term.includes('_')) weights.pairs.set(term.replace('_', ' '), weight);
    else weights.stems.set(term, weight);
  }
  return weights;
}

function unpacked(packed: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const [value, words] of Object.entries(packed))
    for (const word of words.split(' ')) values.set(word, Number(value));
  return values;
}

/** Every distinct term of a paper that can have a weight, as {@link RankingWeights} spells it. */
export function* textTerms(terms: PaperTerms): Generator<string> {
  yield* terms.counts.keys();
  for (const stem of terms.title) yield `=${stem}`;
  for (const pair of terms.pairs) yield pair.replace(' ', '_');
}

/** What the sum over a paper's terms is divided by, so that long texts are not louder. */
export const textNorm = (terms: PaperTerms): number =>
  Math.sqrt(Math.max(SHORT_TEXT, terms.counts.size + terms.title.size + terms.pairs.size));
