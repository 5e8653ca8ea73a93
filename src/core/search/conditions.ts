import type { Query } from '../query/query.ts';
import type { Day } from '../time.ts';
import { type Bits, forEachBit, hasBit, intersect } from './bytes/bits.ts';
import { DocTokens } from './doc-tokens.ts';
import { type HardNode, hardNode } from './hard-node.ts';
import { PlacedTokens } from './placed-tokens.ts';
import type { Segment } from './segment.ts';

/** What must hold of every result, in one segment. */
export class Conditions {
  readonly #segment: Segment;
  readonly #nodes: readonly HardNode[];
  readonly #words = new PlacedTokens(new DocTokens());
  readonly #bits: Bits | undefined;
  /** The postings alone decide. */
  readonly areExact: boolean;

  constructor(hard: readonly Query[], segment: Segment, today: Day) {
    this.#segment = segment;
    const nodes: HardNode[] = [];
    let bits: Bits | undefined;
    for (const condition of hard) {
      const node = hardNode(condition, segment, today);
      nodes.push(node);
      if (!node.bits) continue;
      if (bits) intersect(bits, node.bits);
      else bits = node.bits.slice();
      if (bits.every(word => word === 0)) break;
    }
    this.#nodes = nodes;
    this.areExact = nodes.every(node => node.exact);
    this.#bits = bits;
  }

  /** Every paper that may fulfil them; undefined is all. */
  get bits(): Bits | undefined {
    return this.#bits;
  }

  /** Whether a paper fulfils them and was not removed; to be asked of papers in {@link bits}. */
  accepts(doc: number): boolean {
    if (this.#segment.isRemoved(doc)) return false;
    if (this.areExact) return true;
    this.#segment.readTokens(doc, this.#words.doc);
    this.#words.place();
    return this.#nodes.every(node => node.exact || node.holds(doc, this.#words));
  }

  /** Calls for every paper that may fulfil them, of those in `also` if given. */
  forEach(also: Bits | undefined, visit: (doc: number) => void): void {
    const [first, second] = this.#bits ? [this.#bits, also] : [also, undefined];
    if (!first) {
      for (let doc = 0; doc < this.#segment.size; doc++) visit(doc);
      return;
    }
    forEachBit(first, doc => {
      if (!second || hasBit(second, doc)) visit(doc);
    });
  }
}
