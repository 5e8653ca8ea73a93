import type { Inline, Line } from './document.ts';
import { inlineText } from './plain-text.ts';

/** A line cut in two; the first half fits, the second is what is left. */
export interface LineCut {
  readonly head: Line;
  readonly rest: Line;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a line where the longest beginning still fits: after a sentence or a word where there is one near, and never
 * inside a character as a person sees it. `fits` says whether a beginning fits. Undefined when none does.
 *
 * A link is cut only where `force` says that there is nowhere it fits better: it becomes several links to the same
 * address, or its text alone where not one letter of it fits with the address.
 */
export function splitLine(given: Line, fits: (head: Line) => boolean, force: boolean): LineCut | undefined {
  const line = given.filter(inline => inlineText(inline) !== '');
  const whole = largest(line.length, count => fits(line.slice(0, count)));
  if (whole === line.length) return { head: line, rest: [] };
  const before = line.slice(0, whole);
  const next = line[whole];
  if (next === undefined) return undefined;
  const after = line.slice(whole + 1);
  const atomic = next.kind === 'link' || next.kind === 'time';
  const saidBefore = before.some(inline => inlineText(inline).trim() !== '');
  if (atomic && saidBefore) return { head: before, rest: [next, ...after] };
  if (atomic && !force) return undefined;

  const pieces = cutText(inlineText(next), head => fits([...before, withText(next, head)]), !saidBefore);
  if (pieces) {
    const [head, rest] = pieces;
    return { head: [...before, withText(next, head)], rest: [withText(next, rest), ...after] };
  }
  if (saidBefore) return { head: before, rest: [next, ...after] };
  return atomic
    ? splitLine([...before, { kind: 'text', text: inlineText(next) }, ...after], fits, force)
    : undefined;
}

/** Cuts text so that its beginning fits; both halves are trimmed at the cut only. Undefined when no beginning fits. */
export function splitText(text: string, fits: (head: string) => boolean): [string, string] | undefined {
  return cutText(text, fits, true);
}

/** The same looks and address with other words; a moment becomes plain text. */
export function withText(inline: Inline, text: string): Inline {
  return inline.kind === 'time' ? { kind: 'text', text } : { ...inline, text };
}

/** `anywhere`: a word may be cut when not even the first one fits. */
function cutText(
  text: string,
  fits: (head: string) => boolean,
  anywhere: boolean,
): [string, string] | undefined {
  if (anywhere && /^\s/.test(text)) return cutText(text.trimStart(), fits, true);
  const ends = [...GRAPHEMES.segment(text)].map(segment => segment.index + segment.segment.length);
  const count = largest(ends.length, many => many === 0 || fits(text.slice(0, ends[many - 1])));
  const reach = count === 0 ? 0 : (ends[count - 1] ?? 0);
  if (reach === text.length) return [text, ''];
  if (reach === 0) return undefined;
  const at = goodCut(text, reach) ?? (anywhere ? reach : undefined);
  return at === undefined ? undefined : [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
}

/** The last end of a sentence in the second half of what fits, else the last end of a word in it. */
function goodCut(text: string, reach: number): number | undefined {
  const window = text.slice(0, reach + 1);
  const sentence = [...window.matchAll(/[.!?]["'”’)\]]*(?=\s)|[。！？](?!$)/g)].at(-1);
  if (sentence && sentence.index + sentence[0].length >= reach / 2)
    return sentence.index + sentence[0].length;
  const word = [...window.matchAll(/\S\s/g)].at(-1);
  return word ? word.index + 1 : undefined;
}

/** The largest count in 0…max that holds, for a condition that once false stays false; 0 is taken to hold. */
function largest(max: number, holds: (count: number) => boolean): number {
  if (holds(max)) return max;
  let low = 0;
  let high = max;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
