import type { LatentSpace } from './meaning/latent-space.ts';
import type { Segment } from './segment.ts';

/** What searching works on: papers in segments, newest last, and the space their vectors lie in. */
export interface IndexView {
  readonly segments: readonly Segment[];
  readonly space?: LatentSpace;
}

/** A paper of an index: which segment, and its number there. */
export interface PlacedPaper {
  readonly segment: number;
  readonly doc: number;
}

/** Papers of all segments as one number each: the segment in the high part. */
const SEGMENT = 2 ** 32;

export const paperNumber = (segment: number, doc: number): number => segment * SEGMENT + doc;

export const placedPaper = (paper: number): PlacedPaper => ({
  segment: Math.floor(paper / SEGMENT),
  doc: paper % SEGMENT,
});

/** Where a paper is, by its id. */
export function findPlaced({ segments }: IndexView, id: string): PlacedPaper | undefined {
  for (let segment = segments.length - 1; segment >= 0; segment--) {
    const doc = segments[segment]?.find(id) ?? -1;
    if (doc >= 0) return { segment, doc };
  }
  return undefined;
}

/** Newest day first, then most votes: how papers that answer equally well are put in order. */
export function compareFacts({ segments }: IndexView, a: PlacedPaper, b: PlacedPaper): number {
  const left = segments[a.segment]?.facts;
  const right = segments[b.segment]?.facts;
  return (
    (right?.day[b.doc] ?? 0) - (left?.day[a.doc] ?? 0) ||
    (right?.votes[b.doc] ?? 0) - (left?.votes[a.doc] ?? 0)
  );
}

/** Most votes first, then the newest day. */
export function compareVotes({ segments }: IndexView, a: PlacedPaper, b: PlacedPaper): number {
  const left = segments[a.segment]?.facts;
  const right = segments[b.segment]?.facts;
  return (
    (right?.votes[b.doc] ?? 0) - (left?.votes[a.doc] ?? 0) ||
    (right?.day[b.doc] ?? 0) - (left?.day[a.doc] ?? 0)
  );
}
