import * as z from 'zod';
import { Fault } from '../errors.ts';
import { arxivId } from '../papers/paper-id.ts';
import { ListedPaper, rawPaper, TolerantListedPaper } from './huggingface-item.ts';
import { isListedPaper } from './is-listed-paper.ts';
import { firstJsonValues, type JsonItem, readJsonItems } from './json-items.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';
import { reasonOf } from './zod-reason.ts';

/**
 * Answers of the Hugging Face API in every shape it has had: `daily_papers` and search answers (a paper inside each
 * item), one item, one paper by itself, and flat records with nulls; as an array or as lines.
 * https://huggingface.co/docs/hub/api
 */
export const huggingfaceApi: SourceFormat = {
  name: 'huggingface-api',
  recognises: text =>
    STARTS_WRAPPED.test(text.slice(0, 200)) ||
    EMPTY_LIST.test(text.slice(0, 200)) ||
    firstJsonValues(text).some(value => isWrapped(value) || isFlat(value) || isErrorAnswer(value)),
  parse: parseAnswer,
};

const STARTS_WRAPPED = /^\s*\[?\s*\{\s*"paper"\s*:\s*\{/;
const EMPTY_LIST = /^\s*\[\s*\]\s*$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isWrapped = (value: unknown): boolean => isObject(value) && 'paper' in value;
const isFlat = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['id'] === 'string' &&
  'title' in value &&
  !value['id'].includes(':') &&
  arxivId(value['id']) !== undefined;

const ErrorAnswer = z.object({ error: z.string().min(1) });
const isErrorAnswer = (value: unknown): boolean => ErrorAnswer.safeParse(value).success;

function parseAnswer(text: string, context: ParseContext): ParsedPapers {
  const items = readJsonItems(text);
  const [first] = items;
  const answer = ErrorAnswer.safeParse(first?.kind === 'value' ? first.value : undefined);
  if (answer.success && items.length === 1)
    throw new Fault('bad-format', `Hugging Face answered with an error: ${answer.data.error.slice(0, 300)}`);
  const collector = new PaperCollector('huggingface-api', 'huggingface', context);
  for (const item of items) readItem(item, collector);
  if (items.length === 0) collector.note('the list is empty');
  return collector.result();
}

/** Reads one item; what is no paper is a problem. */
export function readItem(json: JsonItem, collector: PaperCollector): void {
  const { place } = json;
  if (json.kind === 'broken') {
    collector.skip(place, json.reason);
    return;
  }
  const wrapped = isWrapped(json.value) ? json.value : { paper: json.value };
  if (isListedPaper(wrapped)) addPaper(place, wrapped, collector);
  else readOddItem(place, wrapped, collector);
}

/** An item that is not as the schema says: read without what comes and goes, else a problem. */
function readOddItem(place: string, value: unknown, collector: PaperCollector): void {
  const [exact, tolerant] = [ListedPaper.safeParse(value), TolerantListedPaper.safeParse(value)];
  if (!tolerant.success) {
    collector.skip(place, reasonOf(tolerant.error));
    return;
  }
  if (!exact.success) collector.note(`${place}: left out ${reasonOf(exact.error)}`);
  addPaper(place, tolerant.data, collector);
}

function addPaper(place: string, item: ListedPaper, collector: PaperCollector): void {
  const { id: given } = item.paper;
  const id = arxivId(given);
  if (id === undefined) collector.skip(place, `${JSON.stringify(given.slice(0, 60))} is not an arXiv id`);
  else collector.add(place, rawPaper(`arxiv:${id}`, item));
}
