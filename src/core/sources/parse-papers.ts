import { Fault } from '../errors.ts';
import { huggingfaceApi } from './huggingface-api.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';

/** Every format Broadsheet knows; the first that recognises a text reads it. */
const FORMATS: readonly SourceFormat[] = [huggingfaceApi];

/**
 * Reads papers from text of any known format, recognised by content. Items that can't become a paper are problems of
 * the result, their neighbours are kept. Rejects with Fault `bad-format` when no format recognises the text, or when
 * the text as a whole is a source's error answer.
 */
export function parsePapers(text: string, context: ParseContext): ParsedPapers {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const format = FORMATS.find(known => known.recognises(bare));
  if (!format) throw new Fault('bad-format', `not a format Broadsheet knows: ${describe(bare)}`);
  return format.parse(bare, context);
}

/** What the text looks like, for the person who sent it. */
function describe(text: string): string {
  const start = text.trimStart().slice(0, 60).split('\n')[0] ?? '';
  return start === '' ? 'it is empty' : `it starts with ${JSON.stringify(start)}`;
}
