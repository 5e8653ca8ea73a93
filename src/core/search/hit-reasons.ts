import { MATCH_PLACES, type MatchPlace, type Reason } from '../ranking/rank.ts';
import type { IndexView, PlacedPaper } from './index-view.ts';
import type { Occurrences } from './occurrences.ts';
import { markedIn, type ResolvedQuery } from './resolved-query.ts';

/** By zone of a record. */
const PLACES: readonly MatchPlace[] = ['title', 'abstract', 'keywords', 'authors', 'organization'];

/**
 * Why a paper was found: what of the query stands where, words that were typed in a row together. The weights are each
 * part's share of what the words say, times `strength`. `found` is refilled.
 */
export function reasonsOf(
  query: ResolvedQuery,
  { segments }: IndexView,
  paper: PlacedPaper,
  strength: number,
  found: Occurrences,
): readonly Reason[] {
  const segment = segments[paper.segment];
  if (!segment || !query.ranking) return [];
  found.collect(segment.record(paper.doc), segment, markedIn(query, segment));
  const places = bestPlaces(found);
  const total = query.words.reduce((sum, { weight }, i) => sum + (query.counts[i] ? weight : 0), 0);
  const reasons: (Reason & { kind: 'match' })[] = [];
  let before: MatchPlace | undefined;
  query.words.forEach(({ planned, weight, corrected }, i) => {
    const where = query.counts[i] ? places.get(i) : undefined;
    const text = corrected ?? planned.form;
    const share = (strength * weight) / Math.max(1e-9, total);
    const last = reasons.at(-1);
    if (where && where === before && last)
      reasons.splice(-1, 1, { ...last, text: `${last.text} ${text}`, weight: last.weight + share });
    else if (where) reasons.push({ kind: 'match', text, where, weight: share });
    before = where;
  });
  return reasons.sort((a, b) => b.weight - a.weight);
}

/** By word of the query: the best place it stands in. */
function bestPlaces(found: Occurrences): Map<number, MatchPlace> {
  const best = new Map<number, MatchPlace>();
  for (let i = 0; i < found.size; i++) {
    const place = PLACES[found.zone[i] ?? 0];
    const word = found.word[i] ?? 0;
    const known = best.get(word);
    if (place && (!known || MATCH_PLACES.indexOf(place) < MATCH_PLACES.indexOf(known))) best.set(word, place);
  }
  return best;
}
