import { type LatentSpace, quantise, weightOf } from './latent-space.ts';
import { type LearnedSpace, TITLE_WEIGHT } from './learn-latent-space.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { isStemKey } from './term-spaces.ts';

/** Says what each paper of a builder is about, as `dims` signed bytes. */
export interface DocVectors {
  readonly dims: number;
  /** Good until the next call. */
  readonly of: (doc: number) => Uint8Array;
}

/** For papers that nothing was learned about. */
export const noVectors: DocVectors = { dims: 0, of: () => new Uint8Array(0) };

/** With the space that was learned from these very papers. */
export function learnedVectors(builder: SegmentBuilder, space: LearnedSpace): DocVectors {
  const { dims, rows, rowOf } = space;
  return vectorsBy(builder, dims, (term, weight, sum) => {
    const row = rowOf[term] ?? -1;
    if (row < 0) return;
    const at = row * dims;
    for (let k = 0; k < dims; k++) sum[k] = (sum[k] ?? 0) + weight * (rows[at + k] ?? 0);
  });
}

/** With a space learned before, from other papers. */
export function knownVectors(builder: SegmentBuilder, space: LatentSpace): DocVectors {
  return vectorsBy(builder, space.dims, (term, weight, sum) => {
    const key = builder.lexemes.termKeys[term] ?? '';
    if (isStemKey(key)) space.add(key, weight, sum);
  });
}

function vectorsBy(
  builder: SegmentBuilder,
  dims: number,
  add: (term: number, weight: number, sum: Float32Array) => void,
): DocVectors {
  const sum = new Float32Array(dims);
  const bytes = new Int8Array(dims);
  return {
    dims,
    of: doc => {
      sum.fill(0);
      builder.counts.visit(doc, (term, title, abstract, keywords) => {
        const weight = weightOf(title * TITLE_WEIGHT + abstract + keywords);
        if (weight > 0) add(term, weight, sum);
      });
      quantise(sum, bytes);
      return new Uint8Array(bytes.buffer);
    },
  };
}
