import { formOf } from '../../analysis/analyze.ts';
import { joinedForm } from '../../matching/analysed-paper.ts';
import { sortKeys } from '../bytes/sort-keys.ts';
import { SortedStringsWriter } from '../bytes/sorted-strings-writer.ts';
import { RARE } from '../doc-record.ts';
import { type SpellingSource, writeSpellings } from '../spellings.ts';
import { foldedOf, writtenKey } from '../written-form.ts';
import type { LexemeTable } from './lexeme-table.ts';
import type { SegmentBuilder } from './segment-builder.ts';

/** Below this many papers a compound that stands in one of them is kept as a term all the same. */
const MANY_PAPERS = 1000;

/** By lexeme: 1 for compounds of one paper alone, which are left out of abstracts, where their parts say as much. */
function leftOut({ size, lexemes }: SegmentBuilder, holders: Uint32Array): Uint8Array {
  const isLeftOut = new Uint8Array(lexemes.size);
  if (size < MANY_PAPERS) return isLeftOut;
  for (let lexeme = 0; lexeme < isLeftOut.length; lexeme++)
    if ((holders[lexemes.termOf[lexeme] ?? 0] ?? 0) <= 1) isLeftOut[lexeme] = 1;
  return isLeftOut;
}

/** By lexeme: how often it stands in a text, compounds that are left out aside. */
function keptCounts({ counts, lexemes }: SegmentBuilder, isLeftOut: Uint8Array): Uint32Array {
  const kept = lexemes.countOf.slice(0, lexemes.size);
  for (let lexeme = 0; lexeme < kept.length; lexeme++)
    if (isLeftOut[lexeme] === 1) kept[lexeme] = (kept[lexeme] ?? 0) - (counts.compounds[lexeme] ?? 0);
  return kept;
}

export interface WrittenLexemes {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly terms: Uint32Array;
  /** By code: its lexeme. First those of words without a subject, then the others, the most frequent first. */
  readonly frequent: Uint32Array;
  /** How many codes are of words without a subject. */
  readonly stops: number;
  readonly spellings: Uint8Array;
  /** By the builder's lexeme: its code in records. */
  readonly codeOf: Uint32Array;
  readonly codesOfTerms: TermCodes;
  /** By the builder's lexeme: 1 where compounds are left out of all but titles. */
  readonly isLeftOut: Uint8Array;
}

/** By the builder's term: the codes of its lexemes. */
class TermCodes {
  /** By term, and one more for the end: where its codes begin. */
  readonly #from: Uint32Array;
  readonly #codes: Uint32Array;

  constructor(kept: readonly number[], { termOf, termKeys }: LexemeTable, codeOf: Uint32Array) {
    this.#from = new Uint32Array(termKeys.length + 1);
    for (const lexeme of kept) {
      const after = (termOf[lexeme] ?? 0) + 1;
      this.#from[after] = (this.#from[after] ?? 0) + 1;
    }
    for (let term = 0; term < termKeys.length; term++)
      this.#from[term + 1] = (this.#from[term + 1] ?? 0) + (this.#from[term] ?? 0);
    this.#codes = new Uint32Array(kept.length);
    const next = this.#from.slice();
    for (const lexeme of kept) {
      const term = termOf[lexeme] ?? 0;
      const at = next[term] ?? 0;
      next[term] = at + 1;
      this.#codes[at] = codeOf[lexeme] ?? 0;
    }
  }

  /** Ascending. */
  of(term: number): Uint32Array {
    return this.#codes.subarray(this.#from[term] ?? 0, this.#from[term + 1] ?? 0).sort();
  }
}

/** Writes the dictionary of lexemes, with how often each stands in a text. */
export function writeLexemes(
  builder: SegmentBuilder,
  holders: Uint32Array,
  termNumber: Uint32Array,
): WrittenLexemes {
  const { lexemes } = builder;
  const isLeftOut = leftOut(builder, holders);
  const counts = keptCounts(builder, isLeftOut);
  const kept = [...counts.keys()].filter(lexeme => (counts[lexeme] ?? 0) > 0);
  const keys = kept.map(lexeme => {
    const written = lexemes.written[lexeme] ?? '';
    return writtenKey(written, joinedForm(formOf(written, 0, written.length)));
  });
  const { bytesOf, order } = sortKeys(keys);
  const dictionary = new SortedStringsWriter(2);
  const terms = new Uint32Array(kept.length);
  const codeOf = new Uint32Array(lexemes.size);
  const sources: SpellingSource[] = [];
  order.forEach((place, number) => {
    const lexeme = kept[place] ?? 0;
    const term = termNumber[lexemes.termOf[lexeme] ?? 0] ?? 0;
    const count = counts[lexeme] ?? 0;
    terms[number] = term;
    codeOf[lexeme] = RARE + number;
    dictionary.add(bytesOf(place), [count, term]);
    const form = foldedOf(keys[place] ?? '');
    const before = sources.at(-1);
    if (before?.form === form) sources.splice(-1, 1, { form, count: before.count + count });
    else sources.push({ form, count });
  });
  const frequent = frequentLexemes(kept, counts, lexemes);
  const stops = frequent.filter(lexeme => lexemes.isStop[lexemes.termOf[lexeme] ?? 0] === 1).length;
  const frequentNumbers = Uint32Array.from(frequent, lexeme => (codeOf[lexeme] ?? 0) - RARE);
  frequent.forEach((lexeme, code) => {
    codeOf[lexeme] = code;
  });
  const spellings = writeSpellings(sources);
  return {
    ...dictionary.finish(),
    terms,
    frequent: frequentNumbers,
    stops,
    spellings,
    codeOf,
    codesOfTerms: new TermCodes(kept, lexemes, codeOf),
    isLeftOut,
  };
}

/** Those that get codes of their own: all words without a subject, so that no other one need be asked, and the most frequent. */
function frequentLexemes(
  kept: readonly number[],
  counts: Uint32Array,
  { isStop, termOf }: LexemeTable,
): number[] {
  const rank = (lexeme: number): number =>
    isStop[termOf[lexeme] ?? 0] === 1 ? Number.MAX_SAFE_INTEGER : (counts[lexeme] ?? 0);
  // Numbers alone are sorted many times as fast: they tell which lexemes need not be.
  const least = Float64Array.from(kept, rank).sort().at(-RARE) ?? 0;
  return kept
    .filter(lexeme => rank(lexeme) >= least)
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, RARE);
}
