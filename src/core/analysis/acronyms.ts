import { fold } from './fold.ts';

/** `long` stands for the words as the author wrote them, `short` for the letters: "mixture of experts", "MoE". */
export interface AcronymPair {
  readonly long: string;
  readonly short: string;
}

const PARENTHESIS = /\(([^()]{2,60})\)/g;
/** Two to ten characters, at least two of them capitals or one capital and a digit, perhaps a plural s. */
const SHORT = /^(?=.{2,10}$)(?=.*\p{Lu})[\p{L}\p{N}][\p{L}\p{N}&/-]*$/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;

/**
 * Finds "long form (SHORT)" and "SHORT (long form)" in a text by matching the letters of the short form from its end
 * backwards, after Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
 * (https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf), with the first letter at the start of a word.
 */
export function findAcronyms(text: string): AcronymPair[] {
  const found: AcronymPair[] = [];
  for (const match of text.matchAll(PARENTHESIS)) {
    const inside = (match[1] ?? '').trim();
    const before = text.slice(Math.max(0, match.index - 160), match.index);
    const pair = isShort(inside) ? longBefore(before, inside) : shortBefore(before, inside);
    if (pair) found.push(pair);
  }
  return found;
}

function isShort(text: string): boolean {
  return SHORT.test(text) && (text.match(/[\p{Lu}\p{N}]/gu)?.length ?? 0) >= 2;
}

function longBefore(before: string, written: string): AcronymPair | undefined {
  const short = singular(written);
  const sentence = before.slice(sentenceStart(before)).trimEnd();
  const words = [...sentence.matchAll(WORD)];
  const most = Math.min(letters(short).length + 5, letters(short).length * 2);
  const candidate = sentence.slice(words.at(-most)?.index ?? 0);
  const long = shortestLong(candidate, short);
  return long === undefined ? undefined : { long, short };
}

function shortBefore(before: string, inside: string): AcronymPair | undefined {
  const written = /(\S+)\s*$/.exec(before)?.[1];
  if (written === undefined || !isShort(written)) return undefined;
  const short = singular(written);
  const long = shortestLong(inside, short);
  return long !== undefined && long === inside ? { long, short } : undefined;
}

const singular = (short: string): string => (/\p{Lu}s$/u.test(short) ? short.slice(0, -1) : short);
const letters = (short: string): string => fold(short).replace(/[^\p{L}\p{N}]/gu, '');
const sentenceStart = (text: string): number =>
  Math.max(...['. ', '; ', ': ', '? ', ') ', '\n'].map(mark => text.lastIndexOf(mark) + 1));

/** The shortest end of `candidate` whose letters hold the short form's in order, the first at the start of a word. */
function shortestLong(candidate: string, short: string): string | undefined {
  const wanted = letters(short);
  const text = candidate.toLowerCase();
  let at = text.length - 1;
  for (let i = wanted.length - 1; i >= 0; i--) {
    const letter = wanted[i];
    while (at >= 0 && (text[at] !== letter || (i === 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' '))))
      at -= 1;
    if (at < 0) return undefined;
    at -= 1;
  }
  const long = candidate.slice(at + 1).trim();
  const words = long.match(WORD)?.length ?? 0;
  const capitals = long.split(/[\s-]+/).includes(short);
  return long.length > short.length && words > 0 && words <= wanted.length + 5 && !capitals
    ? long
    : undefined;
}
