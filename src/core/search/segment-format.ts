import type { ByteSource } from './byte-source.ts';

/**
 * The parts of a segment's file. What is hot is read at once and stays in memory; what is cold is read where and when
 * it is needed.
 */
export const HOT_SECTIONS = [
  /** Counts and averages as varints. */
  'header',
  /** FactColumns. */
  'facts',
  /** Uint32 a paper and one more: where its record begins. */
  'recordAt',
  /** Uint32 slots of open addressing by id: paper plus one. */
  'idSlots',
  /** Heads of the dictionary of terms: holders, where the postings begin. */
  'termHeads',
  'postings',
  /** Heads of the dictionary of lexemes: count, spelling, term. */
  'lexemeHeads',
  /** Uint32 a lexeme: its term. */
  'lexemeTerms',
  /** Uint32: the most frequent lexemes, by code. */
  'frequentLexemes',
  /** Heads of the dictionary of names: papers, spelling. */
  'nameHeads',
  /** Words that others are corrected to, by length: letter masks, numbers, letters. */
  'spellings',
] as const;

export const COLD_SECTIONS = ['termBlocks', 'lexemeBlocks', 'nameBlocks', 'records'] as const;

export type HotSection = (typeof HOT_SECTIONS)[number];
export type ColdSection = (typeof COLD_SECTIONS)[number];

/** A segment written down. */
export interface SegmentParts {
  readonly hot: Readonly<Record<HotSection, Uint8Array>>;
  readonly cold: Readonly<Record<ColdSection, ByteSource>>;
}

/** How many of the most frequent lexemes have a short code of their own. */
export const FREQUENT = 4096;
