import { ByteWriter } from './byte-writer.ts';
import { type TermStatistics, YIELD_EVERY } from './document-frequency.ts';
import { impactOf, lengthNorm, quantised } from './impact.ts';
import { ABSTRACT, KEYWORDS, TITLE } from './paper-texts.ts';
import { IN_KEYWORDS, IN_TITLE, writePostings } from './postings.ts';
import { seal } from './sealed.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import type { SortedKeys } from './sort-keys.ts';
import { SortedStringsWriter } from './sorted-strings-writer.ts';
import { isStemKey } from './term-spaces.ts';

export interface WrittenTerms {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly postings: Uint8Array;
}

/** Writes the dictionary of terms and, term by term, the papers that have it. Yields now and then. */
export function* writeTermPostings(
  builder: SegmentBuilder,
  { holders, averages }: TermStatistics,
  terms: SortedKeys,
): Generator<undefined, WrittenTerms> {
  const { lexemes, counts } = builder;
  const start = new Float64Array(holders.length + 1);
  holders.forEach((count, term) => {
    start[term + 1] = (start[term] ?? 0) + count;
  });
  const total = start[holders.length] ?? 0;
  const docs = new Uint32Array(total);
  const payloads = new Uint8Array(total);
  const next = start.slice();
  for (let doc = 0; doc < builder.size; doc++) {
    const lengths = counts.lengthsOf(doc);
    const inTitle = lengthNorm(lengths[TITLE] ?? 0, averages.title);
    const inAbstract = lengthNorm(lengths[ABSTRACT] ?? 0, averages.abstract);
    const inKeywords = lengthNorm(lengths[KEYWORDS] ?? 0, averages.keywords);
    counts.visit(doc, (term, title, abstract, keywords) => {
      const at = next[term] ?? 0;
      next[term] = at + 1;
      docs[at] = doc;
      payloads[at] =
        quantised(impactOf(title / inTitle, abstract / inAbstract, keywords / inKeywords)) |
        (title > 0 ? IN_TITLE : 0) |
        (keywords > 0 ? IN_KEYWORDS : 0);
    });
    if (doc % YIELD_EVERY === 0) yield;
  }
  const dictionary = new SortedStringsWriter(3);
  const postings = new ByteWriter(1 << 16);
  for (const term of terms.order) {
    const from = start[term] ?? 0;
    const count = holders[term] ?? 0;
    const at = postings.length;
    const weighted = isStemKey(lexemes.termKeys[term] ?? '');
    writePostings(postings, docs, weighted ? payloads : undefined, from, from + count);
    seal(postings, at);
    dictionary.add(terms.bytesOf(term), [count, at, postings.length - at]);
  }
  return { ...dictionary.finish(), postings: postings.view() };
}
