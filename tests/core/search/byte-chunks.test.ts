import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteChunks } from '../../../src/core/search/bytes/byte-chunks.ts';

it('reads back what was added, each piece and whatever lies across them', () => {
  const pieces = fc.array(fc.oneof(fc.nat(50), fc.nat(90_000)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (lengths, from, to) => {
      const all = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
      const whole = Buffer.concat(all);
      const chunks = new ByteChunks();
      const at = all.map(piece => chunks.add(piece));
      expect(chunks.size).toBe(whole.length);
      all.forEach((piece, i) => {
        expect(Buffer.from(chunks.read(at[i] ?? 0, piece.length)).equals(piece)).toBe(true);
      });
      const [start = 0, end = 0] = [from % (whole.length + 1), to % (whole.length + 1)].sort((a, b) => a - b);
      expect(Buffer.from(chunks.load(start, end - start)).equals(whole.subarray(start, end))).toBe(true);
      expect(Buffer.from(chunks.read(start, end - start)).equals(whole.subarray(start, end))).toBe(true);
    }),
    { numRuns: 60 },
  );
});
