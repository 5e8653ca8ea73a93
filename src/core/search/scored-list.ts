import { IMPACT_LEVELS } from './impact.ts';
import { BLOCK_SIZE, IMPACT_MASK, type Postings } from './postings.ts';
import { type ScoreWindow, WINDOW_BITS } from './score-window.ts';

/** Lists up to this long are unpacked at once: their bounds are those of their papers, not of their blocks. */
const UNPACKED = 32 * BLOCK_SIZE;

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
  readonly #docs: Int32Array | undefined;
  readonly #payloads: Uint8Array;

  constructor(postings: Postings, group: number, weight: number, flat: number | undefined, windows: number) {
    this.group = group;
    this.size = postings.size;
    this.#postings = postings;
    this.#adds = new Float32Array(IMPACT_LEVELS);
    for (let level = 0; level < IMPACT_LEVELS; level++)
      this.#adds[level] = weight * (flat ?? level / IMPACT_LEVELS);
    this.bounds = new Float32Array(windows);
    if (postings.size <= UNPACKED) {
      this.#docs = new Int32Array(postings.size);
      this.#payloads = new Uint8Array(postings.size);
      this.#unpack(this.#docs);
    } else {
      this.#payloads = new Uint8Array(0);
      this.#boundBlocks();
    }
  }

  /** Adds to the scores of the window's papers and marks their group; new ones become candidates, unless only `known` ones are asked for. */
  addTo(window: ScoreWindow, known: boolean): void {
    const mark = 1 << Math.min(7, this.group);
    if (!this.#docs) {
      this.#postings.addTo(window, this.#adds, mark, known);
      return;
    }
    const { scores, groups, candidates, from, length } = window;
    const [docs, payloads, adds] = [this.#docs, this.#payloads, this.#adds];
    for (let i = firstFrom(docs, from); i < docs.length; i++) {
      const at = (docs[i] ?? 0) - from;
      if (at >= length) return;
      const group = groups[at] ?? 0;
      if (group === 0) {
        if (known) continue;
        candidates[window.count++] = at;
      }
      scores[at] = (scores[at] ?? 0) + (adds[(payloads[i] ?? 0) & IMPACT_MASK] ?? 0);
      groups[at] = group | mark;
    }
  }

  #unpack(docs: Int32Array): void {
    let length = 0;
    for (let block = 0; block < this.#postings.blocks; block++)
      length += this.#postings.decode(block, docs, this.#payloads, length);
    docs.fill(0x7fff_ffff, length);
    for (let i = 0; i < length; i++)
      this.#bound((docs[i] ?? 0) >>> WINDOW_BITS, this.#adds[(this.#payloads[i] ?? 0) & IMPACT_MASK] ?? 0);
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
}

/** The first index whose value is not below `value`, or how many there are. */
function firstFrom(sorted: Int32Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
