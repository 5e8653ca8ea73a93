import { ByteReader } from './bytes/byte-reader.ts';
import { type ByteSource, sliceOf } from './bytes/byte-source.ts';
import { ByteWriter } from './bytes/byte-writer.ts';
import { Checksum } from './bytes/checksum.ts';
import { LatentSpace, type LatentSpaceParts } from './meaning/latent-space.ts';
import { Segment } from './segment.ts';
import { COLD_SECTIONS, HOT_SECTIONS, type SegmentParts, WARM_SECTIONS } from './segment-format.ts';

/** "Broadsheet index" in letters, then the version: changed whenever the bytes, the analysis or what is learned change. */
const MAGIC = 0x58495342;
export const VERSION = 6;
/** Reads back as another number on a machine that lays numbers out the other way. */
const BYTE_ORDER = 0x01020304;
const PRELUDE = 48;
/** Every section begins at a multiple of this, so that typed arrays can lie over it. */
const ALIGNMENT = 16;
/** Bytes are handed on in pieces of this size. */
const CHUNK = 1 << 20;

/** What an archive was when an index was made of it. */
export interface ArchiveState {
  readonly count: number;
  readonly revision: number;
}

/** All parts of an index, to be written. */
export interface IndexParts {
  readonly state: ArchiveState;
  readonly segments: readonly SegmentParts[];
  readonly space?: LatentSpaceParts;
}

/** What became of opening an index. Everything but `opened` means: make it anew from the archive. */
export type OpenOutcome =
  | { readonly kind: 'opened'; readonly state: ArchiveState; readonly contents: IndexContents }
  /** Not an index of ours, or of another kind of machine. */
  | { readonly kind: 'foreign' }
  /** Of another version of this code. */
  | { readonly kind: 'older'; readonly version: number }
  /** Cut short, or not the bytes that were written. */
  | { readonly kind: 'damaged'; readonly reason: string };

export interface IndexContents {
  readonly segments: readonly Segment[];
  readonly space?: LatentSpace;
}

/** The pieces of a file, in order. Written one after the other they are what {@link openIndex} reads. */
export function* indexBytes({ state, segments, space }: IndexParts): Generator<Uint8Array> {
  const hot: Uint8Array[] = [];
  const cold: ByteSource[] = [];
  const directory = new ByteWriter();
  for (const value of [state.count, state.revision, space?.dims ?? 0, segments.length])
    directory.varint(value);
  const listHot = (bytes: Uint8Array): void => {
    directory.varint(bytes.length);
    hot.push(bytes);
  };
  const listCold = (source: ByteSource): void => {
    directory.varint(source.size);
    cold.push(source);
  };
  if (space) {
    listHot(space.heads);
    listCold(space.blocks);
    listCold(space.vectors);
  }
  for (const segment of segments) {
    for (const name of HOT_SECTIONS) listHot(segment.hot[name]);
    for (const name of WARM_SECTIONS) listCold(segment.warm[name]);
    for (const name of COLD_SECTIONS) listCold(segment.cold[name]);
  }
  const hotPieces = [directory.view(), ...hot];
  yield prelude(hotPieces, directory.length, cold);
  for (const bytes of hotPieces) {
    yield bytes;
    yield padding(bytes.length);
  }
  for (const source of cold) {
    for (let at = 0; at < source.size; at += CHUNK) yield source.load(at, Math.min(CHUNK, source.size - at));
    yield padding(source.size);
  }
}

function prelude(hot: readonly Uint8Array[], directory: number, cold: readonly ByteSource[]): Uint8Array {
  const hotLength = hot.reduce((sum, bytes) => sum + aligned(bytes.length), 0);
  const coldLength = cold.reduce((sum, source) => sum + aligned(source.size), 0);
  const sum = new Checksum();
  for (const bytes of hot) sum.add(bytes.subarray(0, bytes.length & ~15)).add(lastPiece(bytes));
  const writer = new ByteWriter(PRELUDE);
  for (const value of [MAGIC, VERSION]) writer.uint32(value);
  writer.array(Uint32Array.of(BYTE_ORDER));
  for (const value of [directory, hotLength, coldLength % 2 ** 32, Math.floor(coldLength / 2 ** 32)])
    writer.uint32(value);
  for (const value of sum.sums) writer.uint32(value);
  writer.uint32(preludeSum(writer.view()));
  writer.align(ALIGNMENT);
  return writer.view();
}

/** Of both sums: each alone leaves some of the words out. */
function preludeSum(bytes: Uint8Array): number {
  const [first, second] = new Checksum().add(bytes).sums;
  return (first ^ Math.imul(second, 0x9e3779b1)) >>> 0;
}

/** What is left of a piece after its last multiple of 16, with its padding. */
function lastPiece(bytes: Uint8Array): Uint8Array {
  const rest = bytes.subarray(bytes.length & ~15);
  const padded = new Uint8Array(aligned(rest.length));
  padded.set(rest);
  return padded;
}

const padding = (length: number): Uint8Array => new Uint8Array(aligned(length) - length);

/** Reads the beginning of a source and what every query needs; leaves the rest where it is. Never throws for what the bytes hold. */
export function openIndex(source: ByteSource): OpenOutcome {
  if (source.size < PRELUDE)
    return source.size === 0 ? { kind: 'damaged', reason: 'it is empty' } : { kind: 'foreign' };
  const head = source.load(0, PRELUDE);
  const reader = new ByteReader(head);
  if (reader.uint32() !== MAGIC) return { kind: 'foreign' };
  const version = reader.uint32();
  if (version !== VERSION) return { kind: 'older', version };
  if (new Uint32Array(head.buffer, head.byteOffset + 8, 1)[0] !== BYTE_ORDER) return { kind: 'foreign' };
  reader.bytes(4);
  const [directory, hotLength, coldLow, coldHigh] = [
    reader.uint32(),
    reader.uint32(),
    reader.uint32(),
    reader.uint32(),
  ];
  const sums = [reader.uint32(), reader.uint32()];
  if (reader.uint32() !== preludeSum(head.subarray(0, reader.at - 4)))
    return { kind: 'damaged', reason: 'its first bytes are not as they were written' };
  const size = PRELUDE + hotLength + coldLow + coldHigh * 2 ** 32;
  if (source.size !== size)
    return { kind: 'damaged', reason: `it has ${source.size} bytes instead of ${size}` };
  const hot = source.load(PRELUDE, hotLength);
  if (new Checksum().add(hot).sums.some((value, i) => value !== sums[i]))
    return { kind: 'damaged', reason: 'its bytes are not as they were written' };
  return openContents(hot, directory, sliceOf(source, PRELUDE + hotLength, size - PRELUDE - hotLength));
}

function openContents(hot: Uint8Array, directory: number, cold: ByteSource): OpenOutcome {
  const reader = new ByteReader(hot);
  const state = { count: reader.varint(), revision: reader.varint() };
  const dims = reader.varint();
  const count = reader.varint();
  let hotAt = aligned(directory);
  let coldAt = 0;
  const takeHot = (): Uint8Array => {
    const length = reader.varint();
    const bytes = hot.subarray(hotAt, hotAt + length);
    hotAt += aligned(length);
    return bytes;
  };
  const takeCold = (): ByteSource => {
    const length = reader.varint();
    const slice = sliceOf(cold, coldAt, length);
    coldAt += aligned(length);
    return slice;
  };
  const space =
    dims > 0
      ? new LatentSpace({ dims, heads: takeHot(), blocks: takeCold(), vectors: takeCold() })
      : undefined;
  const segments = Array.from(
    { length: count },
    () =>
      new Segment({
        hot: fromEntries(HOT_SECTIONS.map(name => [name, takeHot()])),
        warm: fromEntries(WARM_SECTIONS.map(name => [name, takeCold()])),
        cold: fromEntries(COLD_SECTIONS.map(name => [name, takeCold()])),
      }),
  );
  return { kind: 'opened', state, contents: { segments, ...(space && { space }) } };
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/** `Object.fromEntries` with the keys kept in the type. */
const fromEntries = <K extends string, V>(entries: readonly (readonly [K, V])[]): Record<K, V> =>
  Object.fromEntries(entries) as Record<K, V>;
