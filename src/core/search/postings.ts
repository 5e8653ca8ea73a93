import { ByteReader } from './bytes/byte-reader.ts';
import type { ByteWriter } from './bytes/byte-writer.ts';
import type { ScoreWindow } from './score-window.ts';

/** Postings in a block; the last block of a list may hold fewer. */
export const BLOCK_SIZE = 64;

/** A posting's payload: how much the word says about the paper (0 to 15), and two fields it stands in. */
export const IMPACT_MASK = 0x0f;
export const IN_TITLE = 0x10;
export const IN_KEYWORDS = 0x20;

/**
 * Writes the papers a term stands in, ascending: the gap to the one before as a varint, then the payload, which is absent
 * for terms that are there or not, such as names. A list of several blocks begins with a table that says of each where it
 * ends, how long it is and what its highest impact is, so that a reader can pass over blocks that cannot matter.
 */
export function writePostings(
  writer: ByteWriter,
  docs: Uint32Array,
  payloads: Uint8Array | undefined,
  from: number,
  to: number,
): void {
  if (to - from > BLOCK_SIZE) {
    let before = -1;
    for (let start = from; start < to; start += BLOCK_SIZE) {
      const end = Math.min(to, start + BLOCK_SIZE);
      const last = docs[end - 1] ?? 0;
      writer.varint(last - before);
      writer.varint(blockLength(docs, start, end, before, payloads !== undefined));
      if (payloads) writer.byte(highestImpact(payloads, start, end));
      before = last;
    }
  }
  let before = -1;
  for (let i = from; i < to; i++) {
    const doc = docs[i] ?? 0;
    writer.varint(doc - before - 1);
    if (payloads) writer.byte(payloads[i] ?? 0);
    before = doc;
  }
}

function blockLength(docs: Uint32Array, from: number, to: number, before: number, weighted: boolean): number {
  let length = weighted ? to - from : 0;
  let last = before;
  for (let i = from; i < to; i++) {
    const doc = docs[i] ?? 0;
    for (let gap = doc - last - 1; gap > 0x7f; gap >>>= 7) length += 1;
    length += 1;
    last = doc;
  }
  return length;
}

function highestImpact(payloads: Uint8Array, from: number, to: number): number {
  let highest = 0;
  for (let i = from; i < to; i++) highest = Math.max(highest, (payloads[i] ?? 0) & IMPACT_MASK);
  return highest;
}

/** Reads a list of `size` papers block by block, in any order. Whatever the bytes hold, what is read stays within them. */
export class Postings {
  /** How many papers. */
  readonly size: number;
  readonly blocks: number;
  /** The last paper of each block; of a list of one block it is not known. */
  readonly lastDoc: Int32Array;
  /** The highest impact in each block. */
  readonly highest: Uint8Array;
  readonly #bytes: Uint8Array;
  /** By block, and one more for the end: where it begins. */
  readonly #begin: Uint32Array;
  readonly #weighted: boolean;

  constructor(bytes: Uint8Array, size: number, weighted: boolean) {
    this.size = size;
    this.blocks = Math.ceil(size / BLOCK_SIZE);
    this.lastDoc = new Int32Array(this.blocks).fill(0x7fff_ffff);
    this.highest = new Uint8Array(this.blocks).fill(weighted ? IMPACT_MASK : 0);
    this.#bytes = bytes;
    this.#begin = new Uint32Array(this.blocks + 1);
    this.#weighted = weighted;
    if (this.blocks > 1) this.#readTable();
    else this.#begin[this.blocks] = bytes.length;
  }

  #readTable(): void {
    const reader = new ByteReader(this.#bytes);
    let last = -1;
    let length = 0;
    for (let block = 0; block < this.blocks; block++) {
      last += reader.varint();
      this.lastDoc[block] = last;
      length += reader.varint();
      this.#begin[block + 1] = length;
      if (this.#weighted) this.highest[block] = reader.byte();
    }
    const table = reader.at;
    for (let block = 0; block <= this.blocks; block++)
      this.#begin[block] = Math.min(this.#bytes.length, (this.#begin[block] ?? 0) + table);
  }

  /** The first block that may hold `doc` or a later one, or how many there are. */
  blockFrom(doc: number): number {
    let [from, to] = [0, this.blocks];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.lastDoc[middle] ?? 0) < doc) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Fills `docs` and `payloads` from `at` on and gives how many it wrote; payloads are 0 in a list without them. */
  decode(block: number, docs: Int32Array, payloads: Uint8Array, at = 0): number {
    const bytes = this.#bytes;
    const end = this.#begin[block + 1] ?? 0;
    let doc = block === 0 ? -1 : (this.lastDoc[block - 1] ?? 0);
    let n = at;
    for (let i = this.#begin[block] ?? 0; i < end && n < docs.length; n++) {
      let gap = bytes[i++] ?? 0;
      if (gap > 0x7f) {
        gap &= 0x7f;
        for (let shift = 7, byte = 0x80; byte > 0x7f && shift < 35; shift += 7) {
          byte = bytes[i++] ?? 0;
          gap |= (byte & 0x7f) << shift;
        }
      }
      doc += gap + 1;
      docs[n] = doc;
      payloads[n] = this.#weighted ? (bytes[i++] ?? 0) : 0;
    }
    return n - at;
  }

  /**
   * Adds to the papers of a window what their impact adds, and marks their group; papers not found before become
   * candidates, or stay out where only `known` ones are asked for. Most of the time of a search is spent here: that is why
   * it reads gaps itself, as {@link decode} does, and keeps no copy of them.
   */
  addTo(window: ScoreWindow, adds: Float32Array, mark: number, known: boolean): void {
    const { scores, groups, candidates, from, length } = window;
    const bytes = this.#bytes;
    const weighted = this.#weighted;
    const first = this.blockFrom(from);
    const end = this.#begin[Math.min(this.blocks, this.blockFrom(from + length - 1) + 1)] ?? 0;
    let { count } = window;
    let at = (first === 0 ? -1 : (this.lastDoc[first - 1] ?? 0)) - from;
    for (let i = this.#begin[first] ?? 0; i < end; ) {
      let gap = bytes[i++] ?? 0;
      if (gap > 0x7f) {
        gap &= 0x7f;
        for (let shift = 7, byte = 0x80; byte > 0x7f && shift < 35; shift += 7) {
          byte = bytes[i++] ?? 0;
          gap |= (byte & 0x7f) << shift;
        }
      }
      at += gap + 1;
      const impact = weighted ? (bytes[i++] ?? 0) & IMPACT_MASK : 0;
      if (at < 0) continue;
      if (at >= length) break;
      const group = groups[at] ?? 0;
      if (group === 0) {
        if (known) continue;
        candidates[count++] = at;
      }
      scores[at] = (scores[at] ?? 0) + (adds[impact] ?? 0);
      groups[at] = group | mark;
    }
    window.count = count;
  }

  /** Calls for every paper, ascending. */
  forEach(visit: (doc: number, payload: number) => void): void {
    const docs = new Int32Array(BLOCK_SIZE);
    const payloads = new Uint8Array(BLOCK_SIZE);
    for (let block = 0; block < this.blocks; block++) {
      const n = this.decode(block, docs, payloads);
      for (let i = 0; i < n; i++) visit(docs[i] ?? 0, payloads[i] ?? 0);
    }
  }
}
