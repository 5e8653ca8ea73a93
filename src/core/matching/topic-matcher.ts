import type { Query } from '../query/query.ts';
import type { Day } from '../time.ts';
import type { AnalysedPaper } from './analysed-paper.ts';
import { matchFilter } from './match-filter.ts';
import { NumberList } from './number-list.ts';
import { PatternIndex } from './pattern-index.ts';
import { AT, NODE, QueryGraph } from './query-graph.ts';

/**
 * Many queries kept ready, so that a paper finds those it matches: the cost is in the paper's words and its matches, not
 * in the number of queries. What it finds is exactly what `matchQuery` finds query by query.
 */
export class TopicMatcher {
  readonly #patterns = new PatternIndex();
  readonly #graph = new QueryGraph(this.#patterns);
  /**
   * By pattern: alternatives of words that hold when it and the others are found, in one row to read them quickly, each
   * as (number, how many others, the others).
   */
  readonly #words: (NumberList | undefined)[] = [];
  /** By pattern: other alternatives that can hold only when it, or one of its like, is found. */
  readonly #triggered: (NumberList | undefined)[] = [];
  /** Alternatives that can hold whatever is found: exclusions and filters alone. */
  readonly #untriggered: number[] = [];
  readonly #unplaced: number[] = [];
  /** The queries, by slot, of which a node is an alternative; in one row again whenever they changed. */
  readonly #askersOf = new Map<number, number[]>();
  #askers = new Int32Array(0);
  #isPacked = true;
  /** By slot, one a query. */
  readonly #names: string[] = [];
  readonly #alternatives: (readonly number[])[] = [];
  readonly #slotOf = new Map<string, number>();
  readonly #freeSlots: number[] = [];
  /**
   * Counts papers. The lists hold the last round in which the pattern was found and the slot told; a node has the round
   * in which it was tried, and twice the round in which it was known, and one more where it held.
   */
  #round = 0;
  readonly #found = new NumberList();
  readonly #told = new NumberList();

  get size(): number {
    return this.#slotOf.size;
  }

  /** Keeps a query under a name, in place of the one that was there. */
  set(name: string, query: Query): void {
    this.delete(name);
    const slot = this.#freeSlots.pop() ?? this.#names.length;
    this.#slotOf.set(name, slot);
    this.#names[slot] = name;
    const members = query.kind === 'any' ? query.of : [query];
    const alternatives = [...new Set(members.map(member => this.#graph.add(member)))];
    this.#alternatives[slot] = alternatives;
    for (const alternative of alternatives) {
      const askers = this.#askersOf.get(alternative);
      if (askers) askers.push(slot);
      else {
        this.#askersOf.set(alternative, [slot]);
        this.#unplaced.push(alternative);
      }
    }
    this.#isPacked = false;
  }

  delete(name: string): boolean {
    const slot = this.#slotOf.get(name);
    if (slot === undefined) return false;
    for (const alternative of this.#alternatives[slot] ?? []) {
      const askers = this.#askersOf.get(alternative);
      askers?.splice(askers.indexOf(slot), 1);
    }
    this.#isPacked = false;
    this.#slotOf.delete(name);
    this.#freeSlots.push(slot);
    return true;
  }

  /** The names of the queries that a paper matches, in no order. `today` is the reader's day, for `last:`. */
  match(paper: AnalysedPaper, today: Day): readonly string[] {
    if (!this.#isPacked) this.#pack();
    this.#round += 1;
    const matched: string[] = [];
    const patterns = this.#patterns.find(paper);
    for (const pattern of patterns) this.#found.values[pattern] = this.#round;
    for (const pattern of patterns) {
      const words = this.#words[pattern];
      if (words) this.#tryWords(words, matched);
      const others = this.#triggered[pattern];
      for (let i = 0; others && i < others.length; i++)
        this.#try(others.values[i] ?? 0, paper, today, matched);
    }
    for (const alternative of this.#untriggered) this.#try(alternative, paper, today, matched);
    return matched;
  }

  #pack(): void {
    for (const alternative of this.#unplaced) this.#place(alternative);
    this.#unplaced.length = 0;
    const { values } = this.#graph.numbers;
    const row = new NumberList();
    for (const [alternative, askers] of this.#askersOf) {
      values[alternative + AT.askers] = row.length;
      values[alternative + AT.askerCount] = askers.length;
      for (const slot of askers) row.push(slot);
    }
    this.#askers = row.values;
    this.#found.reserve(this.#patterns.size);
    this.#told.reserve(this.#names.length);
    this.#isPacked = true;
  }

  #place(alternative: number): void {
    const triggers = this.#graph.triggersOf(alternative);
    if (!triggers) this.#untriggered.push(alternative);
    const isWords = this.#graph.kindOf(alternative) === NODE.words;
    for (const pattern of triggers ?? []) {
      const row = listAt(isWords ? this.#words : this.#triggered, pattern);
      row.push(alternative);
      if (!isWords) continue;
      const others = this.#graph.membersOf(alternative).subarray(1);
      row.push(others.length, ...others);
    }
  }

  #tryWords(row: NumberList, matched: string[]): void {
    const round = this.#round;
    const { values } = row;
    const found = this.#found.values;
    for (let i = 0; i < row.length; ) {
      const alternative = values[i] ?? 0;
      const end = i + 2 + (values[i + 1] ?? 0);
      i += 2;
      while (i < end && found[values[i] ?? 0] === round) i += 1;
      if (i === end) this.#tell(alternative, matched);
      i = end;
    }
  }

  #try(alternative: number, paper: AnalysedPaper, today: Day, matched: string[]): void {
    const { values } = this.#graph.numbers;
    if (values[alternative + AT.tried] === this.#round) return;
    values[alternative + AT.tried] = this.#round;
    if (this.#holds(alternative, paper, today)) this.#tell(alternative, matched);
  }

  #tell(alternative: number, matched: string[]): void {
    const round = this.#round;
    const told = this.#told.values;
    const { values } = this.#graph.numbers;
    const start = values[alternative + AT.askers] ?? 0;
    const end = start + (values[alternative + AT.askerCount] ?? 0);
    for (let i = start; i < end; i++) {
      const slot = this.#askers[i] ?? 0;
      if (told[slot] === round) continue;
      told[slot] = round;
      matched.push(this.#names[slot] ?? '');
    }
  }

  #holds(node: number, paper: AnalysedPaper, today: Day): boolean {
    const { values } = this.#graph.numbers;
    const known = values[node + AT.known] ?? 0;
    if (known >= this.#round * 2) return (known & 1) === 1;
    const holds = this.#evaluate(node, paper, today);
    values[node + AT.known] = this.#round * 2 + Number(holds);
    return holds;
  }

  #evaluate(node: number, paper: AnalysedPaper, today: Day): boolean {
    const { values } = this.#graph.numbers;
    let at = node + AT.members;
    const end = at + (values[node + AT.count] ?? 0);
    const first = values[at] ?? 0;
    switch (values[node + AT.kind] ?? NODE.filter) {
      case NODE.pattern:
        return this.#found.values[first] === this.#round;
      case NODE.not:
        return !this.#holds(first, paper, today);
      case NODE.words:
        while (at < end && this.#found.values[values[at] ?? 0] === this.#round) at += 1;
        return at === end;
      case NODE.all:
        while (at < end && this.#holds(values[at] ?? 0, paper, today)) at += 1;
        return at === end;
      case NODE.any:
        while (at < end && !this.#holds(values[at] ?? 0, paper, today)) at += 1;
        return at < end;
      default: {
        const filter = this.#graph.filters[first];
        return filter !== undefined && matchFilter(filter, paper.paper, paper.day, today);
      }
    }
  }
}

function listAt(lists: (NumberList | undefined)[], at: number): NumberList {
  const known = lists[at];
  if (known) return known;
  const made = new NumberList();
  lists[at] = made;
  return made;
}
