import { type TermStatistics, YIELD_EVERY } from '../making/document-frequency.ts';
import type { SegmentBuilder } from '../making/segment-builder.ts';
import { isStopStem } from '../stop-stems.ts';
import { isStemKey } from '../term-spaces.ts';
import { type TermVectors, weightOf } from './latent-space.ts';
import type { SparseRows } from './sparse-rows.ts';
import { strongestDirections } from './strongest-directions.ts';
import { AT_ONCE } from './weighted-rows.ts';

/** How many directions of meaning are kept. */
const DIMS = 128;
/** Papers learned from, spread evenly: more would cost time and change little. */
const SAMPLE = 6144;
const MOST_TERMS = 16_384;
const LEAST_HOLDERS = 3;
/** A term in more than this share of the papers tells nothing apart. */
const COMMON = 0.5;
/** The power of its rarity that a term counts with: rare terms tell more than their rarity. */
const RARITY_POWER = 1.2;
/** Fewer papers have no directions to learn. */
const LEAST_PAPERS = 64;
/** A mention in the title is worth this many. */
export const TITLE_WEIGHT = 2;

/** What {@link learnLatentSpace} found, with terms by the builder's numbers for as long as the builder lives. */
export interface LearnedSpace extends TermVectors {
  /** By the builder's term: its row, or -1. */
  readonly rowOf: Int32Array;
}

/**
 * Latent semantic analysis (Deerwester et al. 1990) of a sample of the papers: the strongest directions of the matrix of
 * papers and terms, found by randomised subspace iteration (Halko, Martinsson, Tropp 2011). The same papers give the
 * same space. Undefined when there are too few papers. Yields now and then.
 */
export function* learnLatentSpace(
  builder: SegmentBuilder,
  { holders }: TermStatistics,
): Generator<undefined, LearnedSpace | undefined> {
  if (builder.size < LEAST_PAPERS) return undefined;
  const { termKeys } = builder.lexemes;
  const chosen = chooseTerms(termKeys, holders, builder.size);
  const most = Math.min(DIMS, Math.min(builder.size, chosen.length) / 2);
  const dims = Math.floor(most / AT_ONCE) * AT_ONCE;
  if (dims === 0) return undefined;
  const rowOf = new Int32Array(termKeys.length).fill(-1);
  const rarities = Float32Array.from(
    chosen,
    term => Math.log(builder.size / (holders[term] ?? 1)) ** RARITY_POWER,
  );
  chosen.forEach((term, row) => {
    rowOf[term] = row;
  });
  const papers = yield* sampleRows(builder, rowOf, rarities);
  const space = yield* strongestDirections(papers, chosen.length, dims);
  const rows = new Float32Array(chosen.length * dims);
  for (let row = 0; row < chosen.length; row++)
    for (let k = 0; k < dims; k++)
      rows[row * dims + k] = (space.values[row * dims + k] ?? 0) * (rarities[row] ?? 0);
  return { dims, stems: chosen.map(term => termKeys[term] ?? ''), rows, rowOf };
}

function chooseTerms(termKeys: readonly string[], holders: Uint32Array, size: number): number[] {
  const fit: number[] = [];
  termKeys.forEach((key, term) => {
    const count = holders[term] ?? 0;
    if (count >= LEAST_HOLDERS && count <= size * COMMON && isStemKey(key) && !isStopStem(key))
      fit.push(term);
  });
  return fit.sort((a, b) => (holders[b] ?? 0) - (holders[a] ?? 0) || a - b).slice(0, MOST_TERMS);
}

/** Papers as rows of terms, each row of length 1. */
function* sampleRows(
  builder: SegmentBuilder,
  rowOf: Int32Array,
  rarities: Float32Array,
): Generator<undefined, SparseRows> {
  const starts = [0];
  const terms: number[] = [];
  const weights: number[] = [];
  const step = Math.max(1, builder.size / SAMPLE);
  for (let at = 0; at < builder.size; at += step) {
    const from = terms.length;
    let squares = 0;
    builder.counts.visit(Math.floor(at), (term, title, abstract, keywords) => {
      const row = rowOf[term] ?? -1;
      if (row < 0) return;
      const weight = weightOf(title * TITLE_WEIGHT + abstract + keywords) * (rarities[row] ?? 0);
      terms.push(row);
      weights.push(weight);
      squares += weight * weight;
    });
    const length = Math.sqrt(squares) || 1;
    for (let i = from; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / length;
    while (terms.length % AT_ONCE > 0) {
      terms.push(0);
      weights.push(0);
    }
    starts.push(terms.length);
    if (starts.length % YIELD_EVERY === 0) yield;
  }
  return {
    starts: new Int32Array(starts),
    columns: new Int32Array(terms),
    weights: new Float64Array(weights),
  };
}
