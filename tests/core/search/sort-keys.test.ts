import { describe, expect, it } from 'vitest';
import { sortKeys } from '../../../src/core/search/bytes/sort-keys.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';

const LETTERS = ['a', 'a', 'b', 'z', '\u0000', '\u0001', 'é', '\uffee', '😀', 'aaa'];

describe('sorting keys', () => {
  it('gives the order of their bytes as UTF-8', () => {
    const random = seededRandom(1);
    const letter = (): string => LETTERS[Math.floor(random() * LETTERS.length)] ?? '';
    const made = Array.from({ length: 5000 }, () =>
      Array.from({ length: Math.floor(random() * 8) }, letter).join(''),
    );
    const keys = [...new Set(made)];
    const { order, bytesOf } = sortKeys(keys);
    const expected = [...keys.keys()].sort((a, b) =>
      Buffer.compare(Buffer.from(keys[a] ?? ''), Buffer.from(keys[b] ?? '')),
    );
    expect([...order]).toEqual(expected);
    expect(Buffer.from(bytesOf(7)).toString()).toBe(keys[7]);
  });
});
