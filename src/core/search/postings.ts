import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** Postings in a full block; the last block of a list may hold fewer. */
export const BLOCK_SIZE = 128;

/** A posting's payload: how much the word says about the paper (0 to 15), and two fields it stands in. */
export const IMPACT_MASK = 0x0f;
export const IN_TITLE = 0x10;
export const IN_KEYWORDS = 0x20;
const PAYLOAD_BYTES = (BLOCK_SIZE * 6) / 8;

/**
 * Writes the papers a term stands in, ascending. Full blocks of {@link BLOCK_SIZE} hold gaps in as many bits as the
 * widest needs and payloads of six bits; a table before them says where each ends and its highest impact, so that a
 * reader can pass over blocks that cannot matter. What is left follows as varints. `payloads` is absent for terms that
 * are there or not, such as names.
 */
export function writePostings(
  writer: ByteWriter,
  docs: Uint32Array,
  payloads: Uint8Array | undefined,
  from: number,
  to: number,
): void {
  const full = from + Math.floor((to - from) / BLOCK_SIZE) * BLOCK_SIZE;
  let before = -1;
  for (let start = from; start < full; start += BLOCK_SIZE) {
    const last = docs[start + BLOCK_SIZE - 1] ?? 0;
    writer.varint(last - before);
    writer.byte(gapWidth(docs, start, before));
    if (payloads) writer.byte(highestImpact(payloads, start, start + BLOCK_SIZE));
    before = last;
  }
  if (payloads && full < to) writer.byte(highestImpact(payloads, full, to));
  before = -1;
  for (let start = from; start < full; start += BLOCK_SIZE) {
    packGaps(writer, docs, start, before, gapWidth(docs, start, before));
    if (payloads) packPayloads(writer, payloads, start);
    before = docs[start + BLOCK_SIZE - 1] ?? 0;
  }
  for (let i = full; i < to; i++) {
    writer.varint((docs[i] ?? 0) - before - 1);
    before = docs[i] ?? 0;
  }
  if (payloads) for (let i = full; i < to; i++) writer.byte(payloads[i] ?? 0);
}

function highestImpact(payloads: Uint8Array, from: number, to: number): number {
  let highest = 0;
  for (let i = from; i < to; i++) highest = Math.max(highest, (payloads[i] ?? 0) & IMPACT_MASK);
  return highest;
}

function gapWidth(docs: Uint32Array, start: number, before: number): number {
  let bits = 0;
  let last = before;
  for (let i = start; i < start + BLOCK_SIZE; i++) {
    const doc = docs[i] ?? 0;
    bits |= doc - last - 1;
    last = doc;
  }
  return 32 - Math.clz32(bits);
}

function packGaps(writer: ByteWriter, docs: Uint32Array, start: number, before: number, width: number): void {
  let last = before;
  let held = 0;
  let count = 0;
  for (let i = start; i < start + BLOCK_SIZE; i++) {
    const doc = docs[i] ?? 0;
    held |= (doc - last - 1) << count;
    count += width;
    last = doc;
    for (; count >= 8; count -= 8) {
      writer.byte(held & 0xff);
      held >>>= 8;
    }
  }
}

function packPayloads(writer: ByteWriter, payloads: Uint8Array, start: number): void {
  for (let i = start; i < start + BLOCK_SIZE; i += 4) {
    const four =
      (payloads[i] ?? 0) |
      ((payloads[i + 1] ?? 0) << 6) |
      ((payloads[i + 2] ?? 0) << 12) |
      ((payloads[i + 3] ?? 0) << 18);
    writer.byte(four & 0xff);
    writer.byte((four >>> 8) & 0xff);
    writer.byte(four >>> 16);
  }
}

/** Reads a list of `size` papers block by block, in any order. */
export class Postings {
  /** How many papers. */
  readonly size: number;
  readonly blocks: number;
  /** The last paper of each block. */
  readonly lastDoc: Int32Array;
  /** The highest impact in each block; 0 in a list without payloads. */
  readonly highest: Uint8Array;
  readonly #bytes: Uint8Array;
  readonly #widths: Uint8Array;
  readonly #offsets: Uint32Array;
  readonly #weighted: boolean;

  constructor(bytes: Uint8Array, size: number, weighted: boolean) {
    const full = Math.floor(size / BLOCK_SIZE);
    const tail = size % BLOCK_SIZE;
    this.size = size;
    this.blocks = full + (tail > 0 ? 1 : 0);
    this.lastDoc = new Int32Array(this.blocks);
    this.highest = new Uint8Array(this.blocks);
    this.#bytes = bytes;
    this.#weighted = weighted;
    this.#widths = new Uint8Array(full);
    this.#offsets = new Uint32Array(this.blocks);
    const reader = new ByteReader(bytes);
    let last = -1;
    for (let block = 0; block < full; block++) {
      last += reader.varint();
      this.lastDoc[block] = last;
      this.#widths[block] = reader.byte();
      if (weighted) this.highest[block] = reader.byte();
    }
    if (tail > 0 && weighted) this.highest[full] = reader.byte();
    let offset = reader.at;
    for (let block = 0; block < full; block++) {
      this.#offsets[block] = offset;
      offset += (BLOCK_SIZE * (this.#widths[block] ?? 0)) / 8 + (weighted ? PAYLOAD_BYTES : 0);
    }
    if (tail > 0) {
      this.#offsets[full] = offset;
      reader.reset(bytes, offset);
      for (let i = 0; i < tail; i++) last += reader.varint() + 1;
      this.lastDoc[full] = last;
    }
  }

  /** Fills `docs` and `payloads` from `at` on and gives how many it wrote; payloads are 0 in a list without them. */
  decode(block: number, docs: Int32Array, payloads: Uint8Array, at = 0): number {
    const before = block === 0 ? -1 : (this.lastDoc[block - 1] ?? 0);
    const offset = this.#offsets[block] ?? 0;
    const width = this.#widths[block];
    if (width === undefined) return this.#decodeTail(offset, before, docs, payloads, at);
    unpackGaps(this.#bytes, offset, width, before, docs, at);
    if (this.#weighted) unpackPayloads(this.#bytes, offset + (BLOCK_SIZE * width) / 8, payloads, at);
    else payloads.fill(0, at, at + BLOCK_SIZE);
    return BLOCK_SIZE;
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

  #decodeTail(offset: number, before: number, docs: Int32Array, payloads: Uint8Array, at: number): number {
    const n = this.size % BLOCK_SIZE;
    const reader = new ByteReader(this.#bytes, offset);
    let doc = before;
    for (let i = 0; i < n; i++) {
      doc += reader.varint() + 1;
      docs[at + i] = doc;
    }
    for (let i = 0; i < n; i++) payloads[at + i] = this.#weighted ? reader.byte() : 0;
    return n;
  }
}

function unpackGaps(
  bytes: Uint8Array,
  offset: number,
  width: number,
  before: number,
  docs: Int32Array,
  at: number,
): void {
  const mask = width === 32 ? -1 : (1 << width) - 1;
  let next = offset;
  let held = 0;
  let count = 0;
  let doc = before;
  for (let i = at; i < at + BLOCK_SIZE; i++) {
    while (count < width) {
      held |= (bytes[next++] ?? 0) << count;
      count += 8;
    }
    doc += (held & mask) + 1;
    docs[i] = doc;
    held >>>= width;
    count -= width;
  }
}

function unpackPayloads(bytes: Uint8Array, offset: number, payloads: Uint8Array, at: number): void {
  let next = offset;
  for (let i = at; i < at + BLOCK_SIZE; i += 4) {
    const a = bytes[next] ?? 0;
    const b = bytes[next + 1] ?? 0;
    const c = bytes[next + 2] ?? 0;
    next += 3;
    payloads[i] = a & 0x3f;
    payloads[i + 1] = (a >>> 6) | ((b & 0x0f) << 2);
    payloads[i + 2] = (b >>> 4) | ((c & 0x03) << 4);
    payloads[i + 3] = c >>> 2;
  }
}
