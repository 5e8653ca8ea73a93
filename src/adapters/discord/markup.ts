import type { Inline, Line } from '../../core/document/document.ts';

/**
 * Discord's Markdown, written so that text reads as it stands. Its client knows more than Markdown: mentions, custom
 * emoji, timestamps, commands, `:shortcodes:` and bare addresses; discord.js's `escapeMarkdown` leaves several alone.
 */

const INVISIBLE = /[\p{Cc}\p{Surrogate}]/gu;
/** Marks that turn the direction of what follows. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line of text without controls: what is left shows as it is. */
export function plainLine(text: string): string {
  return text
    .replace(BIDI, '')
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '\ufffd');
}

/**
 * Text that formats, mentions and links nothing, where it starts a line too. A colon before a letter would make an emoji or an address, and a
 * parenthesis after a bracket the target of a link that began elsewhere in the line.
 */
export function escapeText(text: string): string {
  const words = plainLine(text)
    .replace(/[\\*_~`|[\]<@]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/(^|\])\(/g, '$1\\(');
  return escapeStart(words);
}

/** What would make a heading, list, quote or small print at the start of a line or of marked words. */
const escapeStart = (markup: string): string =>
  markup.replace(/^(\s*)([#>+-])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2');

/** A whole line, safe at the beginning of one. */
export function lineMarkup(line: Line): string {
  let out = '';
  for (const inline of line) out += inlineMarkup(inline, out);
  return escapeStart(out.trim());
}

/** `before` is what stands on its left: stars beside stars would be read as others. */
export function inlineMarkup(inline: Inline, before = ''): string {
  switch (inline.kind) {
    case 'text':
      return escapeText(inline.text);
    case 'strong':
      return wrapped(inline.text, '**', before);
    case 'emphasis':
      return wrapped(inline.text, '*', before);
    case 'code':
      return codeMarkup(inline.text, before);
    case 'link':
      return linkMarkup(inline.text, inline.url);
    case 'time':
      return Math.abs(inline.at) < 8.64e15
        ? `<t:${Math.floor(inline.at / 1000)}:f>`
        : escapeText(inline.fallback);
  }
}

function wrapped(text: string, stars: string, before: string): string {
  const [, lead = '', core = '', trail = ''] = /^(\s*)(.*?)(\s*)$/su.exec(plainLine(text)) ?? [];
  if (core === '' || before.endsWith('*')) return escapeText(text);
  return `${lead}${stars}${escapeText(core)}${stars}${trail}`;
}

/** Nothing is escaped in code, so what would end it, or a link begun before it, stands as plain text. */
function codeMarkup(text: string, before: string): string {
  const words = plainLine(text);
  return words.trim() === '' || /`|\]\(/.test(words) || before.endsWith('`')
    ? escapeText(text)
    : `\`${words}\``;
}

/**
 * Discord makes no link of words that hold an address or brackets that don't match: such words stand alone, with the
 * link after them.
 */
function linkMarkup(text: string, url: string): string {
  const target = linkTarget(url);
  const words = plainLine(text).trim();
  if (target === undefined || words === '') return escapeText(text);
  return canBeLinked(words) ? `[${escapeText(words)}](${target})` : `${escapeText(words)} [page](${target})`;
}

function canBeLinked(words: string): boolean {
  if (/:\/\/|\bwww\.|discord\.(gg|com)|^[\p{M}\p{Cf}\p{Z}]*$/iu.test(words)) return false;
  return !/[[\]]/.test(words.replace(/\[[^[\]]*\]/g, ''));
}

/** An address that ends nothing early; undefined when it is no web page. */
export function linkTarget(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[*`()<>\\]|[^\x21-\x7e]/g, one => {
    const code = one.charCodeAt(0);
    return code < 0x80
      ? `%${code.toString(16).toUpperCase().padStart(2, '0')}`
      : encodeURIComponent(plainLine(one));
  });
}

/** A block of code; as plain lines where its text would end it early. */
export function codeBlock(text: string, language = ''): string {
  const lines = text.split(/\r\n?|\n/).map(plainLine);
  const words = lines.join('\n');
  if (words.trim() === '') return '';
  if (words.includes('```') || words.endsWith('`'))
    return lines.map(line => lineMarkup([{ kind: 'text', text: line }])).join('\n');
  return `\`\`\`${language.replace(/[^\w+-]/g, '')}\n${words}\n\`\`\``;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Plain words for a label, at most `max` long, with an ellipsis where something is left out; never empty. */
export function labelText(text: string, max: number): string {
  const words = plainLine(text).trim();
  if (words === '') return '…';
  if (words.length <= max) return words;
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(words.slice(0, max + 1))) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
