import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Digest } from '../../core/digest/digest.ts';
import { digestDocument } from '../../core/digest/digest-document.ts';
import type { Document } from '../../core/document/document.ts';
import { UsageError } from '../../core/errors.ts';
import type { DigestStyle } from '../../core/platform.ts';
import type { Day } from '../../core/time.ts';
import { discordPayloads } from '../discord/render.ts';
import { renderHtml } from '../export/html.ts';
import { renderMarkdown } from '../export/markdown.ts';
import { slackPayloads } from '../slack/render.ts';
import { answerText, onlyReads } from './answer-text.ts';
import type { HttpHandler } from './http-server.ts';
import { type PreviewChoice, readChoice } from './preview-choice.ts';
import { type PreviewView, previewPage, TRENDS } from './preview-page.ts';
import { PREVIEW_SCRIPT } from './preview-script.ts';
import { PREVIEW_STYLE } from './preview-style.ts';

/** What the page shows digests of. */
export interface PreviewDesk {
  readonly defaults: { readonly style: DigestStyle; readonly limit: number };
  newestDay(): Promise<Day>;
  /** Rejects with UsageError when the topics can't be read. */
  make(wish: { readonly day: Day; readonly topics: string; readonly limit: number }): Promise<Digest>;
  /** What becomes of the topics, with its chart as SVG; only of an archive. Rejects as `make`. */
  trends?(topics: string): Promise<Document>;
}

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const TEXT_OF: Readonly<Record<string, (digest: Digest, choice: PreviewChoice) => string>> = {
  '/discord.json': (digest, { style }) => json(discordPayloads(digestDocument(digest, style))),
  '/slack.json': (digest, { style }) => json(slackPayloads(digestDocument(digest, style))),
  '/digest.md': digest => renderMarkdown(digestDocument(digest, 'full')),
};
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The preview page, its style and script, and what can be copied from it. */
export function previewHandler(desk: PreviewDesk): HttpHandler {
  return {
    paths: ['/', '/preview.css', '/preview.js', ...Object.keys(TEXT_OF), ...Object.values(TRENDS)],
    async handle(request, response) {
      if (!onlyReads(request, response)) return;
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/preview.css') return send(request, response, 'text/css', PREVIEW_STYLE);
      if (pathname === '/preview.js') return send(request, response, 'text/javascript', PREVIEW_SCRIPT);
      if (pathname === TRENDS.page || pathname === TRENDS.chart)
        return sendTrends(desk, { pathname, searchParams }, request, response);
      const view = await look(desk, searchParams);
      const text = TEXT_OF[pathname];
      if (!text) {
        const page = previewPage({ ...view, hasTrends: desk.trends !== undefined });
        return send(request, response, 'text/html', page);
      }
      if (view.digest) return answerText(request, response, 200, text(view.digest, view.choice), plain());
      answerText(request, response, 400, view.problems.join('\n'));
    },
  };
}

async function look(desk: PreviewDesk, query: URLSearchParams): Promise<PreviewView> {
  const { choice, problems } = readChoice(query, desk.defaults);
  const day = choice.date ?? (await desk.newestDay());
  if (problems.length > 0) return { choice, day, problems };
  try {
    const digest = await desk.make({ day, topics: choice.topics, limit: choice.limit });
    return { choice, day, digest, problems };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { choice, day, problems: [`topics: ${error.message}`] };
  }
}

/** The trends of the topics: in words with their chart, or the chart alone. */
async function sendTrends(
  desk: PreviewDesk,
  { pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { choice, problems } = readChoice(searchParams, desk.defaults);
  if (!desk.trends) return answerText(request, response, 404, 'files have no trends', plain());
  if (problems.length > 0) return answerText(request, response, 400, problems.join('\n'), plain());
  try {
    const document = await desk.trends(choice.topics);
    if (pathname === TRENDS.page) return send(request, response, 'text/html', renderHtml(document), 'page');
    const svg = chartOf(document);
    if (svg === undefined) return answerText(request, response, 404, document.summary, plain());
    send(request, response, 'image/svg+xml', svg);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    answerText(request, response, 400, error.message, plain());
  }
}

function chartOf(document: Document): string | undefined {
  for (const block of document.blocks)
    if (block.kind === 'image' && block.source.kind === 'bytes' && block.source.mediaType === 'image/svg+xml')
      return new TextDecoder().decode(block.source.bytes);
  return undefined;
}

const plain = (): Record<string, string> => ({ 'content-type': 'text/plain; charset=utf-8' });

/** A `page` that stands alone brings its own policy. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  type: string,
  text: string,
  as: 'part' | 'page' = 'part',
): void {
  answerText(request, response, 200, text, {
    'content-type': `${type}; charset=utf-8`,
    ...(as === 'part' && { 'content-security-policy': CONTENT_SECURITY_POLICY }),
  });
}
