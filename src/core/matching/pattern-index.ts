import { STOP_WORDS } from '../analysis/stop-words.ts';
import type { AnalysedPaper } from './analysed-paper.ts';
import { findLabel, findTerm } from './find-term.ts';
import { NumberList } from './number-list.ts';
import { type PatternToken, SUBJECT, type TermPattern } from './term-pattern.ts';

/** Words of which every match of a pattern holds one: a word that stands alone, or a compound and one of its parts. */
type Anchor = readonly [PatternToken, PatternToken];

/**
 * Patterns turned round: which of very many are found in a paper, at a cost that follows the paper's words and not the
 * patterns. Each pattern waits under its rarest word and is looked at only when the paper has that word and the others.
 */
export class PatternIndex {
  readonly #patterns: TermPattern[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #stemNumbers = new Map<string, number>();
  /** By stem number: how many patterns hold it, which tells how common it will be in papers. */
  readonly #popularity: number[] = [];
  /**
   * Patterns that wait under a stem, or under a prefix, each as (number, pair, how many stems follow, stems). The stems
   * are by number and in twos: every match holds one of each two. The pair is a {@link pairKey} that every match
   * holds, or {@link ANY_PAIR}, or {@link WORD} for one word that needs no closer look.
   */
  readonly #byStem: NumberList[] = [];
  readonly #byPrefix = new Map<string, NumberList>();
  readonly #prefixLengths = new Set<number>();
  readonly #byLabel = new Map<string, number[]>();
  readonly #labelPrefixLengths = new Set<number>();
  readonly #unplaced: number[] = [];
  /** The last round in which a paper had the stem, in which the pattern was found. */
  readonly #stemRound = new NumberList();
  readonly #foundRound = new NumberList();
  readonly #pairRound = new Int32Array(PAIR_KEYS);
  #round = 0;

  /** The pattern's number, the same for every pattern that finds the same; numbers count from 0. */
  add(pattern: TermPattern): number {
    const key = keyOf(pattern);
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const made = this.#patterns.push(pattern) - 1;
    this.#numberOf.set(key, made);
    this.#foundRound.push(0);
    for (const { stem } of pattern.tokens) {
      const number = this.#stemNumber(stem);
      this.#popularity[number] = (this.#popularity[number] ?? 0) + 1;
    }
    this.#unplaced.push(made);
    return made;
  }

  get size(): number {
    return this.#patterns.length;
  }

  /** The numbers of the patterns found in a paper, in no order, none twice. */
  find(paper: AnalysedPaper): readonly number[] {
    this.#place();
    this.#round += 1;
    const present = this.#readStems(paper);
    this.#readPairs(paper);
    const found: number[] = [];
    for (const { number, first } of present) {
      const inSubject = ((paper.textAt(first)?.bit ?? 0) & SUBJECT) !== 0;
      this.#lookFor(this.#byStem[number], inSubject, paper, found);
    }
    if (this.#prefixLengths.size > 0) this.#lookForPrefixes(paper, found);
    if (this.#byLabel.size > 0) this.#lookForLabels(paper, found);
    return found;
  }

  #readStems(paper: AnalysedPaper): readonly { readonly number: number; readonly first: number }[] {
    const present: { number: number; first: number }[] = [];
    for (const [stem, [first = 0]] of paper.stems()) {
      const number = this.#stemNumbers.get(stem);
      if (number === undefined) continue;
      this.#stemRound.values[number] = this.#round;
      present.push({ number, first });
    }
    return present;
  }

  /** Notes which stems stand side by side; a compound stands beside what its first and last part stand beside. */
  #readPairs(paper: AnalysedPaper): void {
    const numbers = paper.tokens.map(({ stem }) => this.#stemNumbers.get(stem) ?? -1);
    for (let i = 0; i < numbers.length; i++) {
      const left = numbers[i] ?? -1;
      const next = (paper.positions[i] ?? 0) + (paper.tokens[i]?.span ?? 1);
      for (let j = paper.tokenAt[next] ?? -1; left >= 0 && j >= 0 && paper.positions[j] === next; j++) {
        const right = numbers[j] ?? -1;
        if (right >= 0) this.#pairRound[pairKey(left, right)] = this.#round;
      }
    }
  }

  #stemNumber(stem: string): number {
    const known = this.#stemNumbers.get(stem);
    if (known !== undefined) return known;
    const made = this.#byStem.push(new NumberList()) - 1;
    this.#popularity.push(0);
    this.#stemRound.push(0);
    this.#stemNumbers.set(stem, made);
    return made;
  }

  /** Patterns are placed when they are first needed: the more are known, the better it is known which words are rare. */
  #place(): void {
    for (const number of this.#unplaced) {
      const pattern = this.#patterns[number];
      if (pattern) this.#placeOne(number, pattern);
    }
    this.#unplaced.length = 0;
  }

  #placeOne(number: number, pattern: TermPattern): void {
    const anchors = pattern.places === 0 ? [] : this.#anchorsOf(pattern);
    const [first, ...others] = anchors;
    const needs = others.flatMap(anchor => anchor.map(token => this.#stemNumber(token.stem)));
    const row = [number, this.#pairOf(pattern), needs.length, ...needs];
    for (const token of new Set(first)) this.#byStem[this.#stemNumber(token.stem)]?.push(...row);
    const starts =
      first || pattern.places === 0 ? [] : pattern.tokens.filter(token => isPrefix(pattern, token));
    for (const { joined } of starts) {
      this.#prefixLengths.add(joined.length);
      const waiting = this.#byPrefix.get(joined) ?? new NumberList();
      waiting.push(...row);
      this.#byPrefix.set(joined, waiting);
    }
    if (!pattern.label) return;
    const label = `${pattern.label.on}:${pattern.label.text}`;
    this.#byLabel.set(label, [...(this.#byLabel.get(label) ?? []), number]);
    if (pattern.label.how === 'prefix') this.#labelPrefixLengths.add(pattern.label.text.length);
  }

  #pairOf(pattern: TermPattern): number {
    const [first, second] = pattern.tokens;
    if (pattern.tokens.length === 1 && pattern.mode === 'stem' && (pattern.places & SUBJECT) === SUBJECT)
      return WORD;
    if (pattern.mode === 'prefix' || pattern.tokens.length !== pattern.length || !first || !second)
      return ANY_PAIR;
    return pairKey(this.#stemNumber(first.stem), this.#stemNumber(second.stem));
  }

  /** Rarest first; none for a pattern that is but the start of a word. */
  #anchorsOf(pattern: TermPattern): readonly Anchor[] {
    const anchors: Anchor[] = [];
    for (let at = 0; at < pattern.tokens.length; ) {
      const token = pattern.tokens[at];
      if (!token) break;
      const parts = pattern.tokens.slice(at + 1, at + 1 + (token.span > 1 ? token.span : 0));
      at += 1 + parts.length;
      if (isPrefix(pattern, token)) continue;
      const [part = token] = parts
        .filter(other => !isPrefix(pattern, other))
        .sort((a, b) => this.#commonness([a]) - this.#commonness([b]));
      anchors.push([token, part]);
    }
    return anchors.sort((a, b) => this.#commonness(a) - this.#commonness(b));
  }

  #commonness(tokens: readonly PatternToken[]): number {
    let sum = 0;
    for (const token of new Set(tokens)) {
      sum += this.#popularity[this.#stemNumber(token.stem)] ?? 0;
      if (STOP_WORDS.has(token.joined)) sum += VERY_COMMON;
    }
    return sum;
  }

  #lookFor(waiting: NumberList | undefined, inSubject: boolean, paper: AnalysedPaper, found: number[]): void {
    if (!waiting) return;
    const round = this.#round;
    const { values, length } = waiting;
    const stems = this.#stemRound.values;
    for (let i = 0; i < length; ) {
      const number = values[i] ?? 0;
      const pair = values[i + 1] ?? ANY_PAIR;
      const end = i + 3 + (values[i + 2] ?? 0);
      i += 3;
      while (i < end && (stems[values[i] ?? 0] === round || stems[values[i + 1] ?? 0] === round)) i += 2;
      if (i >= end && (pair < 0 || this.#pairRound[pair] === round))
        this.#lookAt(number, pair === WORD && inSubject, paper, found);
      i = end;
    }
  }

  #lookAt(number: number, isSure: boolean, paper: AnalysedPaper, found: number[]): void {
    if (this.#foundRound.values[number] === this.#round) return;
    const pattern = isSure ? undefined : this.#patterns[number];
    if (isSure || (pattern && findTerm(pattern, paper))) this.#found(number, found);
  }

  #found(number: number, found: number[]): void {
    this.#foundRound.values[number] = this.#round;
    found.push(number);
  }

  #lookForPrefixes(paper: AnalysedPaper, found: number[]): void {
    const seen = new Set<string>();
    for (let i = 0; i < paper.tokens.length; i++) {
      const form = paper.joinedForm(i);
      if (seen.has(form)) continue;
      seen.add(form);
      for (const length of this.#prefixLengths)
        if (length <= form.length)
          this.#lookFor(this.#byPrefix.get(form.slice(0, length)), false, paper, found);
    }
  }

  #lookForLabels(paper: AnalysedPaper, found: number[]): void {
    const names = [
      ...paper.categories.map(name => `categories:${name}`),
      ...paper.sources.map(name => `sources:${name}`),
    ];
    for (const name of names) {
      const start = name.indexOf(':') + 1;
      const lengths = new Set([name.length]);
      for (let at = start; at < name.length; at++) if ('.:'.includes(name[at] ?? '?')) lengths.add(at);
      for (const length of this.#labelPrefixLengths) lengths.add(start + length);
      for (const length of lengths)
        for (const number of this.#byLabel.get(name.slice(0, length)) ?? []) {
          const pattern = this.#patterns[number];
          if (this.#foundRound.values[number] === this.#round || !pattern) continue;
          if (findLabel(pattern, paper) !== undefined) this.#found(number, found);
        }
    }
  }
}

const VERY_COMMON = 1e9;

/** Neighbours are noted by a key that others may share: a quick no, never a yes. */
const PAIR_KEYS = 1 << 15;
const ANY_PAIR = -1;
const WORD = -2;
const pairKey = (left: number, right: number): number => (left * 40_503 + right * 9_973) & (PAIR_KEYS - 1);

const isPrefix = (pattern: TermPattern, token: PatternToken): boolean =>
  pattern.mode === 'prefix' && token.position + token.span === pattern.length;

/** Patterns with one key find the same in every paper. */
function keyOf(pattern: TermPattern): string {
  const { label } = pattern;
  let key = `${pattern.mode} ${pattern.places} ${label?.on} ${label?.how} ${label?.text}`;
  for (const token of pattern.tokens)
    key += `\n${token.stem}\t${token.joined}\t${token.refined}\t${token.position}\t${token.span}`;
  return key;
}
