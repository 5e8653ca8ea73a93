import { formOf } from '../analysis/analyze.ts';
import { joinedForm } from '../matching/analysed-paper.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { FREQUENT } from './segment-format.ts';
import { SortedStringsWriter, sortKeys } from './sorted-strings-writer.ts';
import { type SpellingSource, writeSpellings } from './spellings.ts';
import { foldedOf, writtenKey } from './written-form.ts';

/** Below this many papers a compound that stands in one of them is kept as a term all the same. */
const MANY_PAPERS = 1000;

/** Compounds of one paper alone are left out of abstracts, where their parts say as much. */
export const isCompoundKept = (
  { size, lexemes }: SegmentBuilder,
  holders: Uint32Array,
  lexeme: number,
): boolean => size < MANY_PAPERS || (holders[lexemes.termOf[lexeme] ?? 0] ?? 0) > 1;

/** By lexeme: how often it stands in a text, compounds that are left out aside. */
function keptCounts(builder: SegmentBuilder, holders: Uint32Array): Uint32Array {
  const { compounds } = builder.counts;
  const kept = builder.lexemes.countOf.slice(0, builder.lexemes.size);
  kept.forEach((count, lexeme) => {
    if (!isCompoundKept(builder, holders, lexeme)) kept[lexeme] = count - (compounds[lexeme] ?? 0);
  });
  return kept;
}

export interface WrittenLexemes {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly terms: Uint32Array;
  readonly frequent: Uint32Array;
  readonly spellings: Uint8Array;
  /** By the builder's lexeme: its code in records. */
  readonly codeOf: Uint32Array;
}

/** Writes the dictionary of lexemes, with how often each stands in a text. */
export function writeLexemes(
  builder: SegmentBuilder,
  holders: Uint32Array,
  termNumber: Uint32Array,
): WrittenLexemes {
  const { lexemes } = builder;
  const counts = keptCounts(builder, holders);
  const kept = [...counts.keys()].filter(lexeme => (counts[lexeme] ?? 0) > 0);
  const keys = kept.map(lexeme => {
    const written = lexemes.written(lexeme);
    return writtenKey(written, joinedForm(formOf(written, 0, written.length)));
  });
  const { bytes, order } = sortKeys(keys);
  const dictionary = new SortedStringsWriter(2);
  const terms = new Uint32Array(kept.length);
  const codeOf = new Uint32Array(lexemes.size);
  const sources: SpellingSource[] = [];
  order.forEach((place, number) => {
    const lexeme = kept[place] ?? 0;
    const term = termNumber[lexemes.termOf[lexeme] ?? 0] ?? 0;
    const count = counts[lexeme] ?? 0;
    terms[number] = term;
    codeOf[lexeme] = FREQUENT + number;
    dictionary.add(bytes[place] ?? new Uint8Array(0), [count, term]);
    const form = foldedOf(keys[place] ?? '');
    const before = sources.at(-1);
    if (before?.form === form) sources.splice(-1, 1, { ...before, count: before.count + count });
    else sources.push({ form, count, lexeme: number });
  });
  const byCount = kept.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0)).slice(0, FREQUENT);
  const frequent = Uint32Array.from(byCount, lexeme => (codeOf[lexeme] ?? 0) - FREQUENT);
  byCount.forEach((lexeme, code) => {
    codeOf[lexeme] = code;
  });
  const spellings = writeSpellings(sources);
  return { ...dictionary.finish(), terms, frequent, spellings, codeOf };
}
