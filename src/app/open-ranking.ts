import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../config.ts';
import { RankingDesk } from '../core/ranking/ranking-desk.ts';
import { RankingModel, RankingWeights } from '../core/ranking/ranking-model.ts';
import type { Stores } from './open-stores.ts';

/** The learned weights of `config/ranking-weights.json`. */
export function loadRankingModel(root = packageRoot): RankingModel {
  const json: unknown = JSON.parse(readFileSync(join(root, 'config', 'ranking-weights.json'), 'utf8'));
  return new RankingModel(RankingWeights.parse(json));
}

/** What papers are ranked by, over these stores. */
export function openRanking(stores: Stores): RankingDesk {
  return new RankingDesk({ ...stores, store: stores.keyed('ranking'), model: loadRankingModel() });
}
