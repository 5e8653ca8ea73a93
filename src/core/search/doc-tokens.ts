import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { ZONES } from './paper-texts.ts';

const FIRST_ROOM = 512;
/** No record holds more words than this; a count beyond it is damage. */
const MOST_TOKENS = 1 << 20;

/**
 * The words of one paper as numbers, refilled from record to record. The tokens of zone `z` run from
 * `zoneEnd[z - 1]` to `zoneEnd[z]`.
 */
export class DocTokens {
  lexemes = new Int32Array(FIRST_ROOM);
  kinds = new Uint8Array(FIRST_ROOM);
  readonly zoneEnd = new Int32Array(ZONES);
  readonly #reader = new ByteReader(new Uint8Array(0));

  get size(): number {
    return this.zoneEnd[ZONES - 1] ?? 0;
  }

  zoneStart(zone: number): number {
    return zone === 0 ? 0 : (this.zoneEnd[zone - 1] ?? 0);
  }

  /** Reads what {@link writeTokens} wrote; `lexemeOf` turns codes back. Whatever the bytes hold, sizes stay bounded. */
  read(bytes: Uint8Array, at: number, lexemeOf: (code: number) => number): void {
    const reader = this.#reader;
    reader.reset(bytes, at);
    let end = 0;
    for (let zone = 0; zone < ZONES; zone++) {
      end = Math.min(MOST_TOKENS, end + reader.varint());
      this.zoneEnd[zone] = end;
    }
    this.#room(end);
    const { lexemes, kinds } = this;
    for (let i = 0; i < end; i++) {
      const code = reader.varint();
      kinds[i] = code & 3;
      lexemes[i] = lexemeOf(code >>> 2);
    }
  }

  /** Takes what {@link SegmentBuilder} keeps: how many tokens each zone has, then each token as lexeme and kind. */
  take(run: Uint32Array): void {
    let end = 0;
    for (let zone = 0; zone < ZONES; zone++) {
      end += run[zone] ?? 0;
      this.zoneEnd[zone] = end;
    }
    this.#room(end);
    const { lexemes, kinds } = this;
    for (let i = 0; i < end; i++) {
      const token = run[ZONES + i] ?? 0;
      kinds[i] = token & 3;
      lexemes[i] = token >>> 2;
    }
  }

  #room(size: number): void {
    if (size <= this.lexemes.length) return;
    this.lexemes = new Int32Array(size * 2);
    this.kinds = new Uint8Array(size * 2);
  }
}

/** Writes how many tokens each zone has, then each token as its lexeme's code and kind. */
export function writeTokens(
  writer: ByteWriter,
  counts: ArrayLike<number>,
  codes: ArrayLike<number>,
  kinds: ArrayLike<number>,
): void {
  let size = 0;
  for (let zone = 0; zone < ZONES; zone++) {
    writer.varint(counts[zone] ?? 0);
    size += counts[zone] ?? 0;
  }
  for (let i = 0; i < size; i++) writer.varint(((codes[i] ?? 0) << 2) | (kinds[i] ?? 0));
}
