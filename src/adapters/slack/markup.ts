const COMMANDS = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text as Slack will show it: white space becomes spaces, every other control character and half character a replacement
 * character, and marks that turn the direction of what follows are taken out.
 */
export function inert(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(COMMANDS, '\ufffd')
    .replace(BIDI, '');
}

/** For mrkdwn and for `text`: the only three characters that Slack asks to escape; without them nothing pings or links. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Whether mrkdwn shows this text as it is once it is escaped: Slack has no escape for its marks of bold, italic, strike
 * and code, nor for emoji between colons and quotes at the start of a line. What is not plain goes into rich text, where
 * every text is literal.
 */
export const isPlainInMrkdwn = (text: string): boolean => !/[*_~`]|:[^\s:]+:|^\s*(>|&gt;)/.test(text);

/** An address that holds nothing but printable ASCII and no mrkdwn; undefined when it is no web page. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href
    .replace(/[^\x21-\x7e]/g, character => encodeURIComponent(inert(character)))
    .replace(/[<>|`]/g, character => encodeURIComponent(character));
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * What a person typed, from the text that Slack sends of it: links by their address, entities undone, mentions of
 * people and channels left out.
 */
export function typedText(text: string): string {
  return text
    .replace(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<mailto:[^|>]+\|([^>]*)>/g, '$1')
    .replace(/<[@#!][^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt);/g, entity => ENTITIES[entity] ?? entity)
    .trim();
}
