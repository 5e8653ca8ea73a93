import { type Action, type Document, text } from '../core/document/document.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { SEARCH_SORTS, type SearchAnswer, type SearchSort } from '../core/search/paper-search.ts';
import { defineCommand } from './command.ts';
import { formatLine } from './format-line.ts';
import { paperEntry } from './paper-document.ts';

/** Deep pages cost as much as all before them. */
const MAX_PAGE = 50;

export const search = defineCommand(
  {
    name: 'search',
    summary: 'Search the archive',
    access: 'read',
    shareable: true,
    options: {
      query: {
        kind: 'query',
        required: true,
        positional: true,
        completion: 'papers',
        summary: 'Words, "phrases", author:, cat:, votes:>20, since:2026-01-01 …',
      },
      sort: {
        kind: 'choice',
        choices: SEARCH_SORTS,
        summary: 'Best match, most votes or newest first',
        fallback: 'relevant',
      },
      limit: { kind: 'integer', min: 1, max: 20, summary: 'Papers a page', fallback: '5' },
      page: { kind: 'integer', min: 1, max: MAX_PAGE, summary: 'Which page', fallback: '1' },
    },
    examples: [
      'search speculative decoding',
      'search "mixture of experts" has:code sort:top',
      'search author:"Ada Byron" last:30d',
    ],
  },
  async ({ options }, services) => {
    const { query: typed, sort = 'relevant', limit = 5, page = 1 } = options;
    const query = parseQuery(typed, { catalogue: services.catalogue });
    const answer = await services.search.search(query, { sort, limit, offset: (page - 1) * limit });
    const line = (at: number): string => commandLine(typed, sort, limit, at);
    return {
      document:
        answer.found.length > 0
          ? results(typed, answer, page, limit, line)
          : nothing(typed, page, answer.didYouMean, line),
      data: {
        query: typed,
        total: answer.total,
        page,
        papers: answer.found.map(({ paper, score, reasons }) => ({ score, reasons, paper })),
      },
    };
  },
);

/** What is left at its default is left out, so that the line reads as a person would type it. */
function commandLine(query: string, sort: SearchSort, limit: number, page: number): string {
  return formatLine(search.spec, {
    query,
    ...(sort === 'relevant' ? {} : { sort }),
    ...(limit === 5 ? {} : { limit: String(limit) }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
}

function results(
  typed: string,
  { total, found }: SearchAnswer,
  page: number,
  limit: number,
  line: (page: number) => string,
): Document {
  const first = (page - 1) * limit + 1;
  const count = `${total.toLocaleString('en')} ${total === 1 ? 'paper' : 'papers'}`;
  const shown = found.length < total ? `${count}, ${first}–${first + found.length - 1} shown` : count;
  const paging: Action[] = [
    ...(page > 1 ? [{ kind: 'command', label: 'Back', command: line(page - 1) } as const] : []),
    ...(page * limit < total && page < MAX_PAGE
      ? [{ kind: 'command', label: 'More', command: line(page + 1) } as const]
      : []),
  ];
  return {
    summary: `${shown} for ${typed}`,
    blocks: [
      { kind: 'heading', level: 2, text: typed },
      { kind: 'note', line: [text(shown)] },
      ...found.map(({ paper, reasons }, at) => paperEntry(paper, reasons, first - 1 + at)),
      ...(paging.length > 0 ? [{ kind: 'actions', actions: paging } as const] : []),
    ],
  };
}

function nothing(
  typed: string,
  page: number,
  meant: string | undefined,
  line: (page: number) => string,
): Document {
  const said = page > 1 ? 'No more papers on this page.' : `Nothing in the archive answers ${typed}.`;
  const actions: Action[] = [
    ...(page > 1 ? [{ kind: 'command', label: 'First page', command: line(1) } as const] : []),
    ...(meant === undefined
      ? []
      : [{ kind: 'command', label: `Search ${meant}`, command: `search ${meant}` } as const]),
  ];
  return {
    summary: said,
    blocks: [
      { kind: 'paragraph', line: [text(meant === undefined ? said : `${said} Did you mean ${meant}?`)] },
      ...(actions.length > 0 ? [{ kind: 'actions', actions } as const] : []),
    ],
  };
}
