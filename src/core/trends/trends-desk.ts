import type { PaperArchive } from '../papers/archive.ts';
import type { Query } from '../query/query.ts';
import { termsOf } from '../ranking/paper-terms.ts';
import type { PaperSearch } from '../search/paper-search.ts';
import type { Day } from '../time.ts';
import { buildTrends } from './build-trends.ts';
import { type CountedWeek, shiftDay, weeksUntil } from './trend-weeks.ts';
import type { Trends } from './trends.ts';

/** Papers read word by word between two pauses: some ten milliseconds of work. */
const AT_ONCE = 16;
/** More than any archive lists in six years. */
const ALL = 1_000_000;

export interface TrendsPorts {
  readonly archive: PaperArchive;
  readonly search: PaperSearch;
  /** The listing day of now. */
  readonly today: () => Day;
  /** Lets others have their turn: reading a thousand papers takes a second. */
  readonly pause: () => Promise<void>;
}

/** Works out what became of a topic. Rejects with Fault when the archive can't be read. */
export type TrendsDesk = (wish: {
  /** As a person would write it. */
  readonly topic: string;
  readonly query: Query;
  readonly weeks: number;
}) => Promise<Trends>;

/**
 * Trends end with the last day that is over, or with the archive's newest where that is older; each week is whole. The
 * period before is as long.
 */
export function createTrendsDesk({ archive, search, today, pause }: TrendsPorts): TrendsDesk {
  return async ({ topic, query, weeks }) => {
    const yesterday = shiftDay(today(), -1);
    const newest = (await archive.newestDay()) ?? yesterday;
    const both = weeksUntil(newest < yesterday ? newest : yesterday, weeks * 2);
    const matching = await matchingIds(search, query, both[0]?.since ?? yesterday);
    const counted: CountedWeek[] = [];
    for (const { since, until } of both) {
      const listed = await archive.select({ listedSince: since, listedUntil: until });
      // Listed again later, it is a paper of that later week.
      const all = listed.filter(({ listedOn = until }) => listedOn <= until);
      const ofTopic = all.filter(({ id }) => matching.has(id));
      for (const [at, paper] of ofTopic.entries()) {
        if (at % AT_ONCE === 0) await pause();
        termsOf(paper);
      }
      counted.push({ since, until, all, ofTopic });
    }
    return buildTrends(topic, counted.slice(weeks), counted.slice(0, weeks));
  };
}

/** Every paper that matches, as a subscription would: `required` keeps the search from being lenient. */
async function matchingIds(search: PaperSearch, query: Query, since: Day): Promise<ReadonlySet<string>> {
  const strict: Query = {
    kind: 'all',
    of: [
      { kind: 'required', of: query },
      { kind: 'filter', filter: { on: 'since', day: since } },
    ],
  };
  const { found } = await search.search(strict, { sort: 'new', limit: ALL, offset: 0 });
  return new Set(found.map(({ paper }) => paper.id));
}
