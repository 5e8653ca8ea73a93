import { Fault } from '../../core/errors.ts';
import type { Secret } from '../../core/secret.ts';
import { HUGGINGFACE_CALENDAR } from '../../core/sources/listing-day.ts';
import type { PaperLookup, PaperSource, ParseContext } from '../../core/sources/source.ts';
import type { Clock, Day } from '../../core/time.ts';
import { askPages } from './ask-pages.ts';
import type { HttpAnswer, HttpClient, HttpGet } from './http-client.ts';
import { placeOf } from './http-fault.ts';
import type { KnownAnswers } from './known-answers.ts';
import type { Lane } from './lane.ts';
import { nextLink } from './next-link.ts';
import { noPapers, readPapers } from './read-papers.ts';

export interface HuggingFaceOptions {
  readonly endpoint: string;
  readonly token?: Secret | undefined;
  readonly http: HttpClient;
  readonly lane: Lane;
  readonly known: KnownAnswers;
  readonly clock: Clock;
}

/** The most that one page holds: https://huggingface.co/docs/hub/api#get-apidailypapers */
const PAGE_SIZE = 100;
const MAX_SEARCH_RESULTS = 120;
const NAME = 'huggingface';
const FORMAT = 'huggingface-api';

/** Hugging Face's daily papers, its search and its pages of single papers. */
export function createHuggingFaceSource(options: HuggingFaceOptions): PaperSource & PaperLookup {
  const { endpoint, token, http, lane, known, clock } = options;

  const api = (path: string, query: Record<string, string> = {}): URL => {
    const url = new URL(`${endpoint.replace(/\/+$/, '')}/api/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  const request = (url: URL, more: Partial<HttpGet> = {}): HttpGet => ({
    url,
    lane,
    accept: 'application/json',
    bearer: token && { secret: token, name: 'HF_TOKEN' },
    check: text => refuseBrokenJson(text, url),
    ...more,
  });
  const context = (day?: Day): ParseContext => ({
    source: NAME,
    at: new Date(clock.now()).toISOString(),
    ...(day !== undefined && { day }),
  });
  const read = (answer: HttpAnswer & { kind: 'body' }, day?: Day) =>
    readPapers(answer.text, FORMAT, context(day), placeOf(answer.url));

  /** Where the list goes on: as announced, else after a full page. Only the query is taken, so a mirror stays one. */
  function nextPage(url: URL, size: number, answer: HttpAnswer): URL | undefined {
    const announced = nextLink(answer.headers.get('link'), answer.url);
    if (announced) return api('daily_papers', Object.fromEntries(announced.searchParams));
    if (size < PAGE_SIZE) return undefined;
    const query = Object.fromEntries(url.searchParams);
    return api('daily_papers', { ...query, p: String(Number(query['p'] ?? 0) + 1) });
  }

  return {
    name: NAME,
    calendar: HUGGINGFACE_CALENDAR,

    fetchDay(day, { signal, refresh = false } = {}) {
      // A list may take papers before its day begins in UTC, and until then asking for it can be a "bad request".
      const early = day > new Date(clock.now()).toISOString().slice(0, 10);
      const question = {
        first: api('daily_papers', { date: day, limit: String(PAGE_SIZE) }),
        format: FORMAT,
        request: (url: URL) => request(url, { signal, ...(early && { alsoAnswers: [400] }) }),
        read: (answer: HttpAnswer & { kind: 'body' }) => {
          const papers = answer.status === 400 ? noPapers(FORMAT) : read(answer, day);
          return { papers, found: papers.papers.length };
        },
        next: nextPage,
      } as const;
      return askPages(question, http, known, { refresh });
    },

    async find(id, signal) {
      const arxivId = /^arxiv:(.+)$/.exec(id)?.[1];
      if (arxivId === undefined) return undefined;
      const answer = await http.get(request(api(`papers/${arxivId}`), { signal, alsoAnswers: [404] }));
      if (answer.kind !== 'body' || answer.status === 404) return undefined;
      return read(answer).papers.find(({ paper }) => paper.id === id);
    },

    async search(text, { limit, signal }) {
      const query = { q: text, limit: String(Math.min(limit, MAX_SEARCH_RESULTS)) };
      const answer = await http.get(request(api('papers/search', query), { signal }));
      return answer.kind === 'body' ? read(answer) : noPapers(FORMAT);
    },
  };
}

/** What can still be read of a file that was cut off is worth having; a list cut off on its way is asked for again. */
function refuseBrokenJson(text: string, url: URL): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Fault('bad-format', `${placeOf(url)} answered with something that is not JSON`);
  }
}
