import { firstDayOf } from '../query/parse-filter.ts';
import type { Filter, Possession } from '../query/query.ts';
import type { Day } from '../time.ts';
import {
  dayNumber,
  type FactColumns,
  HAS_CODE,
  HAS_PROJECT,
  HAS_SUMMARY,
  HAS_THUMBNAIL,
} from './paper-facts.ts';

/** Whether a paper of a segment fulfils a condition. */
export type DocTest = (doc: number) => boolean;

/** A filter as a test over columns; says what `matchFilter` says of the papers they were made from. `today` is the reader's. */
export function filterTest(filter: Filter, columns: FactColumns, today: Day): DocTest {
  switch (filter.on) {
    case 'has':
      return possessionTest(filter.what, columns);
    case 'since':
      return dayTest(columns, dayNumber(filter.day), 0xffff);
    case 'until':
      return dayTest(columns, 1, dayNumber(filter.day));
    case 'last':
      return dayTest(columns, dayNumber(firstDayOf(filter, today)), 0xffff);
    case 'votes':
      return countTest(columns.votes, filter.op, filter.value);
    case 'comments':
      return countTest(columns.comments, filter.op, filter.value);
    case 'stars':
      return countTest(columns.stars, filter.op, filter.value);
  }
}

function dayTest({ day }: FactColumns, from: number, to: number): DocTest {
  return doc => {
    const value = day[doc] ?? 0;
    return value > 0 && value >= from && value <= to;
  };
}

function possessionTest(what: Possession, { has, votes }: FactColumns): DocTest {
  if (what === 'votes') return doc => (votes[doc] ?? 0) > 1;
  const bit = { code: HAS_CODE, project: HAS_PROJECT, summary: HAS_SUMMARY, thumbnail: HAS_THUMBNAIL }[what];
  return doc => ((has[doc] ?? 0) & bit) !== 0;
}

/** Columns hold counts plus one, so `> 5` is `stored > 6` and unknown (0) fulfils nothing. */
function countTest(column: Uint32Array | Uint16Array, op: string, value: number): DocTest {
  const from = op === '>' ? value + 2 : op === '>=' || op === '=' ? value + 1 : 1;
  const to = op === '<' ? value : op === '<=' || op === '=' ? value + 1 : Number.POSITIVE_INFINITY;
  return doc => {
    const stored = column[doc] ?? 0;
    return stored > 0 && stored >= from && stored <= to;
  };
}
