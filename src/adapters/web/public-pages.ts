import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DigestDesk } from '../../core/delivery/digest-desk.ts';
import { digestDocument } from '../../core/digest/digest-document.ts';
import { type Document, link, note, text } from '../../core/document/document.ts';
import { Fault, UsageError } from '../../core/errors.ts';
import { formatQuery } from '../../core/query/format-query.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import type { Query } from '../../core/query/query.ts';
import type { TopicCatalogue } from '../../core/query/topic-catalogue.ts';
import { isDay } from '../../core/sources/calendar.ts';
import { addDays } from '../../core/sources/listing-day.ts';
import type { Clock, Day } from '../../core/time.ts';
import { renderHtml } from '../export/html.ts';
import { PAGE_STYLE } from '../export/page-style.ts';
import { answerText, onlyReads } from './answer-text.ts';
import { type FeedFrame, jsonFeed, rssFeed } from './feed.ts';
import type { HttpHandler } from './http-server.ts';
import { Busy, type KeptPage, PageCache, type PageLimits } from './page-cache.ts';

export interface PublicPagesOptions {
  readonly clock: Clock;
  readonly digests: Pick<DigestDesk, 'make' | 'newestDay'>;
  readonly catalogue: TopicCatalogue;
  /** Under which readers reach the pages; a path in it is the reverse proxy's. */
  readonly publicUrl: string;
  readonly limit: number;
  readonly minVotes: number;
  readonly limits?: Partial<PageLimits>;
}

const LIMITS: PageLimits = { freshMs: 5 * 60_000, pages: 200, madePerMinute: 60 };
const LONGEST_QUERY = 300;
const FEED_DAYS = 7;
const FEED_PAPERS = 40;

const TYPES = {
  '/digest': 'text/html; charset=utf-8',
  '/feed.rss': 'application/rss+xml; charset=utf-8',
  '/feed.json': 'application/feed+json; charset=utf-8',
} as const;
type PublicPath = keyof typeof TYPES;

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');
const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface Wish {
  /** In its one canonical form; empty for everything. */
  readonly topics: string;
  readonly query?: Query;
  readonly date?: Day;
}

/**
 * The read-only digest page and its feeds, for anybody: `/digest?topics=…&date=…`, `/feed.rss?topics=…`,
 * `/feed.json?topics=…`. They show what the archive has and no channel's settings. Queries that mean the same are one
 * page; pages are kept, recognised by ETag and date, and no more than so many are made a minute.
 */
export function publicPages(options: PublicPagesOptions): HttpHandler {
  const cache = new PageCache(options.clock, { ...LIMITS, ...options.limits });
  return {
    paths: Object.keys(TYPES),
    async handle(request, response) {
      if (!onlyReads(request, response)) return;
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const path = pathname as PublicPath;
      try {
        const wish = readWish(searchParams, path, options.catalogue);
        const key = JSON.stringify([path, wish.topics, wish.date]);
        const page = await cache.get(key, () => makePage(path, wish, options));
        if (page instanceof Busy) {
          const headers = { 'retry-after': String(page.retryAfterSeconds) };
          return answerText(request, response, 429, 'too many different pages are asked for', headers);
        }
        sendPage(request, response, path, page);
      } catch (error) {
        if (error instanceof UsageError) answerText(request, response, 400, error.message);
        else if (error instanceof Fault) answerText(request, response, 503, 'not available at the moment');
        else throw error;
      }
    },
  };
}

/** Throws UsageError. */
function readWish(given: URLSearchParams, path: PublicPath, catalogue: TopicCatalogue): Wish {
  const typed = (given.get('topics') ?? '').trim();
  if (typed.length > LONGEST_QUERY)
    throw new UsageError(`topics must be at most ${LONGEST_QUERY} characters, not ${typed.length}`);
  const query = typed === '' ? undefined : parseQuery(typed, { catalogue });
  const said = { topics: query ? formatQuery(query) : '', ...(query && { query }) };
  const date = path === '/digest' ? (given.get('date') ?? '') : '';
  if (date === '') return said;
  if (!isDay(date)) throw new UsageError('date must be a day such as 2026-01-07');
  return { ...said, date };
}

async function makePage(path: PublicPath, wish: Wish, options: PublicPagesOptions): Promise<string> {
  const { digests, limit, minVotes } = options;
  const day = wish.date ?? (await digests.newestDay());
  const topics = wish.query ? { topics: { text: wish.topics, query: wish.query } } : {};
  if (path === '/digest') {
    const digest = await digests.make({ period: { kind: 'day', day }, ...topics, limit, minVotes });
    const document = digestDocument(digest, 'full');
    const feeds = [
      { title: 'RSS', type: 'application/rss+xml', url: address('/feed.rss', wish, options) },
      { title: 'JSON Feed', type: 'application/feed+json', url: address('/feed.json', wish, options) },
    ];
    return renderHtml(withLinks(document, feeds, day, wish, options), feeds);
  }
  const period = { kind: 'since', since: addDays(day, 1 - FEED_DAYS), until: day } as const;
  const digest = await digests.make({ period, ...topics, limit: FEED_PAPERS, minVotes });
  const frame: FeedFrame = {
    title: wish.topics === '' ? 'Broadsheet' : `Broadsheet: ${wish.topics}`,
    selfUrl: address(path, wish, options),
    pageUrl: address('/digest', wish, options),
  };
  return path === '/feed.rss' ? rssFeed(digest, frame) : jsonFeed(digest, frame);
}

function withLinks(
  document: Document,
  feeds: readonly { readonly title: string; readonly url: string }[],
  day: Day,
  wish: Wish,
  options: PublicPagesOptions,
): Document {
  const before = address('/digest', { ...wish, date: addDays(day, -1) }, options);
  const links = [{ title: 'The day before', url: before }, ...feeds];
  const line = links.flatMap(({ title, url }, at) => [...(at > 0 ? [text(' · ')] : []), link(title, url)]);
  return { ...document, blocks: [...document.blocks, note(...line)] };
}

function address(path: PublicPath, { topics, date }: Wish, { publicUrl }: PublicPagesOptions): string {
  const url = new URL(publicUrl.replace(/\/+$/, '') + path);
  if (topics !== '') url.searchParams.set('topics', topics);
  if (date !== undefined && path === '/digest') url.searchParams.set('date', date);
  return url.href;
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  path: PublicPath,
  { body, etag, modifiedAt }: KeptPage,
): void {
  const headers = {
    'content-type': TYPES[path],
    'cache-control': 'public, max-age=300',
    etag,
    'last-modified': new Date(modifiedAt).toUTCString(),
    'content-security-policy': CONTENT_SECURITY_POLICY,
  };
  const known = isKnown(request, etag, modifiedAt);
  answerText(request, response, known ? 304 : 200, known ? '' : body, headers);
}

/** RFC 9110, section 13.2.2: a tag that is given decides, a date only without one. */
function isKnown({ headers }: IncomingMessage, etag: string, modifiedAt: number): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined)
    return tags.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(modifiedAt / 1000) * 1000 <= since;
}
