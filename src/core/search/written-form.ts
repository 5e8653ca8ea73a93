import { fold } from '../analysis/fold.ts';

/** After the folded text in a key: a digit says by which rule it is written. Both marks sort before every letter. */
const BY_RULE = '\u0000';
/** After the folded text in a key: the spelling itself, which no rule gives. */
const AS_WRITTEN = '\u0001';
/** Sorts after every key with the same folded text, and before longer ones. */
const END = '\u0002';

const RULES: readonly ((folded: string) => string)[] = [
  folded => folded,
  folded => folded.charAt(0).toUpperCase() + folded.slice(1),
  folded => folded.toUpperCase(),
  folded =>
    folded.replace(/(^|[ -])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase()),
];

/** The key of something written in a dictionary that is in the order of folded text and gives the spelling back. */
export function writtenKey(written: string, folded = fold(written)): string {
  const rule = RULES.findIndex(apply => apply(folded) === written);
  return rule >= 0 ? `${folded}${BY_RULE}${rule}` : `${folded}${AS_WRITTEN}${written}`;
}

/** What {@link writtenKey} was given. */
export function writtenOf(key: string): string {
  const folded = foldedOf(key);
  const rest = key.slice(folded.length + 1);
  return key.charAt(folded.length) === BY_RULE ? (RULES[Number(rest)]?.(folded) ?? folded) : rest;
}

/** The folded text of a key. */
export function foldedOf(key: string): string {
  for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) < 2) return key.slice(0, i);
  return key;
}

/** Between these bounds lie the keys of everything written that folds to `folded`. */
export const keyBounds = (folded: string): readonly [string, string] => [folded + BY_RULE, folded + END];
