/** What a character is to the scanner. */
const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Belongs to the word before it and is nothing by itself: accents, soft hyphens, zero-width characters. */
const MARK = 4;
/** A word by itself. */
const IDEOGRAPH = 5;
/** A hyphen or underscore: joins when letters or digits stand on both sides. */
const HYPHEN = 6;
const APOSTROPHE = 7;

/** By UTF-16 unit, as far as it was met: its class and one. */
const CLASS_OF = new Uint8Array(1 << 16);

function classify(letter: string): number {
  if (/^\p{Lu}/u.test(letter)) return UPPER;
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter)) return IDEOGRAPH;
  if (/^\p{L}/u.test(letter)) return LOWER;
  if (/^\p{N}/u.test(letter)) return DIGIT;
  if (/^[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/u.test(letter)) return MARK;
  if (/^[-_\u2010-\u2013\u2212]/u.test(letter)) return HYPHEN;
  if (/^['\u2019\u02bc]/u.test(letter)) return APOSTROPHE;
  return OTHER;
}

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (Number.isNaN(code)) return OTHER;
  const known = CLASS_OF[code] ?? 0;
  if (known > 0) return known - 1;
  if (code >= 0xdc00 && code <= 0xdfff) return MARK;
  const kind = classify(String.fromCodePoint(text.codePointAt(index) ?? 0));
  if (code < 0xd800 || code > 0xdfff) CLASS_OF[code] = kind + 1;
  return kind;
}

const isWordClass = (kind: number): boolean => kind === LOWER || kind === UPPER || kind === DIGIT;
const isLetter = (kind: number): boolean => kind === LOWER || kind === UPPER;

/**
 * Called once a word with its bounds, and with where it falls apart as pairs of (end of a part, start of the next);
 * no pairs where it is one piece. The array is reused: read it before returning.
 */
export type WordSink = (start: number, end: number, cuts: readonly number[]) => void;

/** Finds the words of a text in one pass over its characters. */
export function scanWords(text: string, sink: WordSink): void {
  const cuts: number[] = [];
  let i = 0;
  while (i < text.length) {
    const end = scanWord(text, i, cuts);
    if (end > i) sink(i, end, cuts);
    i = Math.max(end, i + 1);
  }
}

/** Where the word ends that begins at `start`, or `start` where none does. Its cuts replace what `cuts` held. */
export function scanWord(text: string, start: number, cuts: number[]): number {
  cuts.length = 0;
  const kind = classAt(text, start);
  if (isWordClass(kind)) return wordEnd(text, start, cuts);
  if (kind !== IDEOGRAPH) return start;
  const code = text.charCodeAt(start);
  return start + (code >= 0xd800 && code <= 0xdbff ? 2 : 1);
}

/** Runs to the end of the word that starts at `start`, noting its cuts. */
function wordEnd(text: string, start: number, cuts: number[]): number {
  let i = start;
  let partStart = start;
  for (;;) {
    i = runEnd(text, i, partStart, cuts);
    const joined = joint(text, partStart, i);
    if (joined === 0) return suffixed(text, start, i);
    if (joined === HYPHEN) {
      cuts.push(i, i + 1);
      partStart = i + 1;
    }
    i += 1;
  }
}

/** Runs over letters and digits, cutting where camel case or a digit after a word begins a new part. */
function runEnd(text: string, from: number, partStart: number, cuts: number[]): number {
  let i = from;
  let letters = from === partStart ? 0 : -1;
  let previous = OTHER;
  for (; ; i++) {
    const kind = classAt(text, i);
    if (kind === LOWER && previous === LOWER) {
      const end = lowerRunEnd(text, i + 1);
      if (letters >= 0) letters += end - i;
      i = end - 1;
      continue;
    }
    if (kind === MARK) continue;
    if (!isWordClass(kind)) return i;
    if (letters >= 3 && beginsPart(text, i, previous, kind)) {
      cuts.push(i, i);
      letters = 0;
    }
    if (kind === DIGIT) letters = -1;
    else if (letters >= 0) letters += 1;
    previous = kind;
  }
}

/** Most of a text: over plain lower-case letters as fast as it goes. */
function lowerRunEnd(text: string, from: number): number {
  let i = from;
  for (let code = text.charCodeAt(i); code >= 97 && code <= 122; ) code = text.charCodeAt(++i);
  return i;
}

/** `FlashAttention`, `BERTScore` and `llama3` fall apart; `LoRA`, `LLaVA` and `PyTorch` do not. */
function beginsPart(text: string, i: number, previous: number, kind: number): boolean {
  if (kind === DIGIT) return isLetter(previous);
  if (kind !== UPPER || !isLetter(previous)) return false;
  const next = classAt(text, i + 1);
  if (previous === UPPER) return next === LOWER && classAt(text, i + 2) === LOWER;
  return isLetter(next) && isLetter(classAt(text, i + 2));
}

/** Whether the character at `i` joins the part from `partStart` with what follows: its class, MARK for "without a cut", else 0. */
function joint(text: string, partStart: number, i: number): number {
  const next = classAt(text, i + 1);
  if (!isWordClass(next)) return 0;
  const kind = classAt(text, i);
  if (kind === HYPHEN) return HYPHEN;
  const before = classAt(text, i - 1);
  if (kind === APOSTROPHE) return isLetter(before) && isLetter(next) ? MARK : 0;
  switch (text.charAt(i)) {
    case '.':
      if (before === DIGIT && next === DIGIT) return MARK;
      return isInitials(text, partStart, i) ? MARK : 0;
    case ',':
      return before === DIGIT && isThousands(text, i + 1) ? MARK : 0;
    case '@':
      return isLetter(before) && next === DIGIT ? HYPHEN : 0;
    case '/':
      return isLetter(before) && /^\d{7}(?!\d)/.test(text.slice(i + 1, i + 9)) ? HYPHEN : 0;
    default:
      return 0;
  }
}

/** `U.S.A`: every piece so far and the next one is a single letter. */
function isInitials(text: string, partStart: number, i: number): boolean {
  if ((i - partStart) % 2 === 0 || !isLetter(classAt(text, i + 1)) || isWordClass(classAt(text, i + 2)))
    return false;
  for (let at = partStart; at < i; at += 2) {
    if (!isLetter(classAt(text, at)) || (at + 1 < i && text[at + 1] !== '.')) return false;
  }
  return true;
}

const isThousands = (text: string, from: number): boolean => /^\d{3}(?!\d)/.test(text.slice(from, from + 4));

/** `C++`, `Mamba++`, `C#`: the signs belong to the word. */
function suffixed(text: string, start: number, end: number): number {
  if (text.startsWith('++', end) && !isWordClass(classAt(text, end + 2))) return end + 2;
  if (text[end] === '#' && end - start === 1 && !isWordClass(classAt(text, end + 1))) return end + 1;
  return end;
}
