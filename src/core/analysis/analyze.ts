/**
 * A word of a text as search and topics see it. `start` and `end` are UTF-16 offsets into the text that was analysed,
 * so that a match can be shown in the author's own spelling.
 */
export interface Token {
  /** Folded: lower case, no accents; `gpt-4o`, `1.58-bit`, `c++` stay whole. */
  readonly form: string;
  readonly stem: string;
  /** Counts words; the parts of a compound share neighbouring positions. */
  readonly position: number;
  readonly start: number;
  readonly end: number;
}
