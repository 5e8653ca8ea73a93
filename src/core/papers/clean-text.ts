import { decodeEntities } from './html-entities.ts';
import { removeInvisible } from './invisible-characters.ts';
import { latexToUnicode } from './latex-to-unicode.ts';
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

const PLAIN_WORDS = /^[A-Z](?:[a-z.]|[ -]?[A-Z]|[ -](?=[a-z]))*$/;

function untilStable(text: string, arrange: (text: string) => string): string {
  const isPlain = isAscii(text);
  let clean = arrange(isPlain ? text : removeInvisible(text).normalize('NFC'));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const mended = latexToUnicode(restoreCommands(decodeEntities(clean)));
    if (mended === clean) return clean;
    clean = arrange(isAscii(mended) ? mended : removeInvisible(mended).normalize('NFC'));
  }
  return clean;
}

/** Printable ASCII: nothing invisible, nothing to compose. One test tells, and nearly all text is so. */
const isAscii = (text: string): boolean => !/[^\n -~]/.test(text);
