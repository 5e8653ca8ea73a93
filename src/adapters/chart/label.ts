import { element, escapeXml } from './svg.ts';
import { THEME } from './theme.ts';

interface LabelLook {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly weight?: 400 | 600;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** What is wider is cut, with an ellipsis. */
  readonly width?: number;
}

/** A line of literal text. */
export function label(text: string, look: LabelLook): string {
  const { x, y, size = 12.5, weight, fill = THEME.ink, anchor, width } = look;
  const shown = width === undefined ? text : fitText(text, width, size);
  return element(
    'text',
    { x, y, 'font-size': size, 'font-weight': weight, fill, 'text-anchor': anchor },
    escapeXml(shown.replace(/\s+/g, ' ')),
  );
}

/** About how wide a letter is in Inter, in ems; wide enough that nothing runs over. */
function widthOf(letter: string): number {
  if (
    /[\u{1100}-\u{11ff}\u{2e80}-\u{a4cf}\u{ac00}-\u{d7ff}\u{f900}-\u{faff}\u{ff00}-\u{ff60}\u{1f000}-\u{3ffff}]/u.test(
      letter,
    )
  )
    return 1.05;
  if (/\p{M}/u.test(letter)) return 0;
  if (/[ilj.,:;'|!ftr()[\]\- ]/.test(letter)) return 0.36;
  if (/[mwMW@%&—…]/.test(letter)) return 0.92;
  return /\p{Lu}/u.test(letter) ? 0.68 : 0.56;
}

const GRAPHEMES = new Intl.Segmenter();

/** As much of a text as a width takes at a font size. */
export function fitText(text: string, width: number, size: number): string {
  const letters = Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
  let used = 0;
  for (const [at, letter] of letters.entries()) {
    used += widthOf(letter) * size;
    if (used > width) {
      let end = at;
      let room = used + 0.92 * size;
      while (end > 0 && room > width) {
        end -= 1;
        room -= widthOf(letters[end] ?? '') * size;
      }
      return `${letters.slice(0, end).join('').trimEnd()}…`;
    }
  }
  return text;
}
