import { memorySource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { checkByte } from './checksum.ts';
import { DocTokens, writeTokens } from './doc-tokens.ts';
import type { DocVectors } from './doc-vectors.ts';
import { type TermStatistics, termStatistics, YIELD_EVERY } from './document-frequency.ts';
import { idHash } from './id-hash.ts';
import type { AverageLengths } from './impact.ts';
import { isCompoundKept, writeLexemes } from './lexeme-dictionary.ts';
import { NameList } from './name-list.ts';
import { TITLE, ZONES } from './paper-texts.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import type { SegmentParts } from './segment-format.ts';
import { sortKeys } from './sorted-strings-writer.ts';
import { writeTermPostings } from './term-postings.ts';
import { WHOLE } from './token-stream.ts';

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
  const statistics = termStatistics(builder);
  const learning = vectorsOf(builder, statistics);
  const vectors = 'next' in learning ? yield* learning : learning;
  const terms = sortKeys(builder.lexemes.termKeys);
  const termNumber = inverse(terms.order);
  const postings = yield* writeTermPostings(builder, statistics, terms);
  const lexemes = writeLexemes(builder, statistics.holders, termNumber);
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

/** In titles compounds are names. */
const isKept = (builder: SegmentBuilder, holders: Uint32Array, tokens: DocTokens, i: number): boolean =>
  tokens.kinds[i] !== WHOLE ||
  i < (tokens.zoneEnd[TITLE] ?? 0) ||
  isCompoundKept(builder, holders, tokens.lexemes[i] ?? 0);

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
