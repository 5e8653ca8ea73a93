import { DOUBLE_STRUCK, LATEX_ACCENTS } from './latex-symbols.ts';
import { subscript, superscript } from './raised-characters.ts';

/** Commands that take two arguments; every other takes one at most. */
export const TWO_ARGUMENTS: ReadonlySet<string> = new Set(
  'href frac dfrac tfrac textcolor colorbox binom stackrel overset underset'.split(' '),
);

/** What a command with its arguments, already read, is to a reader. A command of the authors' own is its argument. */
export function commandText(name: string, first: string, second = ''): string {
  switch (name) {
    case 'href':
      return second && second !== first ? `${second} (${first})` : first;
    case 'textcolor':
    case 'colorbox':
    case 'stackrel':
    case 'overset':
    case 'underset':
      return second;
    case 'frac':
    case 'dfrac':
    case 'tfrac':
      return `${operand(first)}/${operand(second)}`;
    case 'binom':
      return `C(${first}, ${second})`;
    case 'sqrt':
      return `√${operand(first)}`;
    case 'footnote':
    case 'blfootnote':
    case 'footnotetext':
      return ` (${first.trim()})`;
    case 'textsuperscript':
      return scriptText('^', first);
    case 'textsubscript':
      return scriptText('_', first);
    case 'mathbb':
      return DOUBLE_STRUCK.get(first) ?? first;
    default:
      return first.trim() === '' ? name : first;
  }
}

/** One symbol or number, else in parentheses. */
const operand = (text: string): string =>
  /^[\p{L}\p{N}.²³¹⁰-₟]+$/u.test(text.trim()) ? text.trim() : `(${text.trim()})`;

/** A superscript or subscript: in Unicode's own characters, else after its sign, in parentheses when it is long. */
export function scriptText(sign: '^' | '_', text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (sign === '^' && /^[∘°]$/.test(trimmed)) return '°';
  if (sign === '^' && /^[*†‡′⋆]+$/.test(trimmed)) return trimmed.replaceAll('⋆', '*');
  const form = sign === '^' ? superscript(trimmed) : subscript(trimmed);
  return form ?? sign + (/^[\p{L}\p{N}.*∞]+$/u.test(trimmed) ? trimmed : `(${trimmed})`);
}

/** Letters that `\"` and `\.` really stand on; before others they are an escaped quote and a full stop. */
const ACCENTED_LETTERS: Readonly<Record<string, RegExp>> = { '"': /[aeiouy]/i, '.': /[zegicı]/i };

/**
 * The letter with the mark of `\name`, where Unicode has the two in one character. A formula may also have a mark of
 * its own on any letter (`\hat{x}`), which is then a combining one.
 */
export function accentedLetter(name: string, argument: string, inFormula: boolean): string | undefined {
  const bare = argument.trim();
  const letter = bare === '\\i' || bare === 'ı' ? 'i' : bare === '\\j' || bare === 'ȷ' ? 'j' : bare;
  if (!/^[\p{L}\d]$/u.test(letter) || ACCENTED_LETTERS[name]?.test(letter) === false) return undefined;
  const composed = `${letter}${LATEX_ACCENTS.get(name) ?? ''}`.normalize('NFC');
  return Array.from(composed).length === 1 || (inFormula && name.length > 1) ? composed : undefined;
}
