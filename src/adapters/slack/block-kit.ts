/** One block, element or object of Block Kit as JSON. */
export type SlackBlock = { readonly type: string; readonly [key: string]: unknown };

/** One message: what `chat.postMessage`, a `response_url` and a frozen edition's part hold. */
export interface SlackPayload {
  /** For notifications and screen readers; escaped. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** Literal text: no markup, and no emoji between colons. */
export const plainText = (text: string): SlackBlock => ({
  type: 'plain_text',
  text,
  ...(text.includes(':') ? { emoji: false } : {}),
});

const ELLIPSIS = '…';
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` UTF-16 units, cut between characters as a person sees them, ending in an ellipsis when cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of GRAPHEMES.segment(text.slice(0, max))) {
    if (index + segment.length > max - ELLIPSIS.length) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}${ELLIPSIS}`;
}

const encoder = new TextEncoder();

/** UTF-8 bytes of a value as JSON. */
export const jsonBytes = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;
