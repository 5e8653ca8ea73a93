import type { RunFeatures } from './run-features.ts';

/** What each feature of a row of words adds to a paper's score. */
export type FeatureWeights = Readonly<Record<keyof RunFeatures, number>>;

/**
 * A row of up to this many words is a term that somebody typed; a longer one describes what is looked for. What helps one
 * hurts the other: a term must stand there as it is, a description is met by papers about the same thing.
 */
export const SHORT = 3;

export const TERM_WEIGHTS: FeatureWeights = {
  words: 0.3,
  pairs: 0.3,
  spelledPairs: 0.2,
  near: 0.1,
  titleShare: 0.05,
  cover: 0.5,
  term: 1,
  ownTerm: 1,
  named: 1,
};

export const DESCRIPTION_WEIGHTS: FeatureWeights = {
  words: 1,
  pairs: 0.25,
  spelledPairs: 0.3,
  near: 0.2,
  titleShare: 0.05,
  cover: 0,
  term: 0,
  ownTerm: 0,
  named: 1,
};

/** What likeness of meaning adds where a description is looked for. */
export const MEANING_WEIGHT = 0.25;

/** How much of a paper's score comes from the papers most like it, among the best ones. */
export const NEIGHBOUR_SHARE = 0.45;
/** So many of the best papers lend each other score. */
export const NEIGHBOURHOOD = 100;

/** What the best papers are chosen from: the words alone bring up so many, everything else orders them. */
export const CANDIDATES = 200;
