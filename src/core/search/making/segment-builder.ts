import type { Paper } from '../../papers/paper.ts';
import { NumberRuns } from '../bytes/number-runs.ts';
import { FactColumns } from '../paper-facts.ts';
import { AUTHORS, ORGANIZATION, textsOf, ZONES } from '../paper-texts.ts';
import { CATEGORY_SPACE, SOURCE_SPACE } from '../term-spaces.ts';
import { LabelTerms } from './label-terms.ts';
import { LexemeTable } from './lexeme-table.ts';
import { NameCounts } from './name-counts.ts';
import { TermCounts } from './term-counts.ts';
import { EMPTY_HASH, withLabels } from './text-hash.ts';
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
  readonly authors = new NameCounts();
  readonly organizations = new NameCounts();
  readonly #reader = new WordReader(this.lexemes);
  /** By paper: how many tokens each zone has, then the tokens. */
  readonly #tokens = new NumberRuns();
  readonly #categories = new LabelTerms(this.lexemes, CATEGORY_SPACE);
  readonly #sources = new LabelTerms(this.lexemes, SOURCE_SPACE);
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
    const texts = textsOf(paper);
    const reader = this.#reader;
    reader.begin(ZONES);
    let hash = EMPTY_HASH;
    texts.forEach((zone, index) => {
      const before = reader.size;
      for (const text of zone) {
        reader.read(text, zone.length > 1 || index > 1);
        hash = reader.hashed(hash);
      }
      reader.tokens[index] = reader.size - before;
    });
    this.textHashes.push(withLabels(hash, paper));
    this.#tokens.add(reader.tokens, reader.size);
    this.counts.add(reader.tokens, this.#labelsOf(paper));
    for (const author of texts[AUTHORS] ?? []) this.authors.add(author, doc);
    const organization = texts[ORGANIZATION]?.[0];
    if (organization !== undefined) this.organizations.add(organization, doc);
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
      ...categories.map(category => this.#categories.of(category)),
      ...sightings.map(({ source }) => this.#sources.of(source)),
    ];
  }
}
