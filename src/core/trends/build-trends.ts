import { risingAuthors } from './rising-authors.ts';
import { risingTerms } from './rising-terms.ts';
import { type CountedWeek, describeWeek, votesOf, votingSources } from './trend-weeks.ts';
import type { Trends } from './trends.ts';

const TERMS = 6;
const AUTHORS = 6;

/** What `weeks` say of a topic, beside as many weeks before. The weeks of both are in order and at least one. */
export function buildTrends(
  topic: string,
  weeks: readonly CountedWeek[],
  before: readonly CountedWeek[],
): Trends {
  const voting = votingSources([...before, ...weeks]);
  const papers = weeks.flatMap(week => week.ofTopic);
  const papersBefore = before.flatMap(week => week.ofTopic);
  const votes = weeks.flatMap(week => votesOf(week, voting) ?? []);
  const isComparable = known(before).length * 2 >= before.length && papersBefore.length > 0;
  const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0);
  return {
    topic,
    since: weeks[0]?.since ?? '',
    until: weeks.at(-1)?.until ?? '',
    weeks: weeks.map(week => describeWeek(week, voting)),
    papers: papers.length,
    perWeek: papers.length / Math.max(1, known(weeks).length),
    paperShare: papers.length / Math.max(1, sum(weeks.map(week => week.all.length))),
    ...(votes.length > 0 && { voteShare: sum(votes.map(one => one.topic)) / sum(votes.map(one => one.all)) }),
    ...(isComparable && {
      perWeekBefore: papersBefore.length / known(before).length,
      terms: risingTerms(papers, papersBefore, TERMS),
      authors: risingAuthors(papers, papersBefore, AUTHORS),
    }),
  };
}

const known = (weeks: readonly CountedWeek[]): readonly CountedWeek[] =>
  weeks.filter(week => week.all.length > 0);
