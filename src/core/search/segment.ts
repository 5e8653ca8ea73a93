import { ByteReader } from './bytes/byte-reader.ts';
import { unsealed } from './bytes/sealed.ts';
import { SortedStrings } from './bytes/sorted-strings.ts';
import { DocRecord } from './doc-record.ts';
import type { DocTokens } from './doc-tokens.ts';
import { idHash } from './id-hash.ts';
import type { AverageLengths } from './impact.ts';
import { FactColumns, REMOVED } from './paper-facts.ts';
import type { Postings } from './postings.ts';
import { type PostingsPlace, PostingsReader } from './postings-reader.ts';
import { RecordCache } from './record-cache.ts';
import type { SegmentParts, WarmSection } from './segment-format.ts';
import { Spellings } from './spellings.ts';
import { isStemKey } from './term-spaces.ts';

/** A term as one segment has it. */
export type SegmentTerm = PostingsPlace;

/** So many terms that were looked up are remembered, those that are not there too. */
const MOST_KNOWN = 4096;
/** Papers that are searched together; numbered from 0 in the order they were added. Only facts ever change. */
export class Segment {
  readonly size: number;
  readonly dims: number;
  readonly averages: AverageLengths;
  readonly facts: FactColumns;
  readonly terms: SortedStrings;
  readonly lexemes: SortedStrings;
  /** By code of a record: its lexeme. First those of words without a subject, then the others, the most frequent first. */
  readonly frequent: Uint32Array;
  /** How many codes are of words without a subject. */
  readonly stops: number;
  readonly parts: SegmentParts;
  readonly #recordAt: Uint32Array;
  readonly #postings: PostingsReader;
  readonly #known = new Map<string, SegmentTerm | 'absent'>();
  readonly #records: RecordCache;
  readonly #record: DocRecord;
  #lexemeTerms: Uint32Array | undefined;
  #names: SortedStrings | undefined;
  #spellings: Spellings | undefined;
  #idSlots: Uint32Array | undefined;
  #damaged = 0;

  constructor(parts: SegmentParts) {
    const { hot, cold } = parts;
    const header = new ByteReader(hot.header);
    this.size = header.varint();
    this.dims = header.varint();
    this.stops = header.varint();
    this.averages = {
      title: header.varint() / 1000,
      abstract: header.varint() / 1000,
      keywords: header.varint() / 1000,
    };
    this.facts = new FactColumns(this.size, hot.facts);
    this.terms = new SortedStrings(hot.termHeads, cold.termBlocks);
    this.lexemes = new SortedStrings(hot.lexemeHeads, cold.lexemeBlocks);
    this.frequent = wordsOf(hot.frequentLexemes);
    this.parts = parts;
    this.#recordAt = wordsOf(hot.recordAt);
    this.#postings = new PostingsReader(cold.postings, this.size);
    this.#records = new RecordCache(cold.records, this.size);
    this.#record = new DocRecord(this.#records);
  }

  /** By lexeme: the number of its term. */
  get lexemeTerms(): Uint32Array {
    this.#lexemeTerms ??= wordsOf(this.#warm('lexemeTerms'));
    return this.#lexemeTerms;
  }

  /** Names to complete. */
  get names(): SortedStrings {
    this.#names ??= new SortedStrings(this.#warm('nameHeads'), this.parts.cold.nameBlocks);
    return this.#names;
  }

  /** Words that others are corrected to. */
  get spellings(): Spellings {
    this.#spellings ??= new Spellings(this.#warm('spellings'));
    return this.#spellings;
  }

  /** How many pieces were read that are not as they were written. */
  get damaged(): number {
    const dictionaries = this.terms.damaged + this.lexemes.damaged + (this.#names?.damaged ?? 0);
    return this.#damaged + this.#postings.damaged + this.#records.damaged + dictionaries;
  }

  term(key: string): SegmentTerm | undefined {
    let known = this.#known.get(key);
    if (known === undefined) {
      const number = this.terms.find(key);
      known = number < 0 ? 'absent' : this.termAt(number);
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(key, known);
    }
    return known === 'absent' ? undefined : known;
  }

  termAt(number: number): SegmentTerm {
    const { key, values } = this.terms.entry(number);
    const [holders = 0, at = 0, length = 0] = values;
    return { number, holders, at, length, weighted: isStemKey(key) };
  }

  postings(term: SegmentTerm): Postings {
    return this.#postings.read(term).postings;
  }

  /** The codes that the words of a term have in records: below `RARE` one of {@link frequent}, else a lexeme plus that. */
  codesOf(term: SegmentTerm): readonly number[] {
    return this.#postings.read(term).codes;
  }

  /** How many papers were removed. */
  get removed(): number {
    return this.facts.count(REMOVED);
  }

  isRemoved(doc: number): boolean {
    return ((this.facts.has[doc] ?? 0) & REMOVED) !== 0;
  }

  remove(doc: number): void {
    this.facts.has[doc] = (this.facts.has[doc] ?? 0) | REMOVED;
  }

  /** The number of a paper that was not removed, or -1. */
  find(id: string): number {
    this.#idSlots ??= wordsOf(this.#warm('idSlots'));
    const mask = this.#idSlots.length - 1;
    for (let slot = idHash(id) & mask, steps = 0; steps <= mask; slot = (slot + 1) & mask, steps++) {
      const doc = (this.#idSlots[slot] ?? 0) - 1;
      if (doc < 0) return -1;
      if (!this.isRemoved(doc) && this.id(doc) === id) return doc;
    }
    return -1;
  }

  id(doc: number): string {
    return this.record(doc).id(this.dims);
  }

  textHash(doc: number): number {
    return this.record(doc).hash(this.dims);
  }

  /** The words of a paper, one by one. */
  readTokens(doc: number, tokens: DocTokens): void {
    this.record(doc).readTokens(this.frequent, tokens);
  }

  /** What is kept of a paper; good until the next reading. A damaged record reads as an empty one. */
  record(doc: number): DocRecord {
    const from = this.#recordAt[doc] ?? 0;
    const length = (this.#recordAt[doc + 1] ?? from) - from;
    this.#record.take(this.#records.read(doc, from, length), length);
    return this.#record;
  }

  /** A section that is read when it is first needed; empty when it is not as it was written. */
  #warm(section: WarmSection): Uint8Array {
    const source = this.parts.warm[section];
    const bytes = unsealed(source.load(0, source.size));
    if (!bytes) this.#damaged += 1;
    return bytes ?? new Uint8Array(0);
  }
}

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
