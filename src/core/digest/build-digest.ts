import { analysedPaper } from '../matching/analysed-paper.ts';
import { matchQuery } from '../matching/match-query.ts';
import type { Paper } from '../papers/paper.ts';
import { allOf, anyOf, type Query } from '../query/query.ts';
import { type ChoiceRule, chooseForDigest } from '../ranking/choose-for-digest.ts';
import type { Candidate, RankedPaper } from '../ranking/rank.ts';
import { type RankingContext, rankPapers } from '../ranking/rank-papers.ts';
import type { Day } from '../time.ts';
import type { Digest, DigestEntry, DigestPeriod, MissingSource } from './digest.ts';
import { gistOf } from './gist.ts';

export interface DigestRequest extends ChoiceRule {
  readonly period: DigestPeriod;
  /** What the channel wants to read about, and how it was typed; everything when absent. */
  readonly topics?: { readonly text: string; readonly query: Query };
  /** The reader's day, for `last:` in the query. */
  readonly today: Day;
  readonly ranking: RankingContext;
  /** Ids of papers the channel has been shown. */
  readonly seen?: ReadonlySet<string>;
  readonly missingSources?: readonly MissingSource[];
}

/**
 * The papers of a period as one digest: what was asked for, ranked, good enough and not twice the same.
 * Each given paper is in it once: as an entry, or left out with the first thing that spoke against it.
 */
export function buildDigest(papers: readonly Paper[], request: DigestRequest): Digest {
  const leftOut: Digest['leftOut'][number][] = [];
  const candidates: Candidate[] = [];
  for (const paper of papers) {
    if (request.seen?.has(paper.id)) leftOut.push({ paper, why: 'seen' });
    else {
      const verdict = judge(paper, request);
      if (typeof verdict === 'string') leftOut.push({ paper, why: verdict });
      else candidates.push(verdict);
    }
  }
  const choice = chooseForDigest(rankPapers(candidates, request.ranking), request);
  return {
    period: request.period,
    ...(request.topics === undefined ? {} : { topics: request.topics.text }),
    entries: choice.chosen.map(withGist),
    considered: papers.length,
    leftOut: [...leftOut, ...choice.leftOut],
    missingSources: request.missingSources ?? [],
  };
}

/** Empty evidence means that only filters and exclusions were asked for: the ranking then has nothing to go by. */
function judge(paper: Paper, { topics, today }: DigestRequest): Candidate | 'no-topic' | 'excluded' {
  if (topics === undefined) return { paper };
  const analysed = analysedPaper(paper);
  const evidence = matchQuery(topics.query, analysed, today);
  if (evidence) return evidence.length === 0 ? { paper } : { paper, evidence };
  const wanted = withoutExclusions(topics.query);
  const excluded = wanted === undefined || matchQuery(wanted, analysed, today) !== undefined;
  return excluded ? 'excluded' : 'no-topic';
}

/** The query as if nothing had been excluded; undefined when nothing else was said. */
function withoutExclusions(query: Query): Query | undefined {
  if (query.kind === 'not') return undefined;
  if (query.kind !== 'all' && query.kind !== 'any') return query;
  const [first, ...others] = query.of.flatMap(member => withoutExclusions(member) ?? []);
  if (!first) return undefined;
  return query.kind === 'all' ? allOf([first, ...others]) : anyOf([first, ...others]);
}

function withGist(ranked: RankedPaper): DigestEntry {
  const gist = gistOf(ranked.paper);
  return gist === undefined ? ranked : { ...ranked, gist };
}
