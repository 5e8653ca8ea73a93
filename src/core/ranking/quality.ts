import type { Paper } from '../papers/paper.ts';
import type { Day, InstantMs } from '../time.ts';
import type { Contribution, UnweighedReason } from './contribution.ts';
import { bestAuthor, featuresOf } from './features.ts';
import { termsOf } from './paper-terms.ts';
import type { ExpectedPart, RankingModel } from './ranking-model.ts';
import type { TrackRecord } from './track-record.ts';

const HOUR_MS = 3_600_000;
/** When nothing says when a paper was listed, its votes are taken for a day's. */
const UNKNOWN_HOURS = 24;
/** Votes that came this much faster than usual, in the first hours, make a paper a rising one. */
const RISING = { factor: 1.5, hours: 30, votes: 5 };

export interface QualityContext {
  readonly now: InstantMs;
  readonly model: RankingModel;
  readonly record?: TrackRecord | undefined;
}

/**
 * How a paper stands among papers in general, topics aside: 0 is an ordinary paper, 1 is one standard deviation of
 * the logarithm of a day's final votes better.
 */
export function qualityOf(paper: Paper, context: QualityContext): readonly Contribution[] {
  const { model, record, now } = context;
  const before = paper.listedOn ?? new Date(now).toISOString().slice(0, 10);
  const parts = model.expected(featuresOf(paper, record, before), termsOf(paper));
  if (paper.upvotes === undefined) return named(paper, parts, 1, record, before);
  const hours = hoursOpen(paper, now);
  const usual = model.usualVotes(hours);
  const expected = parts.reduce((sum, { value }) => sum + value, 0);
  const standing = model.standing(expected, paper.upvotes, usual);
  const left = expected === 0 ? 0 : standing.expectation / expected;
  return [
    { value: standing.votes, reason: votesReason(paper.upvotes, usual, hours) },
    ...named(paper, parts, left, record, before),
  ];
}

/**
 * Hours for which people could vote when the votes were last seen, counted from when the list of the day opened.
 * arXiv has no votes: seeing a paper there makes them no newer.
 */
function hoursOpen(paper: Paper, now: InstantMs): number {
  const since = paper.listedOn
    ? listOpened(paper.listedOn)
    : paper.publishedAt
      ? Date.parse(paper.publishedAt)
      : undefined;
  if (since === undefined) return UNKNOWN_HOURS;
  const seen = paper.sightings.flatMap(({ source, at }) =>
    at === undefined || source.startsWith('arxiv') ? [] : [Date.parse(at)],
  );
  const until = seen.length > 0 ? Math.min(Math.max(...seen), now) : now;
  return Math.max(0, (until - since) / HOUR_MS);
}

/** 21:30 in New York the evening before is 01:30 or 02:30 UTC; the middle of the two is near enough. */
const listOpened = (day: Day): InstantMs => Date.parse(`${day}T02:00:00Z`);

function votesReason(upvotes: number, usual: number, hours: number): UnweighedReason {
  const rising = hours < RISING.hours && upvotes >= RISING.votes && upvotes >= RISING.factor * usual;
  return rising ? { kind: 'rising', upvotes, usual: Math.round(usual) } : { kind: 'votes', upvotes };
}

type ReasonKind = 'content' | 'authors' | 'code' | 'organization' | 'submitter';

/** Under what a reader would call it each part is gathered; what is not here has no name. */
const KIND: { readonly [From in ExpectedPart['from']]?: ReasonKind } = {
  text: 'content',
  named: 'content',
  titleLength: 'content',
  question: 'content',
  benchmark: 'content',
  authorsBest: 'authors',
  authorsLast: 'authors',
  code: 'code',
  stars: 'code',
  project: 'code',
  organization: 'organization',
  submitter: 'submitter',
};

/** The parts of an expectation, gathered; `weight` is what is left of them. */
function named(
  paper: Paper,
  parts: readonly ExpectedPart[],
  weight: number,
  record: TrackRecord | undefined,
  before: Day,
): readonly Contribution[] {
  const sums = new Map<ReasonKind | undefined, number>();
  for (const { from, value } of parts) sums.set(KIND[from], (sums.get(KIND[from]) ?? 0) + weight * value);
  return [...sums].map(([kind, value]) => {
    const reason = kind && (value > 0 || kind === 'content') && reasonOf(kind, paper, record, before);
    return reason ? { value, reason } : { value };
  });
}

/** Nothing where there is nobody and nothing to name. */
function reasonOf(
  kind: ReasonKind,
  paper: Paper,
  record: TrackRecord | undefined,
  before: Day,
): UnweighedReason | undefined {
  switch (kind) {
    case 'content':
      return { kind };
    case 'authors': {
      const name = record && bestAuthor(paper, record, before);
      return name === undefined ? undefined : { kind, name };
    }
    case 'code':
      if (paper.codeUrl === undefined) return undefined;
      return { kind, ...(paper.codeStars !== undefined && { stars: paper.codeStars }) };
    case 'organization':
      return paper.organization && { kind, name: paper.organization.name };
    case 'submitter': {
      const name = record?.submitterOf(paper.id);
      return name === undefined ? undefined : { kind, name };
    }
  }
}
