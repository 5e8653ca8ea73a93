import type { Inline, Line } from '../../core/document/document.ts';
import type { SlackBlock } from './block-kit.ts';
import { escapeMrkdwn, inert, isPlainInMrkdwn, safeUrl } from './markup.ts';

/**
 * A line in mrkdwn, which section fields and small print are written in; undefined where mrkdwn would show anything else
 * than what the line says.
 */
export function mrkdwnLine(line: Line): string | undefined {
  const said = line.filter(inline => inline.kind === 'time' || inert(inline.text) !== '');
  const parts = said.map(mrkdwnInline);
  if (parts.some(part => part === undefined)) return undefined;
  for (const [at, inline] of said.entries()) {
    if (isMarked(inline) && !(endsOpen(said[at - 1]) && startsOpen(said[at + 1]))) return undefined;
  }
  const text = parts.join('');
  // Texts that are plain alone may make emoji or a quote together.
  return isPlainInMrkdwn(said.map(inline => (inline.kind === 'time' ? '' : inert(inline.text))).join(''))
    ? text
    : undefined;
}

const isMarked = ({ kind }: Inline): boolean => kind === 'strong' || kind === 'emphasis' || kind === 'code';

/** Marks work only between spaces, punctuation or the ends of the line. */
const OPEN_BEFORE = /[\s([·,;]$/;
const OPEN_AFTER = /^[\s)\].,;:!?·]/;
const endsOpen = (inline: Inline | undefined): boolean =>
  inline === undefined || (inline.kind === 'text' && OPEN_BEFORE.test(inert(inline.text)));
const startsOpen = (inline: Inline | undefined): boolean =>
  inline === undefined || (inline.kind === 'text' && OPEN_AFTER.test(inert(inline.text)));

function mrkdwnInline(inline: Inline): string | undefined {
  if (inline.kind === 'time') {
    const fallback = inert(inline.fallback).replace(/[<>|&^]/g, ' ');
    return `<!date^${Math.floor(inline.at / 1000)}^{date_short_pretty} at {time}|${fallback}>`;
  }
  const text = inert(inline.text);
  if (!isPlainInMrkdwn(text)) return undefined;
  const marked = (mark: string): string | undefined =>
    text.trim() === text ? `${mark}${escapeMrkdwn(text)}${mark}` : undefined;
  switch (inline.kind) {
    case 'text':
      return escapeMrkdwn(text);
    case 'strong':
      return marked('*');
    case 'emphasis':
      return marked('_');
    case 'code':
      return marked('`');
    case 'link': {
      const url = safeUrl(inline.url);
      if (url === undefined) return escapeMrkdwn(text);
      // A bar would end the address early, and a label of blanks shows the address instead.
      return text.includes('|') || text.trim() !== text || text === ''
        ? undefined
        : `<${escapeMrkdwn(url)}|${escapeMrkdwn(text)}>`;
    }
  }
}

/** A text object whose plain parts Slack leaves alone: `verbatim` keeps names and addresses from becoming links. */
export const mrkdwn = (text: string): SlackBlock => ({ type: 'mrkdwn', text, verbatim: true });
