import { fold } from '../analysis/fold.ts';
import type { Paper } from '../papers/paper.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { type DocTokens, writeTokens } from './doc-tokens.ts';
import { LexemeTable } from './lexeme-table.ts';
import { FactColumns } from './paper-facts.ts';
import { AUTHORS, ORGANIZATION, textsOf, ZONES } from './paper-texts.ts';
import { CATEGORY_SPACE, SOURCE_SPACE } from './term-spaces.ts';
import { readWords } from './token-stream.ts';

const identity = (code: number): number => code;

/**
 * Papers being made into a segment: their words as numbers in one stream, in the order they were added, and the tables
 * those numbers point into. Nothing is sorted or weighed until the segment is written.
 */
export class SegmentBuilder {
  readonly lexemes = new LexemeTable();
  readonly ids: string[] = [];
  /** By paper: tells whether the text changed. */
  readonly textHashes: number[] = [];
  /** How many papers each written name stands on. */
  readonly authors = new Map<string, number>();
  readonly organizations = new Map<string, number>();
  readonly #stream = new ByteWriter(1 << 16);
  readonly #tokensAt: number[] = [];
  readonly #labels = new ByteWriter();
  readonly #labelsAt: number[] = [];
  #facts = new FactColumns(64);
  readonly #codes: number[] = [];
  readonly #kinds: number[] = [];
  readonly #counts = new Int32Array(ZONES);

  get size(): number {
    return this.ids.length;
  }

  /** A paper is taken as it is; the caller sees to it that no id comes twice. */
  add(paper: Paper): void {
    const doc = this.ids.length;
    this.ids.push(paper.id);
    if (doc === this.#facts.size) this.#facts = this.#factsOf(doc * 2);
    this.#facts.set(doc, paper);
    this.#codes.length = 0;
    this.#kinds.length = 0;
    const texts = textsOf(paper);
    texts.forEach((zone, index) => {
      const before = this.#codes.length;
      for (const text of zone)
        readWords(text, this.lexemes, zone.length > 1 || index > 1, (lexeme, kind) => {
          this.#codes.push(lexeme);
          this.#kinds.push(kind);
        });
      this.#counts[index] = this.#codes.length - before;
    });
    this.#tokensAt.push(this.#stream.length);
    writeTokens(this.#stream, this.#counts, this.#codes, this.#kinds);
    this.textHashes.push(textHash(paper));
    this.#addLabels(paper);
    for (const author of new Set(texts[AUTHORS])) countOne(this.authors, author);
    const organization = texts[ORGANIZATION]?.[0];
    if (organization !== undefined) countOne(this.organizations, organization);
  }

  /** The words of a paper; lexemes are numbers of {@link lexemes}. */
  readTokens(doc: number, into: DocTokens): void {
    into.read(this.#stream.view(), this.#tokensAt[doc] ?? 0, identity);
  }

  /** The terms of a paper's categories and sources. */
  *labelsOf(doc: number): Generator<number> {
    const reader = new ByteReader(this.#labels.view(), this.#labelsAt[doc] ?? 0);
    for (let left = reader.varint(); left > 0; left--) yield reader.varint();
  }

  facts(): FactColumns {
    return this.#factsOf(this.size);
  }

  #factsOf(size: number): FactColumns {
    const columns = new FactColumns(size);
    for (let doc = 0; doc < Math.min(size, this.#facts.size); doc++) columns.copy(doc, this.#facts, doc);
    return columns;
  }

  #addLabels(paper: Paper): void {
    const labels = new Set<number>();
    for (const category of paper.categories ?? [])
      labels.add(this.lexemes.term(CATEGORY_SPACE + fold(category)));
    for (const { source } of paper.sightings) labels.add(this.lexemes.term(SOURCE_SPACE + fold(source)));
    this.#labelsAt.push(this.#labels.length);
    this.#labels.varint(labels.size);
    for (const label of labels) this.#labels.varint(label);
  }
}

function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** FNV-1a over everything of a paper that is searched as text or label. */
export function textHash(paper: Paper): number {
  let hash = 0x811c9dc5;
  const take = (text: string): void => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  };
  for (const zone of textsOf(paper)) for (const text of zone) take(text);
  for (const category of paper.categories ?? []) take(category);
  for (const { source } of paper.sightings) take(source);
  return hash >>> 0;
}
