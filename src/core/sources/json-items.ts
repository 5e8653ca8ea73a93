/** One value of a list of them, or what stands where one should: `item 3` of an array, `line 12` of lines. */
export type JsonItem = { readonly place: string } & Parsed;

type Parsed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly reason: string };

/**
 * The items of a JSON array, the lines of NDJSON, or a single value. Where the text is broken or cut off, what can be
 * read is read: a broken item is a problem and its neighbours are kept.
 */
export function readJsonItems(text: string): JsonItem[] {
  const start = text.search(/\S/);
  const isArray = text.charAt(start) === '[';
  const whole = parseJson(text);
  if (whole.kind === 'value') {
    const values: readonly unknown[] = Array.isArray(whole.value) ? whole.value : [whole.value];
    return values.map((value, i) => ({ place: `item ${i + 1}`, kind: 'value', value }));
  }
  if (isArray) return salvageArray(text, start + 1);
  const lines = readLines(text);
  return lines.some(({ kind }) => kind === 'value') ? lines : [{ place: 'item 1', ...whole }];
}

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

const readLines = (text: string): JsonItem[] =>
  text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [{ place: `line ${i + 1}`, ...parseJson(line) }]));

/**
 * Reads the items of a broken array one by one; after one that is broken it goes on where an object begins as the first
 * one does. Looking for ends that are not there is given up when it has cost as much as reading the text a few times.
 */
function salvageArray(text: string, from: number): JsonItem[] {
  const items: JsonItem[] = [];
  const seam = seamOf(text);
  let budget = 8 * text.length;
  for (let at = nextItem(text, from); at < text.length; ) {
    const found = budget > 0 ? endOfValue(text, at) : text.lastIndexOf('}', nextSeam(text, at, seam)) + 1;
    const end = Math.max(found, at + 1);
    budget -= end - at;
    const parsed = parseJson(text.slice(at, end));
    items.push({ place: `item ${items.length + 1}`, ...parsed });
    at = nextItem(text, isObject(parsed) ? end : nextSeam(text, at, seam));
  }
  return items;
}

/** A stray quote makes a string of what separates two objects: only an object's end is trusted. */
const isObject = (parsed: Parsed): boolean =>
  parsed.kind === 'value' && typeof parsed.value === 'object' && parsed.value !== null;

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

/** How items begin: by their first key. A paper's authors may have an `_id` too, so that is thought of last. */
const SEAMS: readonly RegExp[] = ['paper', 'id', '_id'].map(key => new RegExp(`\\{\\s*"${key}"\\s*:`, 'g'));

const seamOf = (text: string): RegExp | undefined => SEAMS.find(seam => text.search(seam) !== -1);

function nextSeam(text: string, from: number, seam: RegExp | undefined): number {
  if (!seam) return text.length;
  seam.lastIndex = from + 1;
  return seam.exec(text)?.index ?? text.length;
}

/** The first few values that can be read, whatever follows them: enough to tell what a text is. */
export function firstJsonValues(text: string): unknown[] {
  const head = text.slice(0, 1_000_000);
  const start = head.search(/\S/);
  return head.charAt(start) === '[' ? firstOfArray(head, start + 1) : firstOfLines(head);
}

const ENOUGH = 3;

function firstOfArray(text: string, from: number): unknown[] {
  const values: unknown[] = [];
  let seam: RegExp | undefined;
  for (let at = nextItem(text, from), i = 0; at < text.length && i < ENOUGH; i++) {
    const end = endOfValue(text, at);
    const parsed = parseJson(text.slice(at, end));
    if (parsed.kind === 'value') values.push(parsed.value);
    if (!isObject(parsed)) seam ??= seamOf(text);
    at = nextItem(text, isObject(parsed) ? end : nextSeam(text, at, seam));
  }
  return values;
}

/** Lines of values; a value by itself may span lines. */
function firstOfLines(text: string): unknown[] {
  const lines = text.split('\n', 2 * ENOUGH).filter(line => /^\s*\{/.test(line));
  const values = lines.map(parseJson).flatMap(parsed => (parsed.kind === 'value' ? [parsed.value] : []));
  if (values.length > 0) return values.slice(0, ENOUGH);
  const whole = /^\s*\{/.test(text) ? parseJson(text) : undefined;
  return whole?.kind === 'value' ? [whole.value] : [];
}
