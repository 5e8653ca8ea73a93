import type { Paper } from '../papers/paper.ts';
import { firstDayOf } from '../query/parse-filter.ts';
import type { Count, Filter, Possession } from '../query/query.ts';
import type { Day } from '../time.ts';

/** What filters look at besides the day. */
export type PaperFacts = Pick<
  Paper,
  'upvotes' | 'comments' | 'codeStars' | 'codeUrl' | 'projectUrl' | 'summary' | 'thumbnailUrl'
>;

/** The day filters compare: listed on, else first published. */
export const dayOf = (paper: Paper): Day | undefined => paper.listedOn ?? paper.publishedAt?.slice(0, 10);

/** Whether the facts fulfil a filter; one that is unknown does not. `today` is the reader's. */
export function matchFilter(filter: Filter, facts: PaperFacts, day: Day | undefined, today: Day): boolean {
  switch (filter.on) {
    case 'has':
      return hasOf(filter.what, facts);
    case 'since':
      return day !== undefined && day >= filter.day;
    case 'until':
      return day !== undefined && day <= filter.day;
    case 'last':
      return day !== undefined && day >= firstDayOf(filter, today);
    case 'votes':
    case 'comments':
    case 'stars':
      return compare(countOf(filter.on, facts), filter.op, filter.value);
  }
}

function hasOf(what: Possession, facts: PaperFacts): boolean {
  switch (what) {
    case 'code':
      return facts.codeUrl !== undefined;
    case 'project':
      return facts.projectUrl !== undefined;
    case 'summary':
      return facts.summary !== undefined;
    case 'thumbnail':
      return facts.thumbnailUrl !== undefined;
    case 'votes':
      return (facts.upvotes ?? 0) > 0;
  }
}

function countOf(on: Count, facts: PaperFacts): number | undefined {
  if (on === 'votes') return facts.upvotes;
  return on === 'comments' ? facts.comments : facts.codeStars;
}

function compare(count: number | undefined, op: '>' | '>=' | '<' | '<=' | '=', value: number): boolean {
  if (count === undefined) return false;
  switch (op) {
    case '>':
      return count > value;
    case '>=':
      return count >= value;
    case '<':
      return count < value;
    case '<=':
      return count <= value;
    case '=':
      return count === value;
  }
}
