import type { Day } from '../time.ts';

/** Seven days, Monday or not: the last of a period ends with its last day. */
export interface TrendWeek {
  readonly since: Day;
  readonly until: Day;
  /** Of the topic. Absent when nothing at all is known of the week: no source was asked, or none had anything. */
  readonly papers?: number;
  /** Of all papers of the week, those of the topic; 0 to 1. Absent like `papers`. */
  readonly paperShare?: number;
  /** Of all votes of the week, those for the topic's papers; 0 to 1. Absent when votes are not known. */
  readonly voteShare?: number;
}

/** A term or an author that the topic's papers have more often than in the period before. */
export interface Rise {
  readonly name: string;
  /** In how many papers of the topic, now and in the period before. */
  readonly papers: number;
  readonly papersBefore: number;
  /** The same as a share of the topic's papers, 0 to 1. */
  readonly share: number;
  readonly shareBefore: number;
  /** Standard deviations, see `logOddsRise`. */
  readonly score: number;
}

/** What became of a topic over some weeks. */
export interface Trends {
  /** As a person would write it. */
  readonly topic: string;
  readonly since: Day;
  readonly until: Day;
  readonly weeks: readonly TrendWeek[];
  /** Of the topic, in all weeks of the period. */
  readonly papers: number;
  /** How many papers a known week has, and had in the period before, when that is known for at least half its weeks. */
  readonly perWeek: number;
  readonly perWeekBefore?: number;
  /** Over all weeks of which votes are known; absent when there is none. */
  readonly voteShare?: number;
  readonly paperShare: number;
  /** Best first; empty when nothing rises, absent when there is nothing before to compare with. */
  readonly terms?: readonly Rise[];
  readonly authors?: readonly Rise[];
}
