/** What a word of a stream is besides its lexeme. */
export const PLAIN = 0;
/** A further part of the compound before it. */
export const JOINED = 1;
/** Something else than spaces stands before it, or it begins one of several texts of its zone. */
export const BREAK = 2;
/** A compound as written; its parts follow. Counts no position of its own. */
export const WHOLE = 3;
/** How many kinds there are: a unit of a record is its code times this, plus its kind. */
export const KINDS = 4;
