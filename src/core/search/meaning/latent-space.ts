import { type ByteSource, memorySource } from '../bytes/byte-source.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { sortKeys } from '../bytes/sort-keys.ts';
import { SortedStrings } from '../bytes/sorted-strings.ts';
import { SortedStringsWriter } from '../bytes/sorted-strings-writer.ts';

/** The largest value of a signed byte: what the largest coordinate of a vector is stored as. */
const TOP = 127;

/** Terms as points of a space in which papers on one subject lie near each other, ready to be written. */
export interface TermVectors {
  readonly dims: number;
  readonly stems: readonly string[];
  /** Row by row in the order of `stems`. */
  readonly rows: Float32Array;
}

/** A {@link LatentSpace} written down. */
export interface LatentSpaceParts {
  readonly dims: number;
  readonly heads: Uint8Array;
  readonly blocks: ByteSource;
  readonly vectors: ByteSource;
}

/**
 * Says what a bag of words is about, as a direction in the space learned from the archive.
 */
export class LatentSpace {
  readonly dims: number;
  readonly parts: LatentSpaceParts;
  readonly #stems: SortedStrings;
  readonly #vectors: ByteSource;

  constructor(parts: LatentSpaceParts) {
    this.dims = parts.dims;
    this.parts = parts;
    this.#stems = new SortedStrings(parts.heads, parts.blocks);
    this.#vectors = parts.vectors;
  }

  /** Adds the vector of a stem, times `weight`, to `sum`; a stem the space does not know adds nothing. */
  add(stem: string, weight: number, sum: Float32Array): void {
    const place = this.#stems.find(stem);
    if (place < 0) return;
    const row = this.#stems.entry(place).values[0] ?? 0;
    const bytes = this.#vectors.read(row * (this.dims + 4), this.dims + 4);
    const scale = (new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true) * weight) / TOP;
    for (let k = 0; k < this.dims; k++) sum[k] = (sum[k] ?? 0) + (((bytes[k + 4] ?? 0) << 24) >> 24) * scale;
  }
}

/** What saying a word `times` times is worth. */
export const weightOf = (times: number): number => (times > 0 ? 1 + Math.log(times) : 0);

/** How far the farthest coordinate is from 0. */
export function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (let k = 0; k < vector.length; k++) largest = Math.max(largest, Math.abs(vector[k] ?? 0));
  return largest;
}

/** Writes a vector as signed bytes, the largest coordinate as 127. */
export function quantise(vector: Float32Array, into: Int8Array): void {
  const largest = largestOf(vector);
  const scale = largest > 0 ? TOP / largest : 0;
  for (let k = 0; k < vector.length; k++) into[k] = Math.round((vector[k] ?? 0) * scale);
}

export function writeLatentSpace({ dims, stems, rows }: TermVectors): LatentSpaceParts {
  const { bytesOf, order } = sortKeys(stems);
  const dictionary = new SortedStringsWriter(1);
  for (const place of order) dictionary.add(bytesOf(place), [place]);
  const vectors = new ByteWriter(stems.length * (dims + 4));
  const scale = new Float32Array(1);
  const quantised = new Int8Array(dims);
  for (let row = 0; row < stems.length; row++) {
    const vector = rows.subarray(row * dims, (row + 1) * dims);
    scale[0] = largestOf(vector);
    quantise(vector, quantised);
    vectors.bytes(new Uint8Array(scale.buffer));
    vectors.bytes(new Uint8Array(quantised.buffer));
  }
  const { heads, blocks } = dictionary.finish();
  return { dims, heads, blocks: memorySource(blocks), vectors: memorySource(vectors.view()) };
}
