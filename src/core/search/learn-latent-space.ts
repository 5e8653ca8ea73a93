import type { TermStatistics } from './document-frequency.ts';
import { YIELD_EVERY } from './document-frequency.ts';
import { type TermVectors, weightOf } from './latent-space.ts';
import { addProduct, eigen, gram, type Matrix, matrix, orthonormalise } from './orthonormal.ts';
import type { SegmentBuilder } from './segment-builder.ts';
import { isStopStem } from './stop-stems.ts';
import { isStemKey } from './term-spaces.ts';
import { AT_ONCE } from './weighted-rows.ts';

/** How many directions of meaning are kept. */
const DIMS = 128;
/** Learned besides those kept, so that the kept ones come out right. */
const SPARE = 8;
const ROUNDS = 3;
/** Papers learned from, spread evenly: more would cost time and change little. */
const SAMPLE = 8192;
const MOST_TERMS = 16_384;
const LEAST_HOLDERS = 3;
/** A term in more than this share of the papers tells nothing apart. */
const COMMON = 0.3;
/** Fewer papers have no directions to learn. */
const LEAST_PAPERS = 64;
/** A mention in the title is worth this many. */
export const TITLE_WEIGHT = 2;

/** Papers as rows of weighted terms, each row of length 1. */
interface TermRows {
  readonly start: number[];
  readonly terms: number[];
  readonly weights: number[];
}

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
  const rarities = Float32Array.from(chosen, term => Math.log(builder.size / (holders[term] ?? 1)));
  chosen.forEach((term, row) => {
    rowOf[term] = row;
  });
  const papers = yield* sampleRows(builder, rowOf, rarities);
  const space = yield* strongestDirections(papers, chosen.length, dims);
  const rows = new Float32Array(chosen.length * dims);
  for (let row = 0; row < chosen.length; row++)
    for (let k = 0; k < dims; k++) rows[row * dims + k] = (space[row * dims + k] ?? 0) * (rarities[row] ?? 0);
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

function* sampleRows(
  builder: SegmentBuilder,
  rowOf: Int32Array,
  rarities: Float32Array,
): Generator<undefined, TermRows> {
  const papers: TermRows = { start: [0], terms: [], weights: [] };
  const step = Math.max(1, builder.size / SAMPLE);
  for (let at = 0; at < builder.size; at += step) {
    const from = papers.terms.length;
    let squares = 0;
    builder.counts.visit(Math.floor(at), (term, title, abstract, keywords) => {
      const row = rowOf[term] ?? -1;
      if (row < 0) return;
      const weight = weightOf(title * TITLE_WEIGHT + abstract + keywords) * (rarities[row] ?? 0);
      papers.terms.push(row);
      papers.weights.push(weight);
      squares += weight * weight;
    });
    const length = Math.sqrt(squares) || 1;
    for (let i = from; i < papers.terms.length; i++) papers.weights[i] = (papers.weights[i] ?? 0) / length;
    papers.start.push(papers.terms.length);
    if (papers.start.length % YIELD_EVERY === 0) yield;
  }
  return papers;
}

function* strongestDirections(
  papers: TermRows,
  terms: number,
  dims: number,
): Generator<undefined, Float32Array> {
  const width = dims + SPARE;
  const starts = Int32Array.from(papers.start);
  const index = Int32Array.from(papers.terms);
  const weights = Float32Array.from(papers.weights);
  const count = starts.length - 1;
  const basis = randomMatrix(terms, width);
  const projected = matrix(count, width);
  for (let round = 0; round <= ROUNDS; round++) {
    projected.values.fill(0);
    for (let paper = 0; paper < count; paper++) {
      projectPaper(starts, index, weights, paper, basis, projected);
      if (paper % YIELD_EVERY === 0) yield;
    }
    if (round === ROUNDS) break;
    basis.values.fill(0);
    for (let paper = 0; paper < count; paper++) {
      addToTerms(starts, index, weights, paper, projected, basis);
      if (paper % YIELD_EVERY === 0) yield;
    }
    orthonormalise(basis);
    yield;
  }
  return turned(basis, projected, dims);
}

/** Adds the rows of a paper's terms to its row, four at a time. */
function projectPaper(
  starts: Int32Array,
  index: Int32Array,
  weights: Float32Array,
  paper: number,
  { columns, values: source }: Matrix,
  { values: target }: Matrix,
): void {
  const own = paper * columns;
  const end = starts[paper + 1] ?? 0;
  for (let i = starts[paper] ?? 0; i < end; i += 4) {
    const w0 = weights[i] ?? 0;
    const w1 = i + 1 < end ? (weights[i + 1] ?? 0) : 0;
    const w2 = i + 2 < end ? (weights[i + 2] ?? 0) : 0;
    const w3 = i + 3 < end ? (weights[i + 3] ?? 0) : 0;
    const a = (index[i] ?? 0) * columns;
    const b = (index[i + 1] ?? 0) * columns;
    const c = (index[i + 2] ?? 0) * columns;
    const d = (index[i + 3] ?? 0) * columns;
    for (let k = 0; k < columns; k++)
      target[own + k] =
        (target[own + k] ?? 0) +
        w0 * (source[a + k] ?? 0) +
        w1 * (source[b + k] ?? 0) +
        w2 * (source[c + k] ?? 0) +
        w3 * (source[d + k] ?? 0);
  }
}

/** Adds a paper's row to the rows of its terms. */
function addToTerms(
  starts: Int32Array,
  index: Int32Array,
  weights: Float32Array,
  paper: number,
  { columns, values: source }: Matrix,
  { values: target }: Matrix,
): void {
  const own = paper * columns;
  for (let i = starts[paper] ?? 0; i < (starts[paper + 1] ?? 0); i++) {
    const weight = weights[i] ?? 0;
    const into = (index[i] ?? 0) * columns;
    for (let k = 0; k < columns; k++)
      target[into + k] = (target[into + k] ?? 0) + weight * (source[own + k] ?? 0);
  }
}

/** The basis turned so that its columns are the strongest directions, strongest first, as many as are kept. */
function turned(basis: Matrix, projected: Matrix, dims: number): Float32Array {
  const width = basis.columns;
  const { vectors, values } = eigen(gram(projected), width);
  const strongest = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, dims);
  const kept = new Float64Array(width * dims);
  for (let a = 0; a < width; a++)
    strongest.forEach((column, k) => {
      kept[a * dims + k] = vectors[a * width + column] ?? 0;
    });
  const out = new Float32Array(basis.rows * dims);
  const line = new Float64Array(dims);
  for (let row = 0; row < basis.rows; row++) {
    line.fill(0);
    addProduct(line, basis.values, row * width, kept, width);
    out.set(line, row * dims);
  }
  return out;
}

/** Numbers between -1 and 1, always the same (mulberry32). */
function randomMatrix(rows: number, columns: number): Matrix {
  const made = matrix(rows, columns);
  let state = 1;
  for (let i = 0; i < made.values.length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    made.values[i] = ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  }
  return made;
}
