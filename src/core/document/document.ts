/**
 * What is said, never how it looks. Text is literal: whatever it holds, a renderer makes it appear exactly so.
 * The unions are closed: adding a node fails the type check of every renderer until it draws it.
 */

/** A run of text inside a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'emphasis'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A moment, shown in the reader's own zone where the platform can, else as `fallback`. */
  | { readonly kind: 'time'; readonly at: number; readonly fallback: string };

export type Line = readonly Inline[];

/** A command line, run as if the person had typed it, and the words that stand for it. */
export interface CommandOption {
  readonly label: string;
  readonly command: string;
}

/** Something to press: runs a command, opens a page, or offers several commands under one label. */
export type Action =
  | ({ readonly kind: 'command'; readonly emphasis?: 'primary' | 'danger' } & CommandOption)
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'choice'; readonly label: string; readonly options: readonly CommandOption[] };

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 | 3 }
  | { readonly kind: 'paragraph'; readonly line: Line }
  /** `start` is the number of an ordered list's first item, 1 when absent. */
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start?: number;
      readonly items: readonly Line[];
    }
  /** One paper: a title that links, lines under it, small print, a picture, things to press. */
  | {
      readonly kind: 'entry';
      /** Of the paper it shows. */
      readonly paperId?: string;
      readonly number?: number;
      readonly title: Inline;
      readonly lines: readonly Line[];
      readonly meta: readonly Line[];
      readonly imageUrl?: string;
      readonly actions: readonly Action[];
    }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: Line }[] }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string }
  | { readonly kind: 'image'; readonly alt: string; readonly source: ImageSource }
  /** Small print. */
  | { readonly kind: 'note'; readonly line: Line }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] }
  | { readonly kind: 'divider' };

export type ImageSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string };

/** One thing said, with the plain sentence that notifications and screen readers get. */
export interface Document {
  readonly summary: string;
  readonly blocks: readonly Block[];
  /** Said under the document rather than in it: the papers of a digest in thread style. */
  readonly replies?: readonly Document[];
}

export const text = (value: string): Inline => ({ kind: 'text', text: value });
export const strong = (value: string): Inline => ({ kind: 'strong', text: value });
export const emphasis = (value: string): Inline => ({ kind: 'emphasis', text: value });
export const code = (value: string): Inline => ({ kind: 'code', text: value });

/** A link, or its text alone where the address is not one that every platform opens (see {@link isLinkable}). */
export const link = (value: string, url: string | undefined): Inline =>
  url !== undefined && isLinkable(url) ? { kind: 'link', text: value, url } : text(value);

export const paragraph = (...line: Line): Block => ({ kind: 'paragraph', line });
export const note = (...line: Line): Block => ({ kind: 'note', line });

/** Lines as one, with `separator` between those that say something. */
export function joinLines(lines: readonly Line[], separator: string): Line {
  const said = lines.filter(line => line.length > 0);
  return said.flatMap((line, at) => (at === 0 ? line : [text(separator), ...line]));
}

/** Web pages only, and no longer than the shortest limit a platform has for an address; `javascript:` never is. */
export function isLinkable(url: string): boolean {
  return url.length <= 2000 && /^https?:\/\/[^\s]+$/i.test(url);
}
