import type { Paper } from '../papers/paper.ts';
import type { InstantMs } from '../time.ts';
import type { Contribution } from './contribution.ts';

const HOUR_MS = 3_600_000;

/** What a typical listed paper has in votes once they have come in. */
const USUAL_FINAL_VOTES = 24;
/** Hours after which half the votes are there. */
const HALF_OF_VOTES_HOURS = 20;
/** Hours after which the votes seen count half of what they will. */
const HALF_OF_TRUST_HOURS = 3;

/**
 * When a day's list opens: 21:30 in New York the evening before, 01:30 or 02:30 UTC; the middle of the two is near
 * enough. https://huggingface.co/papers
 */
function opensAt(day: string): InstantMs {
  return Date.parse(`${day}T02:00:00Z`);
}

/** Hours for which people could vote when the votes were last seen; at least 1. */
export function hoursOpen(paper: Paper, now: InstantMs): number {
  const since = paper.listedOn
    ? opensAt(paper.listedOn)
    : paper.publishedAt
      ? Date.parse(paper.publishedAt)
      : undefined;
  if (since === undefined) return 24;
  const seen = paper.sightings.flatMap(sighting => (sighting.at ? [Date.parse(sighting.at)] : []));
  const until = seen.length > 0 ? Math.min(Math.max(...seen), now) : now;
  return Math.max(1, (until - since) / HOUR_MS);
}

/** The votes a typical paper has after so many hours. */
export const usualVotes = (hours: number): number =>
  (USUAL_FINAL_VOTES * hours) / (hours + HALF_OF_VOTES_HOURS);

/**
 * How a paper stands among papers in general, topics aside: 0 is an ordinary paper, 1 is one standard deviation of
 * the logarithm of votes better.
 */
export function qualityOf(paper: Paper, now: InstantMs): readonly Contribution[] {
  const parts: Contribution[] = [];
  const hours = hoursOpen(paper, now);
  if (paper.upvotes !== undefined) parts.push(votesPart(paper.upvotes, hours));
  if (paper.codeUrl !== undefined || paper.codeStars !== undefined) {
    const stars = paper.codeStars === undefined ? {} : { stars: paper.codeStars };
    parts.push({
      value: 0.1 + 0.1 * Math.log10(1 + (paper.codeStars ?? 0)),
      reason: { kind: 'code', ...stars },
    });
  }
  if (paper.organization)
    parts.push({ value: 0.1, reason: { kind: 'organization', name: paper.organization.name } });
  const authors = paper.authorCount ?? paper.authors.length;
  if (authors > 0) parts.push({ value: 0.25 * Math.log(Math.min(authors, 60) / 6) });
  return parts;
}

function votesPart(upvotes: number, hours: number): Contribution {
  const usual = usualVotes(hours);
  const trust = hours / (hours + HALF_OF_TRUST_HOURS);
  const value = 1.2 * trust * Math.log((upvotes + 1) / (usual + 1));
  const rising = hours < 30 && upvotes >= 5 && upvotes >= 1.5 * usual;
  return {
    value,
    reason: rising ? { kind: 'rising', upvotes, usual: Math.round(usual) } : { kind: 'votes', upvotes },
  };
}
