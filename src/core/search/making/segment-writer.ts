import { memorySource } from '../bytes/byte-source.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { sealed } from '../bytes/sealed.ts';
import { sortKeys } from '../bytes/sort-keys.ts';
import { idHash } from '../id-hash.ts';
import type { AverageLengths } from '../impact.ts';
import type { SegmentParts } from '../segment-format.ts';
import { type TermStatistics, termStatistics } from './document-frequency.ts';
import { writeLexemes } from './lexeme-dictionary.ts';
import { NameList } from './name-list.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { writeTermPostings } from './term-postings.ts';
import { type DocVectors, writeRecords } from './write-records.ts';

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
  const lexemes = writeLexemes(builder, statistics.holders, termNumber);
  const postings = yield* writeTermPostings(builder, statistics, terms, lexemes);
  const names = writeNames(builder);
  const records = yield* writeRecords(builder, lexemes, vectors);
  return {
    hot: {
      header: writeHeader([builder.size, vectors.dims, lexemes.stops], statistics.averages),
      facts: builder.facts().bytes,
      recordAt: bytesOf(records.at),
      termHeads: postings.heads,
      lexemeHeads: lexemes.heads,
      frequentLexemes: bytesOf(lexemes.frequent),
    },
    warm: {
      lexemeTerms: memorySource(sealed(bytesOf(lexemes.terms))),
      idSlots: memorySource(sealed(bytesOf(idSlots(builder.ids)))),
      nameHeads: memorySource(sealed(names.heads)),
      spellings: memorySource(sealed(lexemes.spellings)),
    },
    cold: {
      postings: memorySource(postings.postings),
      termBlocks: memorySource(postings.blocks),
      lexemeBlocks: memorySource(lexemes.blocks),
      nameBlocks: memorySource(names.blocks),
      records: records.records,
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

function writeHeader(counts: readonly number[], averages: AverageLengths): Uint8Array {
  const writer = new ByteWriter();
  for (const count of counts) writer.varint(count);
  for (const words of [averages.title, averages.abstract, averages.keywords])
    writer.varint(Math.round(words * 1000));
  return writer.view();
}

function writeNames(builder: SegmentBuilder): { heads: Uint8Array; blocks: Uint8Array } {
  const list = new NameList();
  for (const [name, papers] of builder.authors) list.addAuthor(name, papers);
  for (const [name, papers] of builder.organizations) list.addOrganization(name, papers);
  return list.write();
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
