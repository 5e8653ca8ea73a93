import * as z from 'zod';
import { firstJsonValues, type JsonItem, readJsonItems } from './json-items.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';
import { reasonOf } from './zod-reason.ts';

/** A document of a retrieval collection, as BEIR writes them: https://github.com/beir-cellar/beir/wiki */
const CorpusDocument = z.object({
  _id: z.union([z.string().regex(/^[^\s\p{Cc}\p{Cs}]+$/u), z.int()]),
  title: z.string().nullish(),
  text: z.string().nullish(),
  authors: z.union([z.array(z.string()), z.string()]).nullish(),
});

/** Documents of a retrieval collection, `{_id,title,text}`, one a line. Queries look alike and have no titles. */
export const corpus: SourceFormat = {
  name: 'corpus',
  recognises: text => text.slice(0, 20_000).includes('"_id"') && firstJsonValues(text).some(isDocument),
  parse: parseCorpus,
};

function isDocument(value: unknown): boolean {
  const document = CorpusDocument.safeParse(value);
  return document.success && Boolean(document.data.title) && typeof document.data.text === 'string';
}

function parseCorpus(text: string, context: ParseContext): ParsedPapers {
  const collector = new PaperCollector('corpus', 'corpus', context);
  for (const item of readJsonItems(text)) readDocument(item, collector);
  return collector.result();
}

function readDocument(json: JsonItem, collector: PaperCollector): void {
  const { place } = json;
  if (json.kind === 'broken') {
    collector.skip(place, json.reason);
    return;
  }
  const document = CorpusDocument.safeParse(json.value);
  if (!document.success) {
    collector.skip(place, reasonOf(document.error));
    return;
  }
  const { _id, title, text, authors } = document.data;
  if (!title?.trim() && !text?.trim()) collector.skip(place, `document ${_id} is empty`);
  else
    collector.add(place, {
      id: `corpus:${_id}`,
      title: title?.trim() ? title : beginningOf(text ?? ''),
      abstract: text,
      authors: typeof authors === 'string' ? [authors] : authors,
    });
}

/** What stands for a title where there is none: the first words. */
const beginningOf = (text: string): string =>
  `${text.trim().split(/\s+/).slice(0, 12).join(' ').slice(0, 120)}…`;
