import { describe, expect, it } from 'vitest';
import { weightOf } from '../../../src/core/search/meaning/latent-space.ts';
import { PackedSum } from '../../../src/core/search/meaning/packed-sum.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';

const DIMS = 8;

const cosine = (a: Float32Array, b: Float32Array): number => {
  const dot = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('PackedSum', () => {
  const random = seededRandom(1);
  const rows = Float32Array.from({ length: 50 * DIMS }, () => random() * 2 - 1);

  it.each([
    ['one term', 1, 1],
    ['a paper', 100, 3],
    ['a very long paper', 5000, 2000],
  ])('points where the plain sum does: %s', (_, count, most) => {
    const packed = new PackedSum(rows, DIMS);
    const sum = new Float32Array(DIMS);
    const plain = new Float32Array(DIMS);
    for (let i = 0; i < count; i++) {
      const row = Math.floor(random() * 50);
      const times = Math.floor(random() * (most + 1)) || 1;
      packed.add(row, times, sum);
      for (let k = 0; k < DIMS; k++)
        plain[k] = (plain[k] ?? 0) + weightOf(times) * (rows[row * DIMS + k] ?? 0);
    }
    packed.finish(sum);
    expect(cosine(sum, plain)).toBeGreaterThan(0.999);
  });

  it('keeps sums apart that are as large as they get', () => {
    const packed = new PackedSum(Float32Array.of(-1, 1, 1, -1), 4);
    const sum = new Float32Array(4);
    for (let i = 0; i < 1000; i++) packed.add(0, 1_000_000, sum);
    packed.finish(sum);
    expect([...sum].map(value => value / Math.abs(sum[0] ?? 0))).toEqual([-1, 1, 1, -1]);
  });
});
