import type { Problem } from './source.ts';

/** One value of a list of them, with where it stands: `item 3` of an array, `line 12` of lines. */
export interface JsonItem {
  readonly place: string;
  readonly value: unknown;
}

/** The values of a text that should be JSON, and the parts of it that are not. */
export interface JsonItems {
  readonly items: readonly JsonItem[];
  readonly problems: readonly Problem[];
}

/**
 * The items of a JSON array, the lines of NDJSON, or a single value. Where the text is broken or cut off, what can be
 * read is read: a broken item is a problem and its neighbours are kept.
 */
export function readJsonItems(text: string): JsonItems {
  const start = text.search(/\S/);
  const isArray = text.charAt(start) === '[';
  const whole = parseJson(text);
  if (whole.kind === 'value') {
    const values: readonly unknown[] = Array.isArray(whole.value) ? whole.value : [whole.value];
    return { items: values.map((value, i) => ({ place: `item ${i + 1}`, value })), problems: [] };
  }
  if (isArray) return salvageArray(text, start + 1);
  const lines = readLines(text);
  return lines.items.length > 0
    ? lines
    : { items: [], problems: [{ place: 'item 1', reason: whole.reason }] };
}

type Parsed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly reason: string };

function parseJson(text: string): Parsed {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    return {
      kind: 'broken',
      reason: `not JSON: ${error instanceof Error ? briefly(error.message) : 'unreadable'}`,
    };
  }
}

/** The engine quotes the text around the error; the place is said elsewhere. */
const briefly = (message: string): string =>
  message
    .replace(/,? ?(?:\.\.\.)?".*/s, '')
    .slice(0, 100)
    .trim();

function readLines(text: string): JsonItems {
  const items: JsonItem[] = [];
  const problems: Problem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const place = `line ${i + 1}`;
    const parsed = parseJson(line);
    if (parsed.kind === 'value') items.push({ place, value: parsed.value });
    else problems.push({ place, reason: parsed.reason });
  });
  return { items, problems };
}

/**
 * Reads the items of a broken array one by one; after one that is broken it goes on where an object begins as the first
 * one does. Looking for ends that are not there is given up when it has cost as much as reading the text a few times.
 */
function salvageArray(text: string, from: number): JsonItems {
  const items: JsonItem[] = [];
  const problems: Problem[] = [];
  const seam = seamOf(text, from);
  let budget = 8 * text.length;
  let number = 0;
  for (let at = nextItem(text, from); at < text.length; ) {
    const place = `item ${++number}`;
    const end = budget > 0 ? endOfValue(text, at) : text.length;
    budget -= end - at;
    const parsed = parseJson(text.slice(at, end));
    if (parsed.kind === 'value') items.push({ place, value: parsed.value });
    else problems.push({ place, reason: parsed.reason });
    at = nextItem(text, parsed.kind === 'value' ? end : nextSeam(text, at, seam));
  }
  return { items, problems };
}

/** The index of the next value: separators, and an end of the array that is followed by nothing, are passed over. */
function nextItem(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,\]}]/.test(text.charAt(at))) at++;
  return at;
}

/** The index after the value at `from`; the end of the text when it does not end. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (depth === 0 && character === ',') return at;
    if (depth < 0) return at;
    if (depth === 0 && /["}\]]/.test(text.charAt(at))) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') return at;
  }
  return text.length;
}

/** What an item begins with, by the example of the first. */
function seamOf(text: string, from: number): RegExp {
  const key = /^\s*\{\s*("[A-Za-z_]{1,40}"\s*:)/.exec(text.slice(from, from + 200))?.[1];
  return new RegExp(`\\{\\s*${key ?? '"paper"\\s*:'}`, 'g');
}

function nextSeam(text: string, from: number, seam: RegExp): number {
  seam.lastIndex = from + 1;
  return seam.exec(text)?.index ?? text.length;
}

/** The first few values, whatever follows them: enough to tell what a text is. */
export function firstJsonValues(text: string): unknown[] {
  const start = text.search(/\S/);
  const isArray = text.charAt(start) === '[';
  if (!isArray && text.charAt(start) !== '{') return [];
  const values: unknown[] = [];
  let at = isArray ? nextItem(text, start + 1) : start;
  for (let i = 0; i < 3 && at < text.length; i++) {
    const end = endOfValue(text, at);
    const parsed = parseJson(text.slice(at, end));
    if (parsed.kind === 'value') values.push(parsed.value);
    at = nextItem(text, end);
  }
  return values;
}
