import type { Paper } from '../papers/paper.ts';
import type { Day } from '../time.ts';
import type { TrendWeek } from './trends.ts';

const DAY_MS = 86_400_000;

/** The day so many days later, or earlier. */
export function shiftDay(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A week as it was read: what is of the topic, and what it is measured against. */
export interface CountedWeek {
  readonly since: Day;
  readonly until: Day;
  readonly all: readonly Paper[];
  readonly ofTopic: readonly Paper[];
}

/** `count` weeks, oldest first, the last of which ends with `until`. */
export function weeksUntil(until: Day, count: number): { readonly since: Day; readonly until: Day }[] {
  return Array.from({ length: count }, (_, at) => {
    const end = shiftDay(until, -7 * (count - 1 - at));
    return { since: shiftDay(end, -6), until: end };
  });
}

/**
 * Sources that tell votes, found by what they told: the votes of a paper that only others list are not missing. A paper
 * that a voting source lists without votes is one whose votes are not known.
 */
export function votingSources(weeks: readonly CountedWeek[]): ReadonlySet<string> {
  const sources = new Set<string>();
  for (const { all } of weeks)
    for (const { upvotes, sightings } of all)
      if (upvotes !== undefined && new Set(sightings.map(one => one.source)).size === 1)
        for (const { source } of sightings) sources.add(source);
  return sources;
}

/** A week's votes for the topic and in all; nothing when they are known of fewer than half its papers. */
export function votesOf(
  { all, ofTopic }: CountedWeek,
  voting: ReadonlySet<string>,
): { readonly topic: number; readonly all: number } | undefined {
  const asked = all.filter(paper => paper.sightings.some(({ source }) => voting.has(source)));
  const known = asked.filter(paper => paper.upvotes !== undefined);
  const total = sumVotes(known);
  if (total === 0 || known.length * 2 < asked.length) return undefined;
  return { topic: sumVotes(ofTopic), all: total };
}

const sumVotes = (papers: readonly Paper[]): number =>
  papers.reduce((sum, { upvotes = 0 }) => sum + upvotes, 0);

/** What is known of a week, and nothing else: never a zero for what was not asked. */
export function describeWeek(week: CountedWeek, voting: ReadonlySet<string>): TrendWeek {
  const { since, until, all, ofTopic } = week;
  if (all.length === 0) return { since, until };
  const votes = votesOf(week, voting);
  return {
    since,
    until,
    papers: ofTopic.length,
    paperShare: ofTopic.length / all.length,
    ...(votes && { voteShare: votes.topic / votes.all }),
  };
}
