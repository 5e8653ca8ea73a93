import { UsageError } from '../core/errors.ts';
import { didYouMean } from '../core/suggest-spelling.ts';
import type { CommandSpec, OptionSpec, RawOptions } from './command.ts';

/** Closing marks by opening mark: what keyboards and "smart" quotes of any language produce. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"“”„‟',
  '“': '"“”‟',
  '”': '"“”',
  '„': '"“”‟',
  '‟': '"“”',
  '«': '»',
  '»': '«»',
  '「': '」',
  '『': '』',
  '＂': '＂',
};

/** One word of a line: as typed, and as meant once its quotes are gone. */
export interface Word {
  readonly raw: string;
  readonly value: string;
  /** 1-based column of its first character. */
  readonly column: number;
}

/** Single quotes are apostrophes too: they quote only from the start of a word or value to the end of one. */
const SINGLE_QUOTES: Readonly<Record<string, string>> = {
  "'": "'’",
  '‘': '’‘',
  '‚': '‘’',
  '‹': '›',
  '’': '’',
};

/** Where the quotation that opens at `at` closes; nothing when no quotation opens there. */
function closingQuote(line: string, at: number, word: string): number | undefined {
  const char = line[at] ?? '';
  const closing = QUOTES[char];
  if (closing !== undefined) {
    for (let end = at + 1; end < line.length; end++) if (closing.includes(line[end] ?? '')) return end;
    throw new UsageError(`the quote opened at column ${at + 1} is never closed: ${line.slice(at)}`);
  }
  const single = SINGLE_QUOTES[char];
  if (single === undefined || !/(^|[:=,(])$/.test(word)) return undefined;
  for (let end = at + 1; end < line.length; end++) {
    if (single.includes(line[end] ?? '') && /^([\s,)]|$)/.test(line.slice(end + 1))) return end;
  }
  return undefined;
}

/** Splits at white space outside quotes. Throws UsageError for a quote that is never closed. */
export function splitLine(line: string): Word[] {
  const words: Word[] = [];
  let raw = '';
  let value = '';
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    const char = line[at];
    if (char === undefined || /\s/u.test(char)) {
      if (raw !== '') words.push({ raw, value, column: start + 1 });
      raw = '';
      value = '';
      continue;
    }
    if (raw === '') start = at;
    const end = closingQuote(line, at, raw);
    if (end === undefined) {
      raw += char;
      value += char;
    } else {
      value += line.slice(at + 1, end);
      raw += line.slice(at, end + 1);
      at = end;
    }
  }
  return words;
}

/** Words that a shell has already taken apart; each is one word whatever it holds. */
export function wordsOf(argv: readonly string[]): Word[] {
  let column = 1;
  return argv.map(arg => {
    const word = { raw: arg, value: arg, column };
    column += arg.length + 1;
    return word;
  });
}

/**
 * Reads `key:value`, `--key value`, `--key=value` and the words that belong to no key.
 * `queryFields` are keys that belong to the query itself, such as `author`.
 */
export function readOptions(
  spec: CommandSpec,
  words: readonly Word[],
  queryFields: ReadonlySet<string>,
): RawOptions {
  const options: Record<string, string> = {};
  const free: Word[] = [];
  const set = (key: string, value: string, word: Word): void => {
    if (Object.hasOwn(options, key)) throw new UsageError(`${key} is given twice (column ${word.column})`);
    options[key] = value;
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const keyed = readKey(spec, word, queryFields);
    if (keyed === undefined) {
      free.push(word);
    } else if (keyed.value !== '') {
      set(keyed.key, keyed.value, word);
    } else {
      const next = words[++at];
      if (next === undefined) throw new UsageError(`${keyed.key} needs a value (column ${word.column})`);
      set(keyed.key, next.value, word);
    }
  }
  for (const { name, text, word } of placeFreeWords(spec, free)) set(name, text, word);
  return options;
}

/** The key of a word and the value in it, empty when the value is the next word; nothing when the word has no key of ours. */
function readKey(
  spec: CommandSpec,
  word: Word,
  queryFields: ReadonlySet<string>,
): { readonly key: string; readonly value: string } | undefined {
  const dashed = /^--([\p{L}_-]+)(?:=(.*))?$/su.exec(word.value);
  if (dashed) {
    const key = (dashed[1] ?? '').toLowerCase().replaceAll('-', '_');
    if (!Object.hasOwn(spec.options, key)) throw unknownOption(spec, key, word);
    return { key, value: dashed[2] ?? '' };
  }
  const colon = /^([\p{L}_]+):(.*)$/su.exec(word.value);
  if (!colon || !/^[\p{L}_]+:/u.test(word.raw)) return undefined;
  const key = (colon[1] ?? '').toLowerCase();
  if (Object.hasOwn(spec.options, key)) return { key, value: colon[2] ?? '' };
  const takesQuery = positionalOptions(spec).some(([, option]) => option.kind === 'query');
  if (takesQuery && !queryFields.has(key)) throw unknownOption(spec, key, word);
  return undefined;
}

function unknownOption(spec: CommandSpec, key: string, word: Word): UsageError {
  const names = Object.keys(spec.options);
  const known = names.length > 0 ? `; ${spec.name} takes ${names.join(', ')}` : `; ${spec.name} takes none`;
  return new UsageError(`unknown option ${key} at column ${word.column}${didYouMean(key, names) || known}`);
}

function positionalOptions(spec: CommandSpec): [string, OptionSpec][] {
  return Object.entries(spec.options).filter(([, option]) => option.positional);
}

/** One word for each positional option in turn; the last takes all that are left. */
function placeFreeWords(
  spec: CommandSpec,
  free: readonly Word[],
): { readonly name: string; readonly text: string; readonly word: Word }[] {
  const options = positionalOptions(spec);
  if (options.length === 0 && free.length > 0) {
    const said = free.map(word => word.raw).join(' ');
    throw new UsageError(`${spec.name} takes no ${JSON.stringify(said)}; see help ${spec.name}`);
  }
  return options.flatMap(([name, { kind }], at) => {
    const words = free.slice(at, at === options.length - 1 ? free.length : at + 1);
    const [word] = words;
    if (!word) return [];
    return [{ name, word, text: words.map(each => (kind === 'query' ? each.raw : each.value)).join(' ') }];
  });
}
