import { ByteWriter } from '../bytes/byte-writer.ts';
import { grown } from '../bytes/grown.ts';
import { seal } from '../bytes/sealed.ts';
import type { SortedKeys } from '../bytes/sort-keys.ts';
import { SortedStringsWriter } from '../bytes/sorted-strings-writer.ts';
import { impactOf, lengthNorm, quantised } from '../impact.ts';
import { ABSTRACT, KEYWORDS, TITLE } from '../paper-texts.ts';
import { IN_KEYWORDS, IN_TITLE, writePostings } from '../postings.ts';
import { writeCodes } from '../postings-reader.ts';
import { isStemKey } from '../term-spaces.ts';
import { type TermStatistics, YIELD_EVERY } from './document-frequency.ts';
import type { WrittenLexemes } from './lexeme-dictionary.ts';
import type { SegmentBuilder } from './segment-builder.ts';

/** A paper and its payload in 32 bits, so that a posting is one write to memory: there is room for 67 million papers. */
const PAYLOAD_BITS = 6;
const PAYLOAD_MASK = (1 << PAYLOAD_BITS) - 1;

export interface WrittenTerms {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly postings: Uint8Array;
}

/** Writes the dictionary of terms and, term by term, its words and the papers that have it. Yields now and then. */
export function* writeTermPostings(
  builder: SegmentBuilder,
  { holders, averages }: TermStatistics,
  terms: SortedKeys,
  { codesOfTerms }: WrittenLexemes,
): Generator<undefined, WrittenTerms> {
  const { lexemes, counts } = builder;
  /** By term: where its postings begin, and where the next one belongs. */
  const next = new Uint32Array(holders.length);
  let total = 0;
  holders.forEach((count, term) => {
    next[term] = total;
    total += count;
  });
  const packed = new Uint32Array(total);
  for (let doc = 0; doc < builder.size; doc++) {
    const lengths = counts.lengthsOf(doc);
    const inTitle = lengthNorm(lengths[TITLE] ?? 0, averages.title);
    const inAbstract = lengthNorm(lengths[ABSTRACT] ?? 0, averages.abstract);
    const inKeywords = lengthNorm(lengths[KEYWORDS] ?? 0, averages.keywords);
    counts.visit(doc, (term, title, abstract, keywords) => {
      const at = next[term] ?? 0;
      next[term] = at + 1;
      packed[at] =
        (doc << PAYLOAD_BITS) |
        quantised(impactOf(title / inTitle, abstract / inAbstract, keywords / inKeywords)) |
        (title > 0 ? IN_TITLE : 0) |
        (keywords > 0 ? IN_KEYWORDS : 0);
    });
    if (doc % YIELD_EVERY === 0) yield;
  }
  const dictionary = new SortedStringsWriter(3);
  const postings = new ByteWriter(1 << 16);
  let docs = new Uint32Array(1 << 8);
  let payloads = new Uint8Array(1 << 8);
  for (const term of terms.order) {
    const count = holders[term] ?? 0;
    docs = grown(docs, count);
    payloads = grown(payloads, count);
    for (let i = 0, from = (next[term] ?? 0) - count; i < count; i++) {
      const posting = packed[from + i] ?? 0;
      docs[i] = posting >>> PAYLOAD_BITS;
      payloads[i] = posting & PAYLOAD_MASK;
    }
    const at = postings.length;
    const weighted = isStemKey(lexemes.termKeys[term] ?? '');
    if (weighted) writeCodes(postings, codesOfTerms.of(term));
    writePostings(postings, docs, weighted ? payloads : undefined, 0, count);
    seal(postings, at);
    dictionary.add(terms.bytesOf(term), [count, at, postings.length - at]);
  }
  return { ...dictionary.finish(), postings: postings.view() };
}
