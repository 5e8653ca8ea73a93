import { formatQuery, formatTerm } from '../query/format-query.ts';
import type { Filter, Query, Term } from '../query/query.ts';
import { NumberList } from './number-list.ts';
import type { PatternIndex } from './pattern-index.ts';
import { patternOf } from './term-pattern.ts';

/** What a node is. The members of `words` are patterns, those of `filter` an index into the filters. */
export const NODE = { pattern: 0, filter: 1, not: 2, words: 3, any: 4, all: 5 } as const;

/**
 * Where in the graph's numbers a node's own stand, from the node's number on: everything about a node lies together,
 * because asking many of them is mostly waiting for memory. The first four belong to who asks.
 */
export const AT = { tried: 0, known: 1, askers: 2, askerCount: 3, kind: 4, count: 5, members: 6 } as const;

/** Queries with every part that several of them have kept once, so that it is asked of a paper once. */
export class QueryGraph {
  readonly numbers = new NumberList();
  readonly filters: Filter[] = [];
  readonly #patterns: PatternIndex;
  readonly #numberOf = new Map<string, number>();
  readonly #termNumbers = new Map<string, number>();
  readonly #topicNumbers = new WeakMap<Query, number>();
  /** By pattern: in how many nodes it stands, which tells how common it is. */
  readonly #popularity: number[] = [];

  constructor(patterns: PatternIndex) {
    this.#patterns = patterns;
  }

  kindOf(node: number): number {
    return this.numbers.values[node + AT.kind] ?? NODE.all;
  }

  membersOf(node: number): Int32Array {
    const start = node + AT.members;
    return this.numbers.values.subarray(start, start + (this.numbers.values[node + AT.count] ?? 0));
  }

  /** The node that holds just where the query does. */
  add(query: Query, ofTopic = false): number {
    switch (query.kind) {
      case 'required':
        return this.add(query.of, ofTopic);
      case 'topic':
        return this.#addTopic(query.expansion);
      case 'word':
      case 'phrase':
        return this.#addTerm(query, ofTopic);
      case 'filter':
        return this.#addFilter(query);
      case 'not': {
        const of = this.add(query.of, ofTopic);
        return this.#intern(`not ${of}`, NODE.not, [of]);
      }
      case 'all':
      case 'any': {
        const of = [...new Set(query.of.map(member => this.add(member, ofTopic)))].sort((a, b) => a - b);
        return this.#addJoined(query.kind, of);
      }
    }
  }

  /**
   * Patterns of which one must be found for the node to hold, as few and as rare as can be; undefined when it can hold
   * with none: an exclusion, a filter. Puts the rarest of the words first, which is the first to be missing.
   */
  triggersOf(node: number): ReadonlySet<number> | undefined {
    const members = this.membersOf(node);
    switch (this.kindOf(node)) {
      case NODE.pattern:
        return new Set(members);
      case NODE.words:
        members.sort((a, b) => (this.#popularity[a] ?? 0) - (this.#popularity[b] ?? 0));
        return new Set(members.subarray(0, 1));
      case NODE.any: {
        const all = new Set<number>();
        for (const member of members) {
          const triggers = this.triggersOf(member);
          if (!triggers) return undefined;
          for (const pattern of triggers) all.add(pattern);
        }
        return all;
      }
      case NODE.all: {
        let best: ReadonlySet<number> | undefined;
        for (const member of members) {
          const triggers = this.triggersOf(member);
          if (triggers && (!best || this.#commonness(triggers) < this.#commonness(best))) best = triggers;
        }
        return best;
      }
      default:
        return undefined;
    }
  }

  #commonness(patterns: ReadonlySet<number>): number {
    let sum = 0;
    for (const pattern of patterns) sum += this.#popularity[pattern] ?? 0;
    return sum;
  }

  #addTopic(expansion: Query): number {
    const known = this.#topicNumbers.get(expansion);
    if (known !== undefined) return known;
    const made = this.add(expansion, true);
    this.#topicNumbers.set(expansion, made);
    return made;
  }

  #addTerm(term: Term, ofTopic: boolean): number {
    const key = `${ofTopic ? 'topic' : 'free'} ${formatTerm(term)}`;
    const known = this.#termNumbers.get(key);
    if (known !== undefined) return known;
    const pattern = this.#patterns.add(patternOf(term, ofTopic));
    const made = this.#intern(`pattern ${pattern}`, NODE.pattern, [pattern]);
    this.#termNumbers.set(key, made);
    return made;
  }

  #addJoined(kind: 'all' | 'any', of: readonly number[]): number {
    const key = `${kind} ${of.join(' ')}`;
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const patterns = of.flatMap(node =>
      this.kindOf(node) === NODE.pattern ? [...this.membersOf(node)] : [],
    );
    for (const pattern of patterns) this.#popularity[pattern] = (this.#popularity[pattern] ?? 0) + 1;
    if (kind === 'all' && patterns.length === of.length) return this.#intern(key, NODE.words, patterns);
    const quickestFirst = [...of].sort((a, b) => this.#effort(a) - this.#effort(b));
    return this.#intern(key, NODE[kind], quickestFirst);
  }

  #effort(node: number): number {
    const kind = this.kindOf(node);
    return kind === NODE.not ? this.#effort(this.membersOf(node)[0] ?? 0) : kind;
  }

  #addFilter(query: Extract<Query, { kind: 'filter' }>): number {
    const key = formatQuery(query);
    return this.#numberOf.get(key) ?? this.#intern(key, NODE.filter, [this.filters.push(query.filter) - 1]);
  }

  #intern(key: string, kind: number, members: readonly number[]): number {
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const made = this.numbers.length;
    this.numbers.push(0, 0, 0, 0, kind, members.length, ...members);
    this.#numberOf.set(key, made);
    return made;
  }
}
