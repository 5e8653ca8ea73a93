import { Fault } from '../../core/errors.ts';
import type { FetchOptions, FetchOutcome, FormatName, ParsedPapers } from '../../core/sources/source.ts';
import type { HttpAnswer, HttpClient, HttpGet } from './http-client.ts';
import { placeOf } from './http-fault.ts';
import type { KnownAnswers } from './known-answers.ts';
import { joinPages } from './read-papers.ts';

/** What a source makes of one page. */
export interface Page {
  readonly papers: ParsedPapers;
  /** How many of its papers belong to the day that was asked for. */
  readonly found: number;
}

export interface PagedQuestion {
  readonly first: URL;
  readonly format: FormatName;
  request(url: URL): Omit<HttpGet, 'validators'>;
  read(answer: HttpAnswer & { kind: 'body' }): Page;
  /** The page after this one; `size` is how many items it held. */
  next(url: URL, size: number, answer: HttpAnswer): URL | undefined;
}

interface AskedPage {
  readonly found: number;
  readonly next: URL | undefined;
  /** Nothing when the page is unchanged. */
  readonly changed?: { readonly papers: ParsedPapers; remember(): Promise<void> };
}

/** A list longer than this is a server gone wrong. */
const MAX_PAGES = 100;

/**
 * Asks for a list page by page. Pages that the server says are unchanged are not read again; what is remembered of the
 * others takes effect when the outcome is confirmed.
 */
export async function askPages(
  question: PagedQuestion,
  http: HttpClient,
  known: KnownAnswers,
  { refresh = false }: FetchOptions,
): Promise<FetchOutcome> {
  const pages = new Map<string, AskedPage>();
  for (let url: URL | undefined = question.first; url; ) {
    if (pages.has(url.href) || pages.size >= MAX_PAGES)
      throw new Fault('bad-format', `${placeOf(url)} has no last page`);
    const page: AskedPage = await askPage(url, question, http, known, refresh);
    pages.set(url.href, page);
    url = page.next;
  }
  const found = [...pages.values()].reduce((sum, page) => sum + page.found, 0);
  const changed = [...pages.values()].flatMap(page => page.changed ?? []);
  if (changed.length === 0) return { kind: 'unchanged', found };
  const papers = joinPages(
    question.format,
    changed.map(page => page.papers),
  );
  return {
    kind: 'papers',
    papers,
    found,
    async confirm() {
      for (const page of changed) await page.remember();
    },
  };
}

async function askPage(
  url: URL,
  question: PagedQuestion,
  http: HttpClient,
  known: KnownAnswers,
  refresh: boolean,
): Promise<AskedPage> {
  const before = refresh ? undefined : await known.get(url);
  const answer = await http.get({ ...question.request(url), validators: before });
  if (answer.kind === 'unchanged') {
    const found = before?.found ?? 0;
    const next = question.next(url, found, answer) ?? (before?.next ? new URL(before.next) : undefined);
    return { found, next };
  }
  const { papers, found } = question.read(answer);
  const next = question.next(url, papers.papers.length + papers.problems.length, answer);
  const remembered = { ...answer.validators, found, next: next?.href };
  return { found, next, changed: { papers, remember: () => known.set(url, remembered) } };
}
