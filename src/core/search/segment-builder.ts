import { fold } from '../analysis/fold.ts';
import type { Paper } from '../papers/paper.ts';
import { LexemeTable } from './lexeme-table.ts';
import { NumberRuns } from './number-runs.ts';
import { FactColumns } from './paper-facts.ts';
import { AUTHORS, ORGANIZATION, textsOf, ZONES } from './paper-texts.ts';
import { TermCounts } from './term-counts.ts';
import { CATEGORY_SPACE, SOURCE_SPACE } from './term-spaces.ts';
import { WordReader } from './word-reader.ts';

/**
 * Papers being made into a segment: their words as numbers, in the order they were added, the tables those numbers point
 * into, and what each paper says with which term. Nothing is sorted or weighed until the segment is written.
 */
export class SegmentBuilder {
  readonly lexemes = new LexemeTable();
  readonly counts = new TermCounts(this.lexemes);
  readonly ids: string[] = [];
  /** By paper: tells whether the text changed. */
  readonly textHashes: number[] = [];
  /** How many papers each written name stands on. */
  readonly authors = new Map<string, number>();
  readonly organizations = new Map<string, number>();
  readonly #reader = new WordReader(this.lexemes);
  /** By paper: how many tokens each zone has, then the tokens. */
  readonly #tokens = new NumberRuns();
  #facts = new FactColumns(64);

  get size(): number {
    return this.ids.length;
  }

  /** A paper is taken as it is; the caller sees to it that no id comes twice. */
  add(paper: Paper): void {
    const doc = this.ids.length;
    this.ids.push(paper.id);
    if (doc === this.#facts.size) this.#facts = this.#factsOf(doc * 2);
    this.#facts.set(doc, paper);
    this.textHashes.push(textHash(paper));
    const texts = textsOf(paper);
    const reader = this.#reader;
    reader.begin(ZONES);
    texts.forEach((zone, index) => {
      const before = reader.size;
      for (const text of zone) reader.read(text, zone.length > 1 || index > 1);
      reader.tokens[index] = reader.size - before;
    });
    this.#tokens.add(reader.tokens, reader.size);
    this.counts.add(reader.tokens, this.#labelsOf(paper));
    for (const author of new Set(texts[AUTHORS])) countOne(this.authors, author);
    const organization = texts[ORGANIZATION]?.[0];
    if (organization !== undefined) countOne(this.organizations, organization);
  }

  /** The words of a paper: how many tokens each zone has, then each token as a number of {@link lexemes} and its kind. */
  tokensOf(doc: number): Uint32Array {
    return this.#tokens.run(doc);
  }

  facts(): FactColumns {
    return this.#factsOf(this.size);
  }

  #factsOf(size: number): FactColumns {
    const columns = new FactColumns(size);
    for (let doc = 0; doc < Math.min(size, this.#facts.size); doc++) columns.copy(doc, this.#facts, doc);
    return columns;
  }

  /** The terms of a paper's categories and sources. */
  #labelsOf({ categories = [], sightings }: Paper): number[] {
    return [
      ...categories.map(category => this.lexemes.term(CATEGORY_SPACE + fold(category))),
      ...sightings.map(({ source }) => this.lexemes.term(SOURCE_SPACE + fold(source))),
    ];
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
