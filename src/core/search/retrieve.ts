import type { BestPapers } from './best-papers.ts';
import { anyBetween, type Bits, hasBit } from './bits.ts';
import { type ScoredList, WINDOW } from './scored-list.ts';

/** What is looked for in one segment. */
export interface Retrieval {
  readonly size: number;
  readonly lists: readonly ScoredList[];
  /** Only these papers; absent is all. */
  readonly within?: Bits;
  /** Asked last, of papers that are good enough: reads their words where that is needed. */
  readonly accepts: (doc: number) => boolean;
  /** Every group must be matched; how many there are, at most 7. */
  readonly allOf?: number;
}

/**
 * Offers the papers of a segment with the highest sums of what the lists add. Papers are handled in windows, the most
 * promising first. In each, lists that together could not lift a paper into the best are only asked about papers that
 * the other lists brought up (MaxScore, Turtle and Flood 1995, with the bounds of blocks as in Ding and Suel 2011);
 * what cannot enter the best is never scored, so the cost grows slower than the archive. Paper `d` is offered as
 * `base + d`.
 */
export function retrieve(retrieval: Retrieval, best: BestPapers, base: number): void {
  const windows = Math.ceil(retrieval.size / WINDOW);
  const bounds = windowBounds(retrieval, windows);
  const order = promisingFirst(bounds);
  const work: Work = {
    scores: new Float32Array(WINDOW),
    groups: new Uint8Array(WINDOW),
    lists: [...retrieval.lists],
    below: new Float64Array(retrieval.lists.length + 1),
  };
  for (const window of order) {
    const bound = bounds[window] ?? 0;
    if (bound <= 0 || bound <= best.threshold) return;
    const from = window * WINDOW;
    const to = Math.min(retrieval.size, from + WINDOW);
    if (retrieval.within && !anyBetween(retrieval.within, from, to)) continue;
    searchWindow(retrieval, work, window, from, to, best, base);
  }
}

interface Work {
  readonly scores: Float32Array;
  readonly groups: Uint8Array;
  /** In the order of what they can add in the window at hand, least first. */
  readonly lists: ScoredList[];
  /** By place in `lists`: what those before it can add together. */
  readonly below: Float64Array;
}

function windowBounds({ lists, allOf }: Retrieval, windows: number): Float64Array {
  const bounds = new Float64Array(windows);
  for (const { bounds: own } of lists)
    for (let window = 0; window < windows; window++)
      bounds[window] = (bounds[window] ?? 0) + (own[window] ?? 0);
  if (allOf === undefined) return bounds;
  const present = new Uint8Array(windows);
  for (const { bounds: own, group } of lists)
    for (let window = 0; window < windows; window++)
      if ((own[window] ?? 0) > 0) present[window] = (present[window] ?? 0) | (1 << group);
  const full = 2 ** allOf - 1;
  return bounds.map((bound, window) => (present[window] === full ? bound : 0));
}

function promisingFirst(bounds: Float64Array): Uint32Array {
  const order = Uint32Array.from(bounds.keys());
  return order.sort((a, b) => (bounds[b] ?? 0) - (bounds[a] ?? 0) || a - b);
}

function searchWindow(
  retrieval: Retrieval,
  work: Work,
  window: number,
  from: number,
  to: number,
  best: BestPapers,
  base: number,
): void {
  const { scores, groups, lists } = work;
  sortByBound(lists, window);
  let { threshold } = best;
  const essential = firstEssential(work, window, threshold);
  scores.fill(0);
  groups.fill(0);
  for (let i = essential; i < lists.length; i++) lists[i]?.addWindow(from, to, scores, groups);
  const rest = work.below[essential] ?? 0;
  const full = retrieval.allOf === undefined ? 0 : 2 ** retrieval.allOf - 1;
  for (let at = 0; at < to - from; at++) {
    let score = scores[at] ?? 0;
    if (score === 0 || score + rest <= threshold) continue;
    const doc = from + at;
    if (retrieval.within && !hasBit(retrieval.within, doc)) continue;
    let matched = groups[at] ?? 0;
    for (let i = essential - 1; i >= 0; i--) {
      if (score + (work.below[i + 1] ?? 0) <= threshold) break;
      const added = lists[i]?.scoreOf(doc) ?? 0;
      if (added > 0) matched |= 1 << Math.min(7, lists[i]?.group ?? 0);
      score += added;
    }
    if (score <= threshold || (matched & full) !== full || !retrieval.accepts(doc)) continue;
    best.offer(score, base + doc);
    threshold = best.threshold;
  }
}

/** How many of the least promising lists cannot lift a paper above the threshold by themselves. */
function firstEssential(work: Work, window: number, threshold: number): number {
  let sum = 0;
  let essential = 0;
  work.lists.forEach((list, i) => {
    work.below[i] = sum;
    sum += list.bounds[window] ?? 0;
    if (sum <= threshold) essential = i + 1;
  });
  work.below[work.lists.length] = sum;
  return essential;
}

/** Insertion sort: the order changes little from window to window. */
function sortByBound(lists: ScoredList[], window: number): void {
  for (let i = 1; i < lists.length; i++) {
    const list = lists[i];
    if (!list) continue;
    const bound = list.bounds[window] ?? 0;
    let at = i;
    for (let before = lists[at - 1]; before && (before.bounds[window] ?? 0) > bound; before = lists[at - 1]) {
      lists[at] = before;
      at -= 1;
    }
    lists[at] = list;
  }
}
