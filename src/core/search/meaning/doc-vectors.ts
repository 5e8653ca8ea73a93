import type { SegmentBuilder } from '../making/segment-builder.ts';
import type { DocVectors } from '../making/write-records.ts';
import { isStemKey } from '../term-spaces.ts';
import { type LatentSpace, quantise, weightOf } from './latent-space.ts';
import { type LearnedSpace, TITLE_WEIGHT } from './learn-latent-space.ts';
import { PackedSum } from './packed-sum.ts';

/** For papers that nothing was learned about. */
export const noVectors: DocVectors = { dims: 0, of: () => new Uint8Array(0) };

/** With the space that was learned from these very papers. */
export function learnedVectors(builder: SegmentBuilder, { dims, rows, rowOf }: LearnedSpace): DocVectors {
  const packed = new PackedSum(rows, dims);
  return vectorsBy(builder, dims, {
    add: (term, times, sum) => {
      const row = rowOf[term] ?? -1;
      if (row >= 0) packed.add(row, times, sum);
    },
    finish: sum => packed.finish(sum),
  });
}

/** With a space learned before, from other papers. */
export function knownVectors(builder: SegmentBuilder, space: LatentSpace): DocVectors {
  return vectorsBy(builder, space.dims, {
    add: (term, times, sum) => {
      const key = builder.lexemes.termKeys[term] ?? '';
      if (times > 0 && isStemKey(key)) space.add(key, weightOf(times), sum);
    },
    finish: () => {},
  });
}

/** Adds what a paper says to its vector. */
interface TermSum {
  readonly add: (term: number, times: number, sum: Float32Array) => void;
  readonly finish: (sum: Float32Array) => void;
}

function vectorsBy(builder: SegmentBuilder, dims: number, { add, finish }: TermSum): DocVectors {
  const sum = new Float32Array(dims);
  const bytes = new Int8Array(dims);
  return {
    dims,
    of: doc => {
      sum.fill(0);
      builder.counts.visit(doc, (term, title, abstract, keywords) =>
        add(term, title * TITLE_WEIGHT + abstract + keywords, sum),
      );
      finish(sum);
      quantise(sum, bytes);
      return new Uint8Array(bytes.buffer);
    },
  };
}
