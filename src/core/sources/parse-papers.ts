import * as z from 'zod';
import { Fault } from '../errors.ts';
import { arxivAtom } from './arxiv-atom.ts';
import { arxivFeed } from './arxiv-feed.ts';
import { corpus } from './corpus.ts';
import { huggingfaceApi } from './huggingface-api.ts';
import { huggingfacePageHtml } from './huggingface-page-html.ts';
import { huggingfacePageText } from './huggingface-page-text.ts';
import { firstJsonValues } from './json-items.ts';
import { oaiPmh } from './oai-pmh.ts';
import { paperNdjson } from './paper-ndjson.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';

/** Every format Broadsheet knows; the first that recognises a text reads it. */
const FORMATS: readonly SourceFormat[] = [
  huggingfaceApi,
  paperNdjson,
  corpus,
  arxivFeed,
  arxivAtom,
  oaiPmh,
  huggingfacePageHtml,
  huggingfacePageText,
];

/**
 * Reads papers from text of any known format, recognised by content. Items that can't become a paper are problems of
 * the result, their neighbours are kept. Rejects with Fault `bad-format` when no format recognises the text, or when
 * the text as a whole is a source's error answer.
 */
export function parsePapers(text: string, context: ParseContext): ParsedPapers {
  const unmarked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const bare = recordedBody(unmarked) ?? unmarked;
  const format = FORMATS.find(known => known.recognises(bare));
  if (!format) throw new Fault('bad-format', `not a format Broadsheet knows: ${describe(bare)}`);
  return format.parse(bare, context);
}

const RecordedExchange = z.object({ body: z.string(), status_code: z.int() });

/** The body of an answer that was recorded with its status. */
function recordedBody(text: string): string | undefined {
  if (!/^\s*\{/.test(text) || !/"status_code"\s*:/.test(text.slice(0, 4000))) return undefined;
  const [first] = firstJsonValues(text);
  const exchange = RecordedExchange.safeParse(first);
  return exchange.success ? exchange.data.body : undefined;
}

/** What the text looks like, for the person who sent it. */
function describe(text: string): string {
  const start = text.trimStart().slice(0, 60).split('\n')[0] ?? '';
  return start === '' ? 'it is empty' : `it starts with ${JSON.stringify(start)}`;
}
