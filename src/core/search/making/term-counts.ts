import { grown } from '../bytes/grown.ts';
import { NumberRuns } from '../bytes/number-runs.ts';
import { ABSTRACT, AUTHORS, KEYWORDS, ORGANIZATION, TITLE, ZONES } from '../paper-texts.ts';
import { AUTHOR_SPACE, ORGANIZATION_SPACE } from '../term-spaces.ts';
import { WHOLE } from '../token-stream.ts';
import type { LexemeTable } from './lexeme-table.ts';

/** What one paper says with one term: how often in title, abstract, keywords; all 0 for names and labels. */
export type TermVisit = (term: number, title: number, abstract: number, keywords: number) => void;

/** Fields whose words are counted: title, abstract, keywords. */
const COUNTED = 3;
/** A term and its counts in 32 bits: 24 for the term, two, four and two for the counts. */
const MOST_TERM = (1 << 24) - 1;
const MOST_TITLE = 3;
const MOST_ABSTRACT = 15;
const MOST_KEYWORDS = 3;
/** All counts at their most: the term and its counts follow, a number each. */
const ESCAPE = 0xff;

/**
 * What the papers of a growing segment say, counted as they are read: of each paper its terms in the order it brings
 * them up, each once. Words that say nothing of a subject count in titles only. Names are terms of their own spaces.
 */
export class TermCounts {
  /** By term: the papers that have it. */
  holders = new Uint32Array(1 << 10);
  /** Words of each field of all papers, compounds not counted besides their parts: title, abstract, keywords. */
  readonly words = new Float64Array(COUNTED);
  /** By lexeme: how often it stands as a compound outside of titles. */
  compounds = new Uint32Array(1 << 10);
  readonly #lexemes: LexemeTable;
  readonly #papers = new NumberRuns();
  /** By term: its place among those of the paper at hand, and 1. */
  #place = new Uint32Array(1 << 10);
  /** The paper at hand: its terms, and three counts of each. */
  #terms = new Uint32Array(1 << 8);
  #counts = new Uint32Array(COUNTED << 8);
  #size = 0;
  readonly #lengths = new Uint32Array(COUNTED);
  /** The paper at hand as it is kept: three lengths, then terms and counts. */
  #run = new Uint32Array(1 << 9);

  constructor(lexemes: LexemeTable) {
    this.#lexemes = lexemes;
  }

  /** Takes in a paper: how many tokens each zone has, then the tokens; and the terms of its labels. */
  add(tokens: Uint32Array, labels: readonly number[]): void {
    this.holders = grown(this.holders, this.#lexemes.termKeys.length);
    this.#place = grown(this.#place, this.#lexemes.termKeys.length);
    this.compounds = grown(this.compounds, this.#lexemes.size);
    let from = ZONES;
    for (let zone = TITLE; zone < ZONES; zone++) {
      const to = from + (tokens[zone] ?? 0);
      if (zone >= AUTHORS) this.#countNames(zone, tokens, from, to);
      else this.#countText(zone, tokens, from, to);
      from = to;
    }
    for (const label of labels) this.#take(label);
    this.#keep();
  }

  /** Words of title, abstract and keywords of a paper. */
  lengthsOf(doc: number): Uint32Array {
    return this.#papers.run(doc).subarray(0, COUNTED);
  }

  /** Calls for every term of a paper. */
  visit(doc: number, each: TermVisit): void {
    const run = this.#papers.run(doc);
    for (let i = COUNTED; i < run.length; i++) {
      const packed = run[i] ?? 0;
      if ((packed & ESCAPE) === ESCAPE) {
        each(run[i + 1] ?? 0, run[i + 2] ?? 0, run[i + 3] ?? 0, run[i + 4] ?? 0);
        i += 4;
      } else each(packed >>> 8, packed & 3, (packed >>> 2) & 15, (packed >>> 6) & 3);
    }
  }

  #countText(zone: number, tokens: Uint32Array, from: number, to: number): void {
    const { termOf, isStop } = this.#lexemes;
    let words = to - from;
    for (let i = from; i < to; i++) {
      const token = tokens[i] ?? 0;
      const lexeme = token >>> 2;
      if ((token & 3) === WHOLE) {
        words -= 1;
        if (zone !== TITLE) this.compounds[lexeme] = (this.compounds[lexeme] ?? 0) + 1;
      }
      const term = termOf[lexeme] ?? 0;
      if (zone !== TITLE && isStop[term] === 1) continue;
      const at = this.#take(term) * COUNTED + zone;
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    }
    this.#lengths[zone] = words;
    this.words[zone] = (this.words[zone] ?? 0) + words;
  }

  #countNames(zone: number, tokens: Uint32Array, from: number, to: number): void {
    const space = zone === ORGANIZATION ? ORGANIZATION_SPACE : AUTHOR_SPACE;
    for (let i = from; i < to; i++) {
      const token = tokens[i] ?? 0;
      const lexeme = token >>> 2;
      if ((token & 3) === WHOLE) this.compounds[lexeme] = (this.compounds[lexeme] ?? 0) + 1;
      this.#take(this.#lexemes.nameTerm(lexeme, space));
    }
  }

  /** The place of a term among those of the paper at hand. */
  #take(term: number): number {
    const known = this.#place[term] ?? 0;
    if (known > 0) return known - 1;
    const place = this.#size++;
    if (place === this.#terms.length) {
      this.#terms = grown(this.#terms, place + 1);
      this.#counts = grown(this.#counts, (place + 1) * COUNTED);
    }
    // Names become terms as they are met.
    if (term >= this.#place.length) {
      this.#place = grown(this.#place, term + 1);
      this.holders = grown(this.holders, term + 1);
    }
    this.#terms[place] = term;
    this.#place[term] = place + 1;
    return place;
  }

  #keep(): void {
    this.#run = grown(this.#run, COUNTED + this.#size * 5);
    const [run, terms, counts, holders] = [this.#run, this.#terms, this.#counts, this.holders];
    run.set(this.#lengths);
    let end = COUNTED;
    for (let place = 0; place < this.#size; place++) {
      const term = terms[place] ?? 0;
      const title = counts[place * COUNTED + TITLE] ?? 0;
      const abstract = counts[place * COUNTED + ABSTRACT] ?? 0;
      const keywords = counts[place * COUNTED + KEYWORDS] ?? 0;
      holders[term] = (holders[term] ?? 0) + 1;
      this.#place[term] = 0;
      const packed = title | (abstract << 2) | (keywords << 6);
      const fits =
        title <= MOST_TITLE && abstract <= MOST_ABSTRACT && keywords <= MOST_KEYWORDS && term <= MOST_TERM;
      if (fits && packed !== ESCAPE) run[end++] = (term << 8) | packed;
      else {
        run.set([ESCAPE, term, title, abstract, keywords], end);
        end += 5;
      }
    }
    counts.fill(0, 0, this.#size * COUNTED);
    this.#size = 0;
    this.#papers.add(run, end);
  }
}
