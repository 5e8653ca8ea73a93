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

/**
 * Something to press. `command` is a command line, run as if the person had typed it; `link` opens a page.
 * `key` is unique in a document.
 */
export type Action =
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly command: string;
      readonly emphasis?: 'primary' | 'danger';
    }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 | 3 }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  /** One paper: a title that links, lines under it, small print, a picture, things to press. */
  | {
      readonly kind: 'entry';
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
