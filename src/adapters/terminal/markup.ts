const ESC = '\u001b';

/** How a run of text looks. `undefined` parts are the terminal's own. */
export interface Style {
  readonly bold?: boolean;
  readonly dim?: boolean;
  /** The one accent: cyan reads well on light and on dark. */
  readonly accent?: boolean;
  readonly url?: string;
}

const SGR = { bold: 1, dim: 2, accent: 36 } as const;

const COMMANDS = /[\p{Cc}\p{Surrogate}]/gu;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text that can't command a terminal: white space becomes spaces, every other control character and half character a
 * replacement character, and marks that turn the direction of what follows are taken out.
 */
export function inert(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(COMMANDS, '\ufffd')
    .replace(BIDI, '');
}

/** An address that holds nothing but printable ASCII; undefined when it is no web page. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[^\x21-\x7e]/g, character => encodeURIComponent(inert(character)));
}

/** Runs of one style as terminal text; `text` must be inert already. Plain when the terminal shows no colour. */
export function styled(text: string, style: Style, look: { colour: boolean; links: boolean }): string {
  const codes = look.colour
    ? (['bold', 'dim', 'accent'] as const).filter(name => style[name]).map(name => SGR[name])
    : [];
  const painted = codes.length === 0 ? text : `${ESC}[${codes.join(';')}m${text}${ESC}[0m`;
  return look.links && style.url !== undefined
    ? `${ESC}]8;;${style.url}${ESC}\\${painted}${ESC}]8;;${ESC}\\`
    : painted;
}
