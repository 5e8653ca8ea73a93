import { decodeEntities } from './html-entities.ts';
import { removeInvisible } from './invisible-characters.ts';
import { latexToUnicode } from './latex-to-unicode.ts';
import { hasLostCommands, restoreCommands } from './page-damage.ts';
import { oneLine, unwrapLines } from './unwrap-lines.ts';

/** Only what was escaped and wrapped several times needs more than two passes; nothing real needs as many as this. */
const MAX_PASSES = 12;

/**
 * A title, name or sentence as a person would read it, on one line: real quotes and dashes, simple LaTeX as Unicode,
 * HTML entities read, the damage of copied pages mended, nothing invisible. Cleaning clean text changes nothing.
 */
export const cleanLine = (text: string): string => untilStable(text, oneLine);

/** The same for running text: one paragraph a line, the lines of a paragraph unwrapped. */
export const cleanParagraphs = (text: string): string => untilStable(text, unwrapLines);

/** {@link cleanLine} for the names and key words of which a paper has hundreds: nearly all are plain words. */
export const cleanName = (text: string): string => (isPlainWords(text) ? text : cleanLine(text));

/** Letters, full stops, and single spaces and hyphens between letters. A loop: for so short a text no pattern is as fast. */
function isPlainWords(text: string): boolean {
  let mayEnd = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!isLetter && !(mayEnd && (code === 32 || code === 45 || code === 46))) return false;
    mayEnd = isLetter || code === 46;
  }
  return mayEnd;
}

function untilStable(text: string, arrange: (text: string) => string): string {
  let plain = isPlain(text);
  let clean = arrange(plain ? text : visible(text));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    if (plain && !hasLostCommands(clean)) return clean;
    const mended = latexToUnicode(restoreCommands(decodeEntities(clean)));
    if (mended === clean) return clean;
    plain = isPlain(mended);
    clean = arrange(plain ? mended : visible(mended));
  }
  return clean;
}

const visible = (text: string): string =>
  UNUSUAL.test(text) ? removeInvisible(text).normalize('NFC') : text;

/**
 * Whether nothing in the text is invisible, waits to be composed, or belongs to LaTeX, entities or TeX's quotes and
 * dashes. Most texts are plain; this and the search for lost commands are all that they cost.
 */
const isPlain = (text: string): boolean =>
  !NOT_PLAIN.test(text) && !text.includes('--') && !text.includes("''");

/** Letters and signs beyond ASCII that are common, are seen, and are composed already. */
const COMMON =
  '\\u00A1-\\u00AC\\u00AE-\\u02FF\\u1D2C-\\u1D6A\\u0391-\\u03C9\\u2010-\\u2027\\u2030-\\u205E\\u2070-\\u209C\\u20AC\\u2190-\\u22FF\\u4E00-\\u9FFF';
const UNUSUAL = new RegExp(`[^\\n -~${COMMON}]`);
/** The same and `$ & \ ^ _ { ~` and the backtick: what is left between them is spelled out. */
const NOT_PLAIN = new RegExp(`[^\\n -#%'-\\[\\]a-z|}${COMMON}]`);
