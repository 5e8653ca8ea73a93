import type { ByteSource } from './bytes/byte-source.ts';

/**
 * The parts of a segment's file. What is hot is read at once and stays in memory; what is warm is read as a whole when it
 * is first needed; what is cold is read piece by piece, where and when it is needed.
 */
export const HOT_SECTIONS = [
  /** Counts and averages as varints. */
  'header',
  /** FactColumns. */
  'facts',
  /** Uint32 a paper and one more: where its record begins. */
  'recordAt',
  /** Heads of the dictionary of terms: holders, where the postings begin, their length. */
  'termHeads',
  /** Heads of the dictionary of lexemes: count, term. */
  'lexemeHeads',
  /** Uint32: the most frequent lexemes, by code. */
  'frequentLexemes',
] as const;

/** Each under a seal of its own. */
export const WARM_SECTIONS = [
  /** Uint32 a lexeme: its term. */
  'lexemeTerms',
  /** Uint32 slots of open addressing by id: paper plus one. */
  'idSlots',
  /** Heads of the dictionary of names: papers. */
  'nameHeads',
  /** Words that others are corrected to, by length: letter masks, counts, letters. */
  'spellings',
] as const;

/** Under a seal each: terms with their words and papers, blocks of dictionaries, records. */
export const COLD_SECTIONS = ['postings', 'termBlocks', 'lexemeBlocks', 'nameBlocks', 'records'] as const;

export type HotSection = (typeof HOT_SECTIONS)[number];
export type WarmSection = (typeof WARM_SECTIONS)[number];
export type ColdSection = (typeof COLD_SECTIONS)[number];

/** A segment written down. */
export interface SegmentParts {
  readonly hot: Readonly<Record<HotSection, Uint8Array>>;
  readonly warm: Readonly<Record<WarmSection, ByteSource>>;
  readonly cold: Readonly<Record<ColdSection, ByteSource>>;
}
