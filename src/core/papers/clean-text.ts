import { decodeEntities } from './html-entities.ts';
import { removeInvisible } from './invisible-characters.ts';
import { latexToUnicode } from './latex-to-unicode.ts';
import { hasLostCommands } from './lost-commands.ts';
import { restoreCommands } from './page-damage.ts';
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
export const cleanName = (text: string): string => (PLAIN_WORDS.test(text) ? text : cleanLine(text));

const PLAIN_WORDS = /^[A-Za-z](?:[A-Za-z.]|[ -](?=[A-Za-z]))*$/;

function untilStable(text: string, arrange: (text: string) => string): string {
  let clean = arrange(visible(text));
  for (let pass = 0; pass < MAX_PASSES && mayNeedMending(clean); pass++) {
    const mended = latexToUnicode(restoreCommands(decodeEntities(clean)));
    if (mended === clean) return clean;
    clean = arrange(visible(mended));
  }
  return clean;
}

const visible = (text: string): string =>
  UNUSUAL.test(text) ? removeInvisible(text).normalize('NFC') : text;

/**
 * Anything but ASCII and the commonest of other letters and signs, none of which is invisible or waits to be composed.
 * No more than these: beyond 16 ranges the engine looks a character up instead of comparing it, ten times slower.
 */
const UNUSUAL =
  /[^\n -~\u00A1-\u00AC\u00AE-\u02FF\u0391-\u03C9\u1D2C-\u1D6A\u2010-\u2027\u2030-\u205E\u2070-\u209C\u20AC\u2100-\u2125\u212C-\u214F\u2190-\u22FF\u4E00-\u9FFF]/;

/** What LaTeX, entities and TeX's quotes and dashes have one of. */
const SIGNS = /[\\$&{^_~`]|--|''/;

const mayNeedMending = (text: string): boolean => SIGNS.test(text) || hasLostCommands(text);
