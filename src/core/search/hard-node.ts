import { patternOf, type TermPattern } from '../matching/term-pattern.ts';
import type { Query, Term } from '../query/query.ts';
import type { Day } from '../time.ts';
import { type Bits, complement, emptyBits, hasBit, intersect, setBit, unite } from './bytes/bits.ts';
import { type DocTest, filterTest } from './filter-test.ts';
import { LexemeTexts } from './lexeme-texts.ts';
import { PatternSearch } from './pattern-search.ts';
import type { PlacedTokens } from './placed-tokens.ts';
import type { Segment } from './segment.ts';
import { termBits } from './term-bits.ts';

/**
 * A condition on papers of one segment. `bits` holds every paper that fulfils it, and perhaps some that do not; absent is
 * all of them. Where it is not `exact`, a paper's words decide.
 */
export interface HardNode {
  readonly bits?: Bits;
  readonly exact: boolean;
  holds(doc: number, words: PlacedTokens): boolean;
}

/** Makes a query, or a part of one, a condition that says what `matchQuery` says. `today` is the reader's day. */
export function hardNode(query: Query, segment: Segment, today: Day): HardNode {
  return new HardNodes(segment, today).of(query, false);
}

class HardNodes {
  readonly #segment: Segment;
  readonly #today: Day;
  readonly #texts: LexemeTexts;

  constructor(segment: Segment, today: Day) {
    this.#segment = segment;
    this.#today = today;
    this.#texts = new LexemeTexts(segment);
  }

  of(query: Query, ofTopic: boolean): HardNode {
    switch (query.kind) {
      case 'all':
        return allNode(query.of.map(member => this.of(member, ofTopic)));
      case 'any':
        return anyNode(query.of.map(member => this.of(member, ofTopic)));
      case 'not':
        return this.#notNode(this.of(query.of, ofTopic));
      case 'required':
        return this.of(query.of, ofTopic);
      case 'topic':
        return this.of(query.expansion, true);
      case 'filter':
        return this.#filterNode(filterTest(query.filter, this.#segment.facts, this.#today));
      case 'word':
      case 'phrase':
        return this.#termNode(query, ofTopic);
    }
  }

  #notNode(node: HardNode): HardNode {
    const { size } = this.#segment;
    const holds = (doc: number, words: PlacedTokens): boolean => !node.holds(doc, words);
    if (!node.exact) return { exact: false, holds };
    return { bits: node.bits ? complement(node.bits, size) : emptyBits(size), exact: true, holds };
  }

  #filterNode(test: DocTest): HardNode {
    const bits = emptyBits(this.#segment.size);
    for (let doc = 0; doc < this.#segment.size; doc++) if (test(doc)) setBit(bits, doc);
    return { bits, exact: true, holds: test };
  }

  #termNode(term: Term, ofTopic: boolean): HardNode {
    const pattern: TermPattern = patternOf(term, ofTopic);
    const { bits, exact, labels } = termBits(pattern, this.#segment);
    if (exact && bits) return { bits, exact, holds: doc => hasBit(bits, doc) };
    const search = new PatternSearch(pattern, this.#segment, this.#texts);
    return {
      ...(bits && { bits }),
      exact: false,
      holds: (doc, words) => (labels !== undefined && hasBit(labels, doc)) || search.holds(words),
    };
  }
}

function allNode(nodes: readonly HardNode[]): HardNode {
  let bits: Bits | undefined;
  for (const node of nodes) {
    if (!node.bits) continue;
    if (bits) intersect(bits, node.bits);
    else bits = node.bits.slice();
  }
  return {
    ...(bits && { bits }),
    exact: nodes.every(node => node.exact),
    holds: (doc, words) => nodes.every(node => holdsIn(node, doc, words)),
  };
}

function anyNode(nodes: readonly HardNode[]): HardNode {
  const holds = (doc: number, words: PlacedTokens): boolean => nodes.some(node => holdsIn(node, doc, words));
  const exact = nodes.every(node => node.exact);
  const [first, ...others] = nodes.map(node => node.bits);
  if (!first || others.some(bits => !bits)) return { exact, holds };
  const bits = first.slice();
  for (const other of others) if (other) unite(bits, other);
  return { bits, exact, holds };
}

/** The bits first: they cost nothing and say no most of the time. */
const holdsIn = (node: HardNode, doc: number, words: PlacedTokens): boolean =>
  (!node.bits || hasBit(node.bits, doc)) && (node.exact || node.holds(doc, words));
