/** The prior speaks of so many papers, but of no more than a quarter of those counted. */
const PRIOR_PAPERS = 50;

/** How many papers of `of` something is in. */
export interface Occurrence {
  readonly papers: number;
  readonly of: number;
}

/**
 * By how many standard deviations something is more usual now than before: the z-score of the difference of log-odds
 * with an informative prior, here the share of both periods together (Monroe, Colaresi & Quinn, “Fightin’ Words”, 2008,
 * https://doi.org/10.1093/pan/mpn018, eq. 16–22). Papers are counted, not words: one paper that says a thing fifty
 * times is one. Positive when it rises; 0 when neither period has papers.
 */
export function logOddsRise(now: Occurrence, before: Occurrence): number {
  const all = now.of + before.of;
  if (all === 0) return 0;
  const usual = (now.papers + before.papers + 0.5) / (all + 1);
  const weight = Math.min(PRIOR_PAPERS, all / 4);
  const prior = weight * usual;
  const odds = ({ papers, of }: Occurrence) => {
    const having = papers + prior;
    const others = of - papers + weight - prior;
    return { log: Math.log(having / others), variance: 1 / having + 1 / others };
  };
  const [a, b] = [odds(now), odds(before)];
  return (a.log - b.log) / Math.sqrt(a.variance + b.variance);
}
