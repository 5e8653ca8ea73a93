import { IMPACT_LEVELS } from './impact.ts';
import { BLOCK_SIZE, IMPACT_MASK, type Postings } from './postings.ts';

/** Lists up to this long are unpacked at once: they are walked over in every order. */
const UNPACKED = 16 * BLOCK_SIZE;
/** Papers are handled in stretches of this many, each with its own upper bound. */
export const WINDOW = 1024;
const WINDOW_BITS = 10;

/**
 * A postings list of a query: what it adds to the score of a paper is its weight times the impact there. A list without
 * impacts adds `flat` of it.
 */
export class ScoredList {
  /** The word of the query it belongs to; several lists may. */
  readonly group: number;
  readonly size: number;
  /** The most it adds in each window, 0 where none of its papers lie. */
  readonly bounds: Float32Array;
  readonly #postings: Postings;
  readonly #adds: Float32Array;
  readonly #docs: Int32Array;
  readonly #payloads: Uint8Array;
  readonly #isUnpacked: boolean;
  #block = -1;
  #length = 0;

  constructor(postings: Postings, group: number, weight: number, flat: number | undefined, windows: number) {
    this.group = group;
    this.size = postings.size;
    this.#postings = postings;
    this.#adds = Float32Array.from({ length: IMPACT_LEVELS }, (_, level) =>
      flat === undefined ? (weight * level) / IMPACT_LEVELS : weight * flat,
    );
    this.#isUnpacked = postings.size <= UNPACKED;
    const room = this.#isUnpacked ? postings.blocks * BLOCK_SIZE : BLOCK_SIZE;
    this.#docs = new Int32Array(room);
    this.#payloads = new Uint8Array(room);
    this.bounds = new Float32Array(windows);
    if (this.#isUnpacked) this.#unpack();
    else this.#boundBlocks();
  }

  /** Adds to the scores of the papers from `from` to before `to` and marks their group. */
  addWindow(from: number, to: number, scores: Float32Array, groups: Uint8Array): void {
    const mark = 1 << Math.min(7, this.group);
    if (this.#isUnpacked) {
      for (let i = firstFrom(this.#docs, from, 0, this.#length); i < this.#length; i++) {
        const doc = this.#docs[i] ?? 0;
        if (doc >= to) return;
        this.#addAt(i, doc - from, scores, groups, mark);
      }
      return;
    }
    const { lastDoc, blocks } = this.#postings;
    for (let block = firstFrom(lastDoc, from, 0, blocks); block < blocks; block++) {
      this.#load(block);
      for (let i = 0; i < this.#length; i++) {
        const doc = this.#docs[i] ?? 0;
        if (doc < from) continue;
        if (doc >= to) return;
        this.#addAt(i, doc - from, scores, groups, mark);
      }
    }
  }

  #addAt(i: number, at: number, scores: Float32Array, groups: Uint8Array, mark: number): void {
    scores[at] = (scores[at] ?? 0) + (this.#adds[(this.#payloads[i] ?? 0) & IMPACT_MASK] ?? 0);
    groups[at] = (groups[at] ?? 0) | mark;
  }

  /** What it adds to one paper. */
  scoreOf(doc: number): number {
    if (!this.#isUnpacked) {
      const { lastDoc, blocks } = this.#postings;
      const block = firstFrom(lastDoc, doc, 0, blocks);
      if (block === blocks) return 0;
      this.#load(block);
    }
    const i = firstFrom(this.#docs, doc, 0, this.#length);
    return i < this.#length && this.#docs[i] === doc
      ? (this.#adds[(this.#payloads[i] ?? 0) & IMPACT_MASK] ?? 0)
      : 0;
  }

  #unpack(): void {
    for (let block = 0; block < this.#postings.blocks; block++)
      this.#length += this.#postings.decode(block, this.#docs, this.#payloads, this.#length);
    for (let i = 0; i < this.#length; i++)
      this.#bound(
        (this.#docs[i] ?? 0) >>> WINDOW_BITS,
        this.#adds[(this.#payloads[i] ?? 0) & IMPACT_MASK] ?? 0,
      );
  }

  #boundBlocks(): void {
    const { lastDoc, highest, blocks } = this.#postings;
    let from = 0;
    for (let block = 0; block < blocks; block++) {
      const most = this.#adds[highest[block] ?? 0] ?? 0;
      const last = lastDoc[block] ?? 0;
      for (let window = from >>> WINDOW_BITS; window <= last >>> WINDOW_BITS; window++)
        this.#bound(window, most);
      from = last + 1;
    }
  }

  #bound(window: number, most: number): void {
    if (most > (this.bounds[window] ?? 0)) this.bounds[window] = most;
  }

  #load(block: number): void {
    if (block === this.#block) return;
    this.#length = this.#postings.decode(block, this.#docs, this.#payloads);
    this.#block = block;
  }
}

/** The first index from `low` to before `high` whose value is not below `value`, or `high`. */
function firstFrom(sorted: Int32Array, value: number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
