import { ByteReader } from './byte-reader.ts';
import { checkByte } from './checksum.ts';
import type { DocTokens } from './doc-tokens.ts';
import { idHash } from './id-hash.ts';
import type { AverageLengths } from './impact.ts';
import { FactColumns, REMOVED } from './paper-facts.ts';
import { Postings } from './postings.ts';
import { FREQUENT, type SegmentParts } from './segment-format.ts';
import { SortedStrings } from './sorted-strings.ts';
import { Spellings } from './spellings.ts';
import { isStemKey } from './term-spaces.ts';

/** A term as one segment has it. */
export interface SegmentTerm {
  readonly number: number;
  /** How many papers hold it. */
  readonly holders: number;
  readonly weighted: boolean;
  readonly at: number;
}

/** Papers that are searched together; numbered from 0 in the order they were added. Only facts ever change. */
export class Segment {
  readonly size: number;
  readonly dims: number;
  readonly averages: AverageLengths;
  readonly facts: FactColumns;
  readonly terms: SortedStrings;
  readonly lexemes: SortedStrings;
  readonly names: SortedStrings;
  /** By lexeme: the number of its term. */
  readonly lexemeTerms: Uint32Array;
  readonly spellings: Spellings;
  readonly parts: SegmentParts;
  readonly #recordAt: Uint32Array;
  readonly #idSlots: Uint32Array;
  readonly #frequent: Uint32Array;
  readonly #lexemeOf: (code: number) => number;
  #damaged = 0;

  constructor({ hot, cold }: SegmentParts) {
    const header = new ByteReader(hot.header);
    this.size = header.varint();
    this.dims = header.varint();
    this.averages = {
      title: header.varint() / 1000,
      abstract: header.varint() / 1000,
      keywords: header.varint() / 1000,
    };
    this.facts = new FactColumns(this.size, hot.facts);
    this.terms = new SortedStrings(hot.termHeads, cold.termBlocks);
    this.lexemes = new SortedStrings(hot.lexemeHeads, cold.lexemeBlocks);
    this.names = new SortedStrings(hot.nameHeads, cold.nameBlocks);
    this.lexemeTerms = wordsOf(hot.lexemeTerms);
    this.spellings = new Spellings(hot.spellings);
    this.parts = { hot, cold };
    this.#recordAt = wordsOf(hot.recordAt);
    this.#idSlots = wordsOf(hot.idSlots);
    this.#frequent = wordsOf(hot.frequentLexemes);
    const frequent = this.#frequent;
    this.#lexemeOf = code => (code < FREQUENT ? (frequent[code] ?? 0) : code - FREQUENT);
  }

  /** How many records were read that are not as they were written. */
  get damaged(): number {
    return this.#damaged;
  }

  term(key: string): SegmentTerm | undefined {
    const number = this.terms.find(key);
    return number < 0 ? undefined : this.termAt(number);
  }

  termAt(number: number): SegmentTerm {
    const { key, values } = this.terms.entry(number);
    return { number, holders: values[0] ?? 0, at: values[1] ?? 0, weighted: isStemKey(key) };
  }

  postings(term: SegmentTerm): Postings {
    return new Postings(this.parts.hot.postings, term.at, term.holders, term.weighted);
  }

  /** How many papers were removed. */
  get removed(): number {
    return this.facts.has.reduce((sum, has) => sum + ((has & REMOVED) === 0 ? 0 : 1), 0);
  }

  isRemoved(doc: number): boolean {
    return ((this.facts.has[doc] ?? 0) & REMOVED) !== 0;
  }

  remove(doc: number): void {
    this.facts.has[doc] = (this.facts.has[doc] ?? 0) | REMOVED;
  }

  /** The number of a paper that was not removed, or -1. */
  find(id: string): number {
    const mask = this.#idSlots.length - 1;
    for (let slot = idHash(id) & mask, steps = 0; steps <= mask; slot = (slot + 1) & mask, steps++) {
      const doc = (this.#idSlots[slot] ?? 0) - 1;
      if (doc < 0) return -1;
      if (!this.isRemoved(doc) && this.id(doc) === id) return doc;
    }
    return -1;
  }

  id(doc: number): string {
    return new ByteReader(this.#record(doc), this.dims + 4).text();
  }

  textHash(doc: number): number {
    return new ByteReader(this.#record(doc), this.dims).uint32();
  }

  /** The words of a paper. */
  readTokens(doc: number, tokens: DocTokens): void {
    this.#tokensOf(this.#record(doc), tokens);
  }

  /** The words of a paper, and what it is about as signed bytes into `vectors` from `at` on. */
  readDoc(doc: number, tokens: DocTokens, vectors: Int8Array, at: number): void {
    const record = this.#record(doc);
    for (let k = 0; k < this.dims; k++) vectors[at + k] = record[k] ?? 0;
    this.#tokensOf(record, tokens);
  }

  #tokensOf(record: Uint8Array, tokens: DocTokens): void {
    const reader = new ByteReader(record, this.dims + 4);
    reader.bytes(reader.varint());
    tokens.read(record, reader.at, this.#lexemeOf);
  }

  /** Valid until the next reading. A damaged record reads as an empty one. */
  #record(doc: number): Uint8Array {
    const from = this.#recordAt[doc] ?? 0;
    const length = (this.#recordAt[doc + 1] ?? from) - from;
    const bytes = this.parts.cold.records.read(from, length);
    const record = bytes.subarray(1);
    if (checkByte(record) === bytes[0]) return record;
    this.#damaged += 1;
    return new Uint8Array(this.dims + 16);
  }
}

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
