import { formOf } from '../analysis/analyze.ts';
import { joinedForm } from '../matching/analysed-paper.ts';
import { memorySource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { checkByte } from './checksum.ts';
import { DocTokens, writeTokens } from './doc-tokens.ts';
import type { DocVectors } from './doc-vectors.ts';
import { TermCounter, type TermStatistics, termStatistics, YIELD_EVERY } from './document-frequency.ts';
import { idHash } from './id-hash.ts';
import { type AverageLengths, impactOf, lengthNorm, quantised } from './impact.ts';
import { NameList } from './name-list.ts';
import { ABSTRACT, KEYWORDS, TITLE, ZONES } from './paper-texts.ts';
import { IN_KEYWORDS, IN_TITLE, writePostings } from './postings.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { FREQUENT, type SegmentParts } from './segment-format.ts';
import { SortedStringsWriter, sortKeys } from './sorted-strings-writer.ts';
import { type SpellingSource, writeSpellings } from './spellings.ts';
import { isStemKey } from './term-spaces.ts';
import { WHOLE } from './token-stream.ts';
import { foldedOf, writtenKey } from './written-form.ts';

/** Below this many papers a compound that stands in one of them is kept as a term all the same. */
const MANY_PAPERS = 1000;

/** Learns or knows what papers are about, from the terms that are in them. */
export type VectorsOf = (
  builder: SegmentBuilder,
  statistics: TermStatistics,
) => DocVectors | Generator<undefined, DocVectors>;

/** Writes a builder's papers down. Yields now and then, so that a host can do other things between. */
export function* writeSegment(
  builder: SegmentBuilder,
  vectorsOf: VectorsOf,
): Generator<undefined, SegmentParts> {
  const statistics = yield* termStatistics(builder);
  const learning = vectorsOf(builder, statistics);
  const vectors = 'next' in learning ? yield* learning : learning;
  const kept = yield* keptLexemes(builder, statistics.holders);
  const terms = sortKeys(builder.lexemes.termKeys);
  const termNumber = inverse(terms.order);
  const postings = yield* writeTermPostings(builder, statistics, terms);
  const lexemes = writeLexemes(builder, kept, termNumber);
  const names = writeNames(builder);
  const records = yield* writeRecords(builder, lexemes.codeOf, vectors, statistics.holders);
  return {
    hot: {
      header: writeHeader(builder.size, vectors.dims, statistics.averages),
      facts: builder.facts().bytes,
      recordAt: bytesOf(records.at),
      idSlots: bytesOf(idSlots(builder.ids)),
      termHeads: postings.heads,
      postings: postings.postings,
      lexemeHeads: lexemes.heads,
      lexemeTerms: bytesOf(lexemes.terms),
      frequentLexemes: bytesOf(lexemes.frequent),
      nameHeads: names.heads,
      spellings: lexemes.spellings,
    },
    cold: {
      termBlocks: memorySource(postings.blocks),
      lexemeBlocks: memorySource(lexemes.blocks),
      nameBlocks: memorySource(names.blocks),
      records: memorySource(records.bytes),
    },
  };
}

const bytesOf = (array: Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function inverse(order: Uint32Array): Uint32Array {
  const place = new Uint32Array(order.length);
  order.forEach((item, i) => {
    place[item] = i;
  });
  return place;
}

function writeHeader(size: number, dims: number, averages: AverageLengths): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(size);
  writer.varint(dims);
  for (const words of [averages.title, averages.abstract, averages.keywords])
    writer.varint(Math.round(words * 1000));
  return writer.view();
}

/** By lexeme: how often it stands in a text, 0 for compounds that are not kept. */
function* keptLexemes(builder: SegmentBuilder, holders: Uint32Array): Generator<undefined, Uint32Array> {
  const counts = new Uint32Array(builder.lexemes.size);
  const tokens = new DocTokens();
  for (let doc = 0; doc < builder.size; doc++) {
    builder.readTokens(doc, tokens);
    for (let i = 0; i < tokens.size; i++) {
      const lexeme = tokens.lexemes[i] ?? 0;
      if (isKept(builder, holders, tokens, i)) counts[lexeme] = (counts[lexeme] ?? 0) + 1;
    }
    if (doc % YIELD_EVERY === 0) yield;
  }
  return counts;
}

/** Compounds of one paper alone are left out of abstracts, where their parts say as much. In titles they are names. */
const isKept = (builder: SegmentBuilder, holders: Uint32Array, tokens: DocTokens, i: number): boolean =>
  tokens.kinds[i] !== WHOLE ||
  i < (tokens.zoneEnd[TITLE] ?? 0) ||
  builder.size < MANY_PAPERS ||
  (holders[builder.lexemes.termOf(tokens.lexemes[i] ?? 0)] ?? 0) > 1;

interface WrittenTerms {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly postings: Uint8Array;
}

function* writeTermPostings(
  builder: SegmentBuilder,
  { holders, averages }: TermStatistics,
  terms: { readonly bytes: Uint8Array[]; readonly order: Uint32Array },
): Generator<undefined, WrittenTerms> {
  const { lexemes } = builder;
  const start = new Float64Array(holders.length + 1);
  holders.forEach((count, term) => {
    start[term + 1] = (start[term] ?? 0) + count;
  });
  const total = start[holders.length] ?? 0;
  const docs = new Uint32Array(total);
  const payloads = new Uint8Array(total);
  const next = start.slice();
  const counter = new TermCounter(builder);
  for (let doc = 0; doc < builder.size; doc++) {
    let norms: readonly [number, number, number] | undefined;
    counter.visit(doc, (term, title, abstract, keywords) => {
      norms ??= normsOf(counter.lengths, averages);
      const at = next[term] ?? 0;
      next[term] = at + 1;
      docs[at] = doc;
      payloads[at] =
        quantised(impactOf([title, abstract, keywords], norms)) |
        (title > 0 ? IN_TITLE : 0) |
        (keywords > 0 ? IN_KEYWORDS : 0);
    });
    if (doc % YIELD_EVERY === 0) yield;
  }
  const dictionary = new SortedStringsWriter(2);
  const postings = new ByteWriter(1 << 16);
  for (const term of terms.order) {
    const from = start[term] ?? 0;
    const weighted = isStemKey(lexemes.termKeys[term] ?? '');
    dictionary.add(terms.bytes[term] ?? new Uint8Array(0), [holders[term] ?? 0, postings.length]);
    writePostings(postings, docs, weighted ? payloads : undefined, from, from + (holders[term] ?? 0));
  }
  return { ...dictionary.finish(), postings: postings.view() };
}

const normsOf = (lengths: Int32Array, averages: AverageLengths): readonly [number, number, number] => [
  lengthNorm(lengths[TITLE] ?? 0, averages.title),
  lengthNorm(lengths[ABSTRACT] ?? 0, averages.abstract),
  lengthNorm(lengths[KEYWORDS] ?? 0, averages.keywords),
];

interface WrittenLexemes {
  readonly heads: Uint8Array;
  readonly blocks: Uint8Array;
  readonly terms: Uint32Array;
  readonly frequent: Uint32Array;
  readonly spellings: Uint8Array;
  /** By the builder's lexeme: its code in records. */
  readonly codeOf: Uint32Array;
}

function writeLexemes(builder: SegmentBuilder, counts: Uint32Array, termNumber: Uint32Array): WrittenLexemes {
  const { lexemes } = builder;
  const kept = [...counts.keys()].filter(lexeme => (counts[lexeme] ?? 0) > 0);
  const keys = kept.map(lexeme => {
    const written = lexemes.written[lexeme] ?? '';
    return writtenKey(written, joinedForm(formOf(written, 0, written.length)));
  });
  const { bytes, order } = sortKeys(keys);
  const dictionary = new SortedStringsWriter(2);
  const terms = new Uint32Array(kept.length);
  const codeOf = new Uint32Array(lexemes.size);
  const sources: SpellingSource[] = [];
  order.forEach((place, number) => {
    const lexeme = kept[place] ?? 0;
    const term = termNumber[lexemes.termOf(lexeme)] ?? 0;
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

function writeNames(builder: SegmentBuilder): { heads: Uint8Array; blocks: Uint8Array } {
  const list = new NameList();
  for (const [name, papers] of builder.authors) list.addAuthor(name, papers);
  for (const [name, papers] of builder.organizations) list.addOrganization(name, papers);
  return list.write();
}

function* writeRecords(
  builder: SegmentBuilder,
  codeOf: Uint32Array,
  vectors: DocVectors,
  holders: Uint32Array,
): Generator<undefined, { at: Uint32Array; bytes: Uint8Array }> {
  const at = new Uint32Array(builder.size + 1);
  const out = new ByteWriter(1 << 16);
  const record = new ByteWriter();
  const tokens = new DocTokens();
  const counts = new Int32Array(ZONES);
  for (let doc = 0; doc < builder.size; doc++) {
    builder.readTokens(doc, tokens);
    const codes: number[] = [];
    const kinds: number[] = [];
    for (let zone = 0; zone < ZONES; zone++) {
      const before = codes.length;
      for (let i = tokens.zoneStart(zone); i < (tokens.zoneEnd[zone] ?? 0); i++) {
        if (!isKept(builder, holders, tokens, i)) continue;
        codes.push(codeOf[tokens.lexemes[i] ?? 0] ?? 0);
        kinds.push(tokens.kinds[i] ?? 0);
      }
      counts[zone] = codes.length - before;
    }
    record.clear();
    record.bytes(vectors.of(doc));
    record.uint32(builder.textHashes[doc] ?? 0);
    record.text(builder.ids[doc] ?? '');
    writeTokens(record, counts, codes, kinds);
    at[doc] = out.length;
    out.byte(checkByte(record.view()));
    out.bytes(record.view());
    if (doc % YIELD_EVERY === 0) yield;
  }
  at[builder.size] = out.length;
  return { at, bytes: out.view() };
}

/** A table twice as long as needed, by the hash of the id, with the paper's number plus one. */
function idSlots(ids: readonly string[]): Uint32Array {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, ids.length * 1.5))));
  const mask = slots.length - 1;
  ids.forEach((id, doc) => {
    let slot = idHash(id) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = doc + 1;
  });
  return slots;
}
