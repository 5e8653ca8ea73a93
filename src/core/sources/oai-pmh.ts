import * as z from 'zod';
import { Fault } from '../errors.ts';
import { arxivId } from '../papers/paper-id.ts';
import { dayOfMailDate } from './calendar.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';
import {
  childNamed,
  childrenNamed,
  childText,
  childTexts,
  descendantNamed,
  readXmlItems,
  rootName,
  textIn,
  type XmlElement,
} from './xml-elements.ts';
import { reasonOf } from './zod-reason.ts';

/** Records of arXiv's OAI-PMH service, in its formats `arXiv`, `arXivRaw` and `oai_dc`: https://info.arxiv.org/help/oa/index.html */
export const oaiPmh: SourceFormat = {
  name: 'oai-pmh',
  recognises: text => rootName(text) === 'OAI-PMH',
  parse: parseRecords,
};

const OaiRecord = z.object({
  id: z.string('there is no arXiv id'),
  title: z.string('there is no title'),
  abstract: z.string().optional(),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
  publishedAt: z.string().optional(),
});

function parseRecords(text: string, context: ParseContext): ParsedPapers {
  const { head, items } = readXmlItems(text, 'record');
  const collector = new PaperCollector('oai-pmh', 'arxiv', context);
  let deleted = 0;
  items.forEach((element, i) => {
    const header = childNamed(element, 'header');
    if (header?.attributes['status'] === 'deleted') deleted++;
    else readRecord(`item ${i + 1}`, element, header, collector);
  });
  if (items.length === 0) collector.note(emptyNote(head));
  if (deleted > 0) collector.note(`${deleted} of ${items.length} records are deleted`);
  return collector.result();
}

/** Throws Fault when the answer is an error; an empty selection is none. */
function emptyNote(head: XmlElement): string {
  const error = descendantNamed(head, 'error');
  const code = error?.attributes['code'];
  if (error && code !== 'noRecordsMatch')
    throw new Fault(
      'bad-format',
      `arXiv answered with an error: ${[code, textIn(error).trim()].filter(Boolean).join(': ').slice(0, 300)}`,
    );
  return 'the answer has no records';
}

function readRecord(
  place: string,
  element: XmlElement,
  header: XmlElement | undefined,
  collector: PaperCollector,
): void {
  const metadata = childNamed(element, 'metadata') ?? element;
  const [raw, dublinCore] = [childNamed(metadata, 'arXivRaw'), childNamed(metadata, 'dc')];
  const fields = raw
    ? rawFields(raw)
    : dublinCore
      ? dublinCoreFields(dublinCore)
      : arxivFields(childNamed(metadata, 'arXiv') ?? metadata);
  const identifier = (header && childText(header, 'identifier')) ?? '';
  const record = OaiRecord.safeParse({ ...fields, id: arxivId(fields.id ?? '') ?? arxivId(identifier) });
  if (!record.success) collector.skip(place, reasonOf(record.error));
  else collector.add(place, { ...record.data, id: `arxiv:${record.data.id}` });
}

interface Fields {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly abstract: string | undefined;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly publishedAt: string | undefined;
}

function arxivFields(element: XmlElement): Fields {
  const authors = childNamed(element, 'authors');
  return {
    id: childText(element, 'id'),
    title: childText(element, 'title'),
    abstract: childText(element, 'abstract'),
    authors: (authors ? childrenNamed(authors, 'author') : []).map(authorName).filter(hasLetter),
    categories: words(childText(element, 'categories')),
    publishedAt: childText(element, 'created'),
  };
}

const authorName = (author: XmlElement): string =>
  ['forenames', 'keyname', 'suffix']
    .flatMap(part => childTexts(author, part))
    .join(' ')
    .trim();

function rawFields(element: XmlElement): Fields {
  const first = childrenNamed(element, 'version')[0];
  const date = first && childText(first, 'date');
  return {
    id: childText(element, 'id'),
    title: childText(element, 'title'),
    abstract: childText(element, 'abstract'),
    authors: splitNames(childText(element, 'authors') ?? ''),
    categories: words(childText(element, 'categories')),
    publishedAt: date && dayOfMailDate(date),
  };
}

/** `A. Ram, B. Ewe (Meadow, Hill) and C. Lamb`: affiliations in parentheses go. */
const splitNames = (text: string): string[] =>
  text
    .replace(/\([^()]*\)/g, '')
    .split(/,\s*(?:and\s+)?|\s+and\s+/)
    .map(name => name.trim())
    .filter(hasLetter);

function dublinCoreFields(element: XmlElement): Fields {
  const identifiers = childTexts(element, 'identifier');
  return {
    id: identifiers.find(identifier => arxivId(identifier) !== undefined),
    title: childText(element, 'title'),
    abstract: childTexts(element, 'description').find(text => !/^\s*Comment:/.test(text)),
    authors: childTexts(element, 'creator').map(forenamesFirst).filter(hasLetter),
    categories: [],
    publishedAt: childTexts(element, 'date')
      .map(date => date.trim())
      .sort()[0],
  };
}

const forenamesFirst = (name: string): string => {
  const [keyname = '', forenames] = name.split(/,\s*/);
  return forenames ? `${forenames.trim()} ${keyname.trim()}` : name.trim();
};

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean);
/** Lists of collaborations hold a colon as an author. */
const hasLetter = (name: string): boolean => /\p{L}/u.test(name);
