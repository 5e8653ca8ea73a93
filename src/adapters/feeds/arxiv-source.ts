import { Fault } from '../../core/errors.ts';
import { submissionsAnnouncedOn } from '../../core/sources/arxiv-announcement.ts';
import { ARXIV_CALENDAR, currentDay } from '../../core/sources/listing-day.ts';
import type { PaperLookup, PaperSource, ParseContext } from '../../core/sources/source.ts';
import type { Clock, Day, InstantMs } from '../../core/time.ts';
import { hasClasses } from './arxiv-categories.ts';
import { askPages, type PagedQuestion } from './ask-pages.ts';
import type { HttpClient, HttpGet } from './http-client.ts';
import { placeOf } from './http-fault.ts';
import type { KnownAnswers } from './known-answers.ts';
import type { Lane } from './lane.ts';
import { readPapers } from './read-papers.ts';

export interface ArxivOptions {
  readonly apiUrl: string;
  readonly rssUrl: string;
  readonly http: HttpClient;
  /** One for everything that asks arXiv, whichever host: https://info.arxiv.org/help/api/tou.html */
  readonly lane: Lane;
  readonly known: KnownAnswers;
  readonly clock: Clock;
}

/** Below the 2,000 that the API allows a slice: a big day's answer stays far under the cap. */
const SLICE = 1_000;
/** The API serves no more of one question. */
const MAX_RESULTS = 30_000;
const API_FORMAT = 'arxiv-atom';
const FEED_FORMAT = 'arxiv-feed';

/**
 * arXiv's listings of some categories (`cs.CL`, or `cs` for all of it). The current day comes from the feed, with its
 * announcements of new, cross-listed and replaced papers; an earlier day from the API, by the submissions it announced.
 */
export function createArxivSource(categories: readonly string[], options: ArxivOptions): PaperSource {
  const { http, known, clock } = options;
  const name = `arxiv:${categories.join('+')}`;
  const context = (day: Day): ParseContext => ({
    source: name,
    at: new Date(clock.now()).toISOString(),
    day,
  });

  function fromFeed(day: Day, signal: AbortSignal | undefined): PagedQuestion {
    return {
      first: new URL(`${options.rssUrl.replace(/\/+$/, '')}/rss/${categories.join('+')}`),
      format: FEED_FORMAT,
      request: url => ({
        url,
        lane: options.lane,
        accept: 'application/rss+xml, application/xml',
        check: text => refuseCutOff(text, url),
        signal,
      }),
      read(answer) {
        const papers = readPapers(answer.text, FEED_FORMAT, context(day), placeOf(answer.url));
        // Before it is rebuilt, the feed still is the day before's.
        return { papers, found: papers.papers.filter(({ paper }) => paper.listedOn === day).length };
      },
      next: () => undefined,
    };
  }

  function fromApi(
    day: Day,
    submitted: { from: InstantMs; until: InstantMs },
    signal?: AbortSignal,
  ): PagedQuestion {
    const wanted = categories
      .map(category => `cat:${category}${hasClasses(category) ? '.*' : ''}`)
      .join(' OR ');
    const span = `submittedDate:[${apiTime(submitted.from)} TO ${apiTime(submitted.until)}]`;
    const slice = (start: number): URL =>
      apiQuestion(options.apiUrl, {
        search_query: `(${wanted}) AND ${span}`,
        sortBy: 'submittedDate',
        sortOrder: 'ascending',
        start: String(start),
        max_results: String(SLICE),
      });
    return {
      first: slice(0),
      format: API_FORMAT,
      request: url => apiRequest(url, options.lane, signal),
      read(answer) {
        const papers = readPapers(answer.text, API_FORMAT, context(day), placeOf(answer.url));
        return { papers, found: papers.papers.length };
      },
      next(url, _size, answer) {
        if (answer.kind !== 'body') return undefined;
        const start = Number(url.searchParams.get('start')) + SLICE;
        return start < Math.min(totalResults(answer.text), MAX_RESULTS) ? slice(start) : undefined;
      },
    };
  }

  return {
    name,
    calendar: ARXIV_CALENDAR,
    fetchDay(day, { signal, refresh = false } = {}) {
      const today = currentDay(ARXIV_CALENDAR, clock.now());
      const submitted = submissionsAnnouncedOn(day);
      if (day > today || !submitted) return Promise.resolve({ kind: 'unchanged', found: 0 });
      const question = day === today ? fromFeed(day, signal) : fromApi(day, submitted, signal);
      return askPages(question, http, known, { refresh });
    },
  };
}

/** Single papers through arXiv's API. */
export function createArxivLookup({ apiUrl, http, lane, clock }: ArxivOptions): Pick<PaperLookup, 'find'> {
  return {
    async find(id, signal) {
      const arxivId = /^arxiv:(.+)$/.exec(id)?.[1];
      if (arxivId === undefined) return undefined;
      const question = apiQuestion(apiUrl, { id_list: arxivId, max_results: '1' });
      const answer = await http.get(apiRequest(question, lane, signal));
      if (answer.kind !== 'body') return undefined;
      const context = { source: 'arxiv', at: new Date(clock.now()).toISOString() };
      const { papers } = readPapers(answer.text, API_FORMAT, context, placeOf(answer.url));
      return papers.find(({ paper }) => paper.id === id);
    },
  };
}

function apiQuestion(apiUrl: string, query: Record<string, string>): URL {
  const url = new URL(apiUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function apiRequest(url: URL, lane: Lane, signal: AbortSignal | undefined): HttpGet {
  return {
    url,
    lane,
    accept: 'application/atom+xml, application/xml',
    // A malformed question is answered 400 with a feed whose one entry says what was wrong with it.
    alsoAnswers: [400],
    check(text) {
      refuseCutOff(text, url);
      refuseEmptySlice(text, url);
    },
    signal,
  };
}

/** What can still be read of a file that was cut off is worth having; a list cut off on its way is asked for again. */
function refuseCutOff(text: string, url: URL): void {
  if (!/<\/(?:feed|rss)>\s*$/.test(text.slice(-100)))
    throw new Fault('bad-format', `${placeOf(url)} answered with something that is no whole feed`);
}

/** The API now and then sends an empty slice of a list that goes on; asked again, it sends the slice. */
function refuseEmptySlice(text: string, url: URL): void {
  const start = Number(url.searchParams.get('start') ?? 0);
  if (totalResults(text) > start && !/<entry[\s>]/.test(text))
    throw new Fault('unavailable', `${placeOf(url)} sent an empty slice of a list that goes on`);
}

const totalResults = (text: string): number =>
  Number(/<opensearch:totalResults[^>]*>\s*(\d+)/.exec(text)?.[1] ?? 0);

/** `YYYYMMDDHHMM`, GMT. */
const apiTime = (instant: InstantMs): string =>
  new Date(instant).toISOString().replace(/[-:T]/g, '').slice(0, 12);
