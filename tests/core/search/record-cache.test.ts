import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memorySource } from '../../../src/core/search/bytes/byte-source.ts';
import { sealed } from '../../../src/core/search/bytes/sealed.ts';
import { RecordCache } from '../../../src/core/search/record-cache.ts';

const LARGEST = 3 << 20;

/** Records of these lengths, one after the other, and where each begins. */
function written(lengths: readonly number[]): { bytes: Uint8Array; at: number[] } {
  const pieces = lengths.map((length, i) => sealed(new Uint8Array(length).fill(i + 1)));
  const at = pieces.map((_, i) => pieces.slice(0, i).reduce((sum, piece) => sum + piece.length, 0));
  return { bytes: new Uint8Array(Buffer.concat(pieces)), at };
}

it('gives every record as it was written, in whatever order and however large they are', () => {
  const lengths = fc.array(fc.oneof(fc.nat(4000), fc.nat(LARGEST)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lengths, fc.array(fc.nat(), { maxLength: 60 }), (sizes, asked) => {
      const { bytes, at } = written(sizes);
      const cache = new RecordCache(memorySource(bytes), sizes.length);
      for (const number of asked) {
        const doc = number % sizes.length;
        const length = sizes[doc] ?? 0;
        const place = cache.read(doc, at[doc] ?? 0, length + 2);
        expect(place % 4).toBe(0);
        expect(cache.bytes.subarray(place, place + length).every(byte => byte === doc + 1)).toBe(true);
      }
      expect(cache.damaged).toBe(0);
    }),
    { numRuns: 60 },
  );
});

it('gives zeros for a record that is not as it was written, and counts it', () => {
  const { bytes } = written([100]);
  bytes[50] = 7;
  const cache = new RecordCache(memorySource(bytes), 1);
  const place = cache.read(0, 0, 102);
  expect(cache.bytes.subarray(place, place + 102).every(byte => byte === 0)).toBe(true);
  expect(cache.damaged).toBe(1);
});
