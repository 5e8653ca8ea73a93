/** Line and paragraph separators that are not `\n`. */
const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;

/** Every kind of space but the line break, so that a copied no-break space is a space. */
const ODD_SPACES = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

/**
 * Controls, format characters (soft hyphens, zero-width characters, marks that turn the direction of writing, tags) and
 * halves of surrogate pairs: what nobody sees and what can make text read as something else. The Arabic number signs are
 * format characters that are seen.
 */
const INVISIBLE = /(?![\n\u0600-\u0605\u06DD\u08E2])(?:[\p{Cc}\p{Cf}\p{Cs}]|\u034F)/gu;

/** The text with one kind of space and one kind of line break, and without the characters that show nothing. */
export const removeInvisible = (text: string): string =>
  text.replace(LINE_BREAKS, '\n').replace(ODD_SPACES, ' ').replace(INVISIBLE, '');
