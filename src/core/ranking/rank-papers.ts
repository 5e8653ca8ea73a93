import type { Paper } from '../papers/paper.ts';
import type { InstantMs } from '../time.ts';
import { type Contribution, explain } from './contribution.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { termsOf } from './paper-terms.ts';
import { PLAIN_WEIGHTS } from './plain-weights.ts';
import { qualityOf } from './quality.ts';
import type { Candidate, Evidence, MatchPlace, RankedPaper } from './rank.ts';
import { RankingModel } from './ranking-model.ts';
import type { Taste } from './taste.ts';
import type { TrackRecord } from './track-record.ts';

const DAY_MS = 86_400_000;

/** What the best single match is worth, in the unit of the score: more than votes usually differ. */
const BEST_MATCH = 6;
/** Puts what was not asked for after all that was. */
const NOT_ASKED_FOR = -10;
/** What a liking that differs by 1 from the other papers' is worth when it is fully believed, and the most it can be. */
const LIKING = 30;
const MOST_LIKING = 3;
const FRESHNESS = 0.6;
const FRESH_FOR_DAYS = 3;

/** How sure a match in this place says that the paper is about it. */
const PLACE_STRENGTH: Record<MatchPlace, number> = {
  title: 0.75,
  keywords: 0.55,
  authors: 0.7,
  organization: 0.6,
  abstract: 0.4,
  categories: 0.3,
};

export interface RankingContext {
  readonly now: InstantMs;
  /** Learned weights; without them a few set by hand. */
  readonly model?: RankingModel;
  /** How earlier papers of the same people fared. */
  readonly record?: TrackRecord;
  /** What the channel's votes say its people like. */
  readonly taste?: Taste;
}

/** For where no learned weights are given. */
export const PLAIN_MODEL = new RankingModel(PLAIN_WEIGHTS);

/**
 * The papers best first, near-duplicates folded into the best of them. Ties: more votes, newer listing, then id, so
 * that the same papers give the same order whatever order they came in.
 */
export function rankPapers(
  candidates: readonly Candidate[],
  context: RankingContext,
): readonly RankedPaper[] {
  const { now, record, taste, model = PLAIN_MODEL } = context;
  const fresh = freshParts(candidates, now);
  const liked = likedParts(candidates, taste);
  const scored = candidates
    .map(({ paper, evidence }, i) => ({
      paper,
      folded: [],
      ...explain([
        ...matchParts(evidence),
        ...qualityOf(paper, { now, model, record }),
        ...(fresh[i] ?? []),
        ...(liked[i] ?? []),
      ]),
    }))
    .sort((a, b) => b.score - a.score || byDefault(a.paper, b.paper));
  return fold(scored);
}

function byDefault(a: Paper, b: Paper): number {
  return (
    (b.upvotes ?? -1) - (a.upvotes ?? -1) ||
    (b.listedOn ?? '').localeCompare(a.listedOn ?? '') ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function fold(ranked: readonly RankedPaper[]): readonly RankedPaper[] {
  const byPaper = new Map(ranked.map(entry => [entry.paper, entry]));
  return groupNearDuplicates(ranked.map(entry => entry.paper)).flatMap(([best, ...folded]) => {
    const entry = best && byPaper.get(best);
    return entry ? [{ ...entry, folded }] : [];
  });
}

/** Each further match adds less: what is left of the way to certainty. */
function matchParts(evidence: readonly Evidence[] | undefined): readonly Contribution[] {
  if (!evidence) return [];
  if (evidence.length === 0) return [{ value: NOT_ASKED_FOR }];
  const seen = new Set<string>();
  let doubt = 1;
  return [...evidence]
    .sort((a, b) => PLACE_STRENGTH[b.where] - PLACE_STRENGTH[a.where])
    .flatMap(({ text, where, topic }) => {
      const key = (topic ?? text).toLowerCase();
      const strength = PLACE_STRENGTH[where] * (seen.has(key) ? 0.25 : 1);
      seen.add(key);
      const value = BEST_MATCH * doubt * strength;
      doubt *= 1 - strength;
      return [{ value, reason: { kind: 'match', text, where, ...(topic === undefined ? {} : { topic }) } }];
    });
}

/** What the channel's taste moves each paper against the others of this ranking. */
function likedParts(
  candidates: readonly Candidate[],
  taste: Taste | undefined,
): readonly (readonly Contribution[])[] {
  if (!taste) return [];
  const likings = candidates.map(({ paper }) => taste.likes(termsOf(paper)));
  const usual = mean(likings.map(({ liking }) => liking));
  return likings.map(({ liking, term }) => {
    const wanted = LIKING * taste.confidence * (liking - usual);
    const value = Math.max(-MOST_LIKING, Math.min(MOST_LIKING, wanted));
    return [value > 0 && term !== undefined ? { value, reason: { kind: 'liked', term } } : { value }];
  });
}

/** What each paper's age moves it against the others of this ranking: nothing when they are all of one day. */
function freshParts(candidates: readonly Candidate[], now: InstantMs): readonly (readonly Contribution[])[] {
  const ages = candidates.map(({ paper }) => freshness(paper, now));
  const usual = mean(ages);
  return candidates.map(({ paper }, i) => {
    const value = (ages[i] ?? 0) - usual;
    if (Math.abs(value) < 1e-9) return [];
    const day = (paper.listedOn ?? paper.publishedAt)?.slice(0, 10);
    return [day !== undefined && value > 0 ? { value, reason: { kind: 'fresh', day } } : { value }];
  });
}

function freshness(paper: Paper, now: InstantMs): number {
  const day = paper.listedOn ?? paper.publishedAt;
  if (day === undefined) return 0;
  const age = Math.max(0, (now - Date.parse(day)) / DAY_MS);
  return FRESHNESS * Math.exp(-age / FRESH_FOR_DAYS);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
