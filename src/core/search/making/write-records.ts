import { ByteChunks } from '../bytes/byte-chunks.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { grown } from '../bytes/grown.ts';
import { SEAL_BYTES, seal } from '../bytes/sealed.ts';
import { RARE, RARE_UNIT } from '../doc-record.ts';
import { TITLE, ZONES } from '../paper-texts.ts';
import { RECORD_ALIGNMENT } from '../record-cache.ts';
import { WHOLE } from '../token-stream.ts';
import { YIELD_EVERY } from './document-frequency.ts';
import type { WrittenLexemes } from './lexeme-dictionary.ts';
import type { SegmentBuilder } from './segment-builder.ts';

/** Says what each paper of a builder is about, as `dims` signed bytes. */
export interface DocVectors {
  readonly dims: number;
  /** Good until the next call. */
  readonly of: (doc: number) => Uint8Array;
}

/** Writes what is kept of each paper, and where each begins. Yields now and then. */
export function* writeRecords(
  builder: SegmentBuilder,
  lexemes: WrittenLexemes,
  vectors: DocVectors,
): Generator<undefined, { at: Uint32Array; records: ByteSource }> {
  const at = new Uint32Array(builder.size + 1);
  const records = new ByteChunks();
  const record = new ByteWriter();
  const words = new RecordWords(lexemes);
  for (let doc = 0; doc < builder.size; doc++) {
    words.take(builder.tokensOf(doc));
    record.clear();
    record.array(words.ends);
    record.array(words.units.subarray(0, words.size));
    record.bytes(vectors.of(doc));
    record.uint32(builder.textHashes[doc] ?? 0);
    record.text(builder.ids[doc] ?? '');
    while ((record.length + SEAL_BYTES) % RECORD_ALIGNMENT !== 0) record.byte(0);
    seal(record, 0);
    at[doc] = records.add(record.view());
    if (doc % YIELD_EVERY === 0) yield;
  }
  at[builder.size] = records.size;
  return { at, records };
}

/** A paper's words as units of its record, refilled from paper to paper. */
class RecordWords {
  /** By zone: the unit after its last. */
  readonly ends = new Uint32Array(ZONES);
  units = new Uint16Array(1 << 10);
  size = 0;
  readonly #lexemes: WrittenLexemes;

  constructor(lexemes: WrittenLexemes) {
    this.#lexemes = lexemes;
  }

  /** Takes how many tokens each zone has, then the tokens, as a builder keeps them. */
  take(tokens: Uint32Array): void {
    this.units = grown(this.units, tokens.length * 2);
    const { codeOf, isLeftOut } = this.#lexemes;
    const { units } = this;
    let size = 0;
    let token = ZONES;
    for (let zone = TITLE; zone < ZONES; zone++) {
      for (const end = token + (tokens[zone] ?? 0); token < end; token++) {
        const kind = (tokens[token] ?? 0) & 3;
        const lexeme = (tokens[token] ?? 0) >>> 2;
        // In titles compounds are names.
        if (kind === WHOLE && zone !== TITLE && isLeftOut[lexeme] === 1) continue;
        const code = codeOf[lexeme] ?? 0;
        const number = code - RARE;
        units[size++] = ((number < 0 ? code : RARE + Math.floor(number / RARE_UNIT)) << 2) | kind;
        if (number >= 0) units[size++] = number % RARE_UNIT;
      }
      this.ends[zone] = size;
    }
    this.size = size;
  }
}
