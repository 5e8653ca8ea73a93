import type { RankingWeights } from './ranking-model.ts';

/** Weights set by hand, for where no learned ones are given: votes against what is usual, code, the size of the team. */
export const PLAIN_WEIGHTS: RankingWeights = {
  madeBy: ['set by hand'],
  features: {
    authorsBest: { mean: 0, weight: 0.5 },
    organization: { mean: 0, weight: 0.3 },
    submitter: { mean: 0, weight: 0.3 },
    team: { mean: 1.8, weight: 0.3 },
    code: { mean: 0.5, weight: 0.1 },
    stars: { mean: 1, weight: 0.1 },
  },
  text: { scale: 1, mean: 0, weight: 0, terms: {} },
  rarity: { rarest: 3, stems: {} },
  votes: {
    credit: 4,
    swing: 1,
    weight: 1.2,
    usual: [
      { hours: 0, votes: 0 },
      { hours: 6, votes: 6 },
      { hours: 16, votes: 9 },
      { hours: 240, votes: 16 },
    ],
  },
};
