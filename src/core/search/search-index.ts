import type { Paper } from '../papers/paper.ts';
import type { Query } from '../query/query.ts';
import type { ByteSource } from './bytes/byte-source.ts';
import { type ArchiveState, indexBytes, type OpenOutcome, openIndex } from './index-bytes.ts';
import { findPlaced, type IndexView } from './index-view.ts';
import { SegmentBuilder } from './making/segment-builder.ts';
import { writeSegment } from './making/segment-writer.ts';
import { textHash } from './making/text-hash.ts';
import { knownVectors, learnedVectors, noVectors } from './meaning/doc-vectors.ts';
import { LatentSpace, writeLatentSpace } from './meaning/latent-space.ts';
import { learnLatentSpace } from './meaning/learn-latent-space.ts';
import { runSearch, type SearchOptions, type SearchResult } from './run-search.ts';
import { Segment } from './segment.ts';
import { similarPapers } from './similar-papers.ts';
import { type Suggestion, suggestNames, suggestPapers } from './suggest.ts';

/** Papers added one after the other share a segment until it has so many: it is written anew with each, which takes a tenth of a second then. */
const FRESH_PAPERS = 128;
/** With more segments, or this share of the papers in small ones or removed, an index is better made anew. */
const MOST_SEGMENTS = 24;
const MOST_LOOSE = 0.25;
/** Below this a new index costs nothing: never urged. */
const FEW_PAPERS = 2000;

/** What became of opening an index from bytes. Everything but `opened` means: make it anew from the archive. */
export type SearchIndexOpening =
  | { readonly kind: 'opened'; readonly index: SearchIndex; readonly state: ArchiveState }
  | Exclude<OpenOutcome, { kind: 'opened' }>;

/**
 * Every paper of an archive, ready to be searched: a projection, never the truth. New papers are found as soon as they
 * were added; changed facts (votes, days) likewise. Throws nothing for what a query or a paper holds; reading may throw
 * the byte source's Fault.
 */
export class SearchIndex {
  readonly #segments: Segment[];
  readonly #space: LatentSpace | undefined;
  /** The papers of the last segment, while it is still growing. */
  #fresh = new Map<string, Paper>();
  #hasFresh = false;
  #removed: number;

  private constructor(segments: readonly Segment[], space: LatentSpace | undefined) {
    this.#segments = [...segments];
    this.#space = space;
    this.#removed = segments.reduce((sum, segment) => sum + segment.removed, 0);
  }

  /** All at once. No two papers may have one id. */
  static build(papers: Iterable<Paper>): SearchIndex {
    const builder = new SegmentBuilder();
    for (const paper of papers) builder.add(paper);
    return drained(SearchIndex.finish(builder));
  }

  /** An index of the papers that were put into a builder, in small steps, so that a host can do other things between. */
  static *finish(builder: SegmentBuilder): Generator<undefined, SearchIndex> {
    let space: LatentSpace | undefined;
    const parts = yield* writeSegment(builder, function* (own, statistics) {
      const learned = yield* learnLatentSpace(own, statistics);
      if (!learned) return noVectors;
      space = new LatentSpace(writeLatentSpace(learned));
      return learnedVectors(own, learned);
    });
    return new SearchIndex([new Segment(parts)], space);
  }

  /** Over bytes that {@link bytes} gave; they stay in use until the index is no longer. */
  static open(source: ByteSource): SearchIndexOpening {
    const outcome = openIndex(source);
    if (outcome.kind !== 'opened') return outcome;
    const { segments, space } = outcome.contents;
    return { kind: 'opened', index: new SearchIndex(segments, space), state: outcome.state };
  }

  /**
   * Everything as it is now, piece by piece, with what the archive was: what {@link open} reads. A piece is good until the
   * next. Papers may be added meanwhile; they are not in it.
   */
  bytes(state: ArchiveState): Generator<Uint8Array> {
    const segments = this.#segments.map(({ parts }) => ({
      ...parts,
      hot: { ...parts.hot, facts: parts.hot.facts.slice() },
    }));
    return indexBytes({ state, segments, ...(this.#space && { space: this.#space.parts }) });
  }

  /** Papers that can be found. */
  get size(): number {
    return this.#segments.reduce((sum, { size }) => sum + size, 0) - this.#removed;
  }

  /** Many small additions have made searching slower than it need be. */
  get wantsRebuild(): boolean {
    const [main] = this.#segments;
    const all = this.#segments.reduce((sum, { size }) => sum + size, 0);
    const loose = all - (main?.size ?? 0) + this.#removed;
    return all > FEW_PAPERS && (this.#segments.length > MOST_SEGMENTS || loose > all * MOST_LOOSE);
  }

  /** Records that were read and found to be not as they were written: then the index should be made anew. */
  get damaged(): number {
    return this.#segments.reduce((sum, { damaged }) => sum + damaged, 0);
  }

  /** Adds papers, or takes note of what changed of known ones. Found at once. */
  add(papers: Iterable<Paper>): void {
    let grew = false;
    for (const paper of papers) {
      const place = this.#fresh.has(paper.id) ? undefined : findPlaced(this.#view, paper.id);
      const segment = place && this.#segments[place.segment];
      if (place && segment?.textHash(place.doc) === textHash(paper)) {
        segment.facts.set(place.doc, paper);
        continue;
      }
      if (place && segment) this.#drop(segment, place.doc);
      this.#fresh.set(paper.id, paper);
      grew = true;
    }
    if (grew) this.#writeFresh();
  }

  /** Papers that are no longer in the archive, or turned out to be another one. */
  remove(ids: Iterable<string>): void {
    let shrank = false;
    for (const id of ids) {
      if (this.#fresh.delete(id)) {
        shrank = true;
        continue;
      }
      const place = findPlaced(this.#view, id);
      const segment = place && this.#segments[place.segment];
      if (place && segment) this.#drop(segment, place.doc);
    }
    if (shrank) this.#writeFresh();
  }

  search(query: Query, options: SearchOptions): SearchResult {
    return runSearch(this.#view, query, options);
  }

  /** Ids of the papers most like one, best first; never itself, nor another record of it. */
  similar(id: string, limit: number): string[] {
    return similarPapers(this.#view, id, limit);
  }

  /** Papers by their titles, then authors and organisations, that begin as typed. */
  suggest(typed: string, limit: number): Suggestion[] {
    return [
      ...suggestPapers(this.#view, typed, limit),
      ...suggestNames(this.#view, 'author', typed, limit),
      ...suggestNames(this.#view, 'organization', typed, limit),
    ];
  }

  get #view(): IndexView {
    return { segments: this.#segments, ...(this.#space && { space: this.#space }) };
  }

  #drop(segment: Segment, doc: number): void {
    segment.remove(doc);
    this.#removed += 1;
  }

  /** The growing segment is small: it is written anew each time. */
  #writeFresh(): void {
    if (this.#hasFresh) this.#segments.pop();
    this.#hasFresh = this.#fresh.size > 0;
    if (!this.#hasFresh) return;
    const builder = new SegmentBuilder();
    for (const paper of this.#fresh.values()) builder.add(paper);
    const space = this.#space;
    const steps = writeSegment(builder, own => (space ? knownVectors(own, space) : noVectors));
    this.#segments.push(new Segment(drained(steps)));
    if (this.#fresh.size < FRESH_PAPERS) return;
    this.#fresh = new Map();
    this.#hasFresh = false;
  }
}

function drained<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
