import { DocTokens } from './doc-tokens.ts';
import type { AverageLengths } from './impact.ts';
import { ABSTRACT, AUTHORS, KEYWORDS, ORGANIZATION, TITLE, ZONES } from './paper-texts.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { AUTHOR_SPACE, ORGANIZATION_SPACE } from './term-spaces.ts';
import { WHOLE } from './token-stream.ts';

/** What one paper says with one term: how often in title, abstract, keywords; all 0 for names and labels. */
export type TermVisit = (term: number, title: number, abstract: number, keywords: number) => void;

/**
 * Goes over the terms of a builder's papers, each once a paper. Words that say nothing of a subject count in titles
 * only. Names are terms of their own spaces.
 */
export class TermCounter {
  readonly tokens = new DocTokens();
  /** Words of each zone of the paper last read, compounds not counted besides their parts. */
  readonly lengths = new Int32Array(ZONES);
  readonly #builder: SegmentBuilder;
  #place = new Int32Array(1 << 12);
  readonly #terms: number[] = [];
  readonly #counts: number[] = [];

  constructor(builder: SegmentBuilder) {
    this.#builder = builder;
  }

  visit(doc: number, each: TermVisit): void {
    const { lexemes } = this.#builder;
    this.#builder.readTokens(doc, this.tokens);
    this.#terms.length = 0;
    this.#counts.length = 0;
    for (let zone = TITLE; zone <= KEYWORDS; zone++) this.#countText(zone);
    for (let zone = AUTHORS; zone <= ORGANIZATION; zone++) {
      const space = zone === AUTHORS ? AUTHOR_SPACE : ORGANIZATION_SPACE;
      for (let i = this.tokens.zoneStart(zone); i < (this.tokens.zoneEnd[zone] ?? 0); i++)
        this.#take(lexemes.nameTerm(this.tokens.lexemes[i] ?? 0, space));
    }
    for (const label of this.#builder.labelsOf(doc)) this.#take(label);
    this.#terms.forEach((term, i) => {
      this.#place[term] = 0;
      const at = i * 3;
      each(term, this.#counts[at] ?? 0, this.#counts[at + 1] ?? 0, this.#counts[at + 2] ?? 0);
    });
  }

  #countText(zone: number): void {
    const { lexemes } = this.#builder;
    const end = this.tokens.zoneEnd[zone] ?? 0;
    let words = 0;
    for (let i = this.tokens.zoneStart(zone); i < end; i++) {
      if (this.tokens.kinds[i] !== WHOLE) words += 1;
      const term = lexemes.termOf(this.tokens.lexemes[i] ?? 0);
      if (zone !== TITLE && lexemes.isStopTerm(term)) continue;
      const at = this.#take(term) * 3 + (zone === TITLE ? 0 : zone === ABSTRACT ? 1 : 2);
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    }
    this.lengths[zone] = words;
  }

  /** The place of a term among those of this paper. */
  #take(term: number): number {
    if (term >= this.#place.length) {
      const bigger = new Int32Array(Math.max(term + 1, this.#place.length * 2));
      bigger.set(this.#place);
      this.#place = bigger;
    }
    const known = this.#place[term] ?? 0;
    if (known > 0) return known - 1;
    this.#terms.push(term);
    this.#counts.push(0, 0, 0);
    this.#place[term] = this.#terms.length;
    return this.#terms.length - 1;
  }
}

/** How many papers hold each term, and how long an average paper is. */
export interface TermStatistics {
  readonly holders: Uint32Array;
  readonly averages: AverageLengths;
}

/** One pass over all papers. Yields now and then, so that a host can do other things between. */
export function* termStatistics(builder: SegmentBuilder): Generator<undefined, TermStatistics> {
  const holders = new Uint32Array(builder.lexemes.termKeys.length + namesAhead(builder));
  const counter = new TermCounter(builder);
  const sums = new Float64Array(ZONES);
  for (let doc = 0; doc < builder.size; doc++) {
    counter.visit(doc, term => {
      holders[term] = (holders[term] ?? 0) + 1;
    });
    for (let zone = 0; zone < ZONES; zone++) sums[zone] = (sums[zone] ?? 0) + (counter.lengths[zone] ?? 0);
    if (doc % YIELD_EVERY === 0) yield;
  }
  const average = (zone: number): number => (sums[zone] ?? 0) / Math.max(1, builder.size);
  return {
    holders: holders.subarray(0, builder.lexemes.termKeys.length),
    averages: { title: average(TITLE), abstract: average(ABSTRACT), keywords: average(KEYWORDS) },
  };
}

/** Papers handled before a pause. */
export const YIELD_EVERY = 256;

/** Name terms are made when first visited: at most one a lexeme and space. */
const namesAhead = (builder: SegmentBuilder): number => builder.lexemes.size * 2;
