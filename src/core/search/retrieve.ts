import type { BestPapers } from './best-papers.ts';
import { anyBetween, type Bits } from './bytes/bits.ts';
import { ScoreWindow, WINDOW } from './score-window.ts';
import type { ScoredList } from './scored-list.ts';

/** More than any segment has: two billion papers. */
const MOST_WINDOWS = 2 ** 21;

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
  /** With so many postings looked at, what was found by then will do; absent is all. */
  readonly budget?: number;
}

/**
 * Offers the papers of a segment with the highest sums of what the lists add. Papers are handled in windows, the most
 * promising first. In each, lists that together could not lift a paper into the best are only asked about papers that
 * the other lists brought up (MaxScore, Turtle and Flood 1995, with the bounds of blocks as in Ding and Suel 2011), and
 * where every group must be matched, the rarest brings the papers up; what cannot enter the best is never scored, so the
 * cost grows slower than the archive. Of very frequent words so many papers are as good as each other that a budget may end
 * the search before all windows had their turn (anytime ranking, Mackenzie, Petri and Moffat 2022). Paper `d` is offered as
 * `base + d`.
 */
export function retrieve(retrieval: Retrieval, best: BestPapers, base: number): void {
  const { size, within, allOf, budget = Number.POSITIVE_INFINITY } = retrieval;
  let spent = 0;
  const windows = Math.ceil(size / WINDOW);
  const bounds = windowBounds(retrieval, windows);
  const window = new ScoreWindow();
  const order = allOf === undefined ? new ByBound(retrieval.lists) : new ByGroup(retrieval.lists, allOf);
  for (const number of promisingFirst(bounds)) {
    const bound = bounds[number] ?? 0;
    if (bound <= 0 || bound <= best.threshold || (spent > budget && best.isFull)) return;
    const from = number * WINDOW;
    const to = Math.min(size, from + WINDOW);
    if (within && !anyBetween(within, from, to)) continue;
    window.open(from, to);
    spent += searchWindow(order, number, window, retrieval, best, base);
  }
}

function windowBounds({ lists, allOf }: Retrieval, windows: number): Float32Array {
  const bounds = new Float32Array(windows);
  const present = new Uint8Array(windows);
  for (const { bounds: own, group } of lists) {
    const mark = 1 << Math.min(7, group);
    for (let window = 0; window < windows; window++) {
      const most = own[window] ?? 0;
      if (most === 0) continue;
      bounds[window] = (bounds[window] ?? 0) + most;
      present[window] = (present[window] ?? 0) | mark;
    }
  }
  if (allOf === undefined) return bounds;
  const full = 2 ** allOf - 1;
  for (let window = 0; window < windows; window++) if (present[window] !== full) bounds[window] = 0;
  return bounds;
}

/**
 * The windows that may hold something, the highest bound first, of equal ones that with the newest papers. Sorted as
 * numbers, a bound's bits above the window's: thousands of comparisons would cost more than the search.
 */
function promisingFirst(bounds: Float32Array): number[] {
  const bits = new Int32Array(bounds.buffer);
  const keys = new Float64Array(bounds.length);
  let count = 0;
  for (let window = 0; window < bounds.length; window++)
    if ((bounds[window] ?? 0) > 0) keys[count++] = (bits[window] ?? 0) * MOST_WINDOWS + window;
  return Array.from(keys.subarray(0, count).sort(), key => key % MOST_WINDOWS).reverse();
}

/** In which order lists are asked in a window. */
interface ListOrder {
  /** In the order they are asked. */
  readonly lists: ScoredList[];
  /** By place in `lists`: what those from there on can add together. */
  readonly after: Float64Array;
  /** By place in `lists`: the groups that a paper must have been found in by then. */
  readonly wanted: Uint8Array;
  /** Puts the lists in order for a window and gives how many of the first bring papers up. */
  arrange(window: number, threshold: number): number;
}

function sumAfter({ lists, after }: ListOrder, window: number): void {
  let sum = 0;
  for (let i = lists.length - 1; i >= 0; i--) {
    sum += lists[i]?.bounds[window] ?? 0;
    after[i] = sum;
  }
}

/** Where any list will do: those that can add most first, as many of them as could lift a paper into the best without the others. */
class ByBound implements ListOrder {
  readonly lists: ScoredList[];
  readonly after: Float64Array;
  readonly wanted: Uint8Array;

  constructor(lists: readonly ScoredList[]) {
    this.lists = [...lists];
    this.after = new Float64Array(lists.length + 1);
    this.wanted = new Uint8Array(lists.length + 1);
  }

  arrange(window: number, threshold: number): number {
    this.#sort(window);
    sumAfter(this, window);
    let essential = this.lists.length;
    while (essential > 0 && (this.after[essential - 1] ?? 0) <= threshold) essential -= 1;
    return essential;
  }

  /** Insertion sort: the order changes little from window to window. */
  #sort(window: number): void {
    const { lists } = this;
    for (let i = 1; i < lists.length; i++) {
      const list = lists[i];
      if (!list) continue;
      const bound = list.bounds[window] ?? 0;
      let at = i;
      for (
        let before = lists[at - 1];
        before && (before.bounds[window] ?? 0) < bound;
        before = lists[at - 1]
      ) {
        lists[at] = before;
        at -= 1;
      }
      lists[at] = list;
    }
  }
}

/** Where every group must be matched: the group with the fewest postings first. */
class ByGroup implements ListOrder {
  readonly lists: ScoredList[];
  readonly after: Float64Array;
  readonly wanted: Uint8Array;
  readonly #first: number;

  constructor(lists: readonly ScoredList[], groups: number) {
    const sizes = new Float64Array(groups);
    for (const { group, size } of lists) sizes[group] = (sizes[group] ?? 0) + size;
    this.lists = lists.toSorted(
      (a, b) => (sizes[a.group] ?? 0) - (sizes[b.group] ?? 0) || a.group - b.group || b.size - a.size,
    );
    this.after = new Float64Array(lists.length + 1);
    this.wanted = new Uint8Array(lists.length + 1);
    let done = 0;
    this.lists.forEach(({ group }, i) => {
      const isLast = this.lists[i + 1]?.group !== group;
      if (isLast) done |= 1 << group;
      this.wanted[i + 1] = done;
    });
    this.#first = this.lists.filter(({ group }) => group === this.lists[0]?.group).length;
  }

  arrange(window: number): number {
    sumAfter(this, window);
    return this.#first;
  }
}

/** Gives about how many postings were looked at. */
function searchWindow(
  order: ListOrder,
  number: number,
  window: ScoreWindow,
  { within, accepts }: Retrieval,
  best: BestPapers,
  base: number,
): number {
  const { lists, after, wanted } = order;
  const essential = order.arrange(number, best.threshold);
  let looked = 0;
  const add = (list: ScoredList | undefined, known: boolean): void => {
    if (!list || (list.bounds[number] ?? 0) === 0) return;
    list.addTo(window, known);
    looked += list.size / list.bounds.length;
  };
  for (let i = 0; i < essential; i++) add(lists[i], false);
  if (within) window.restrict(within);
  window.prune(wanted[essential] ?? 0, after[essential] ?? 0, best.threshold);
  for (let i = essential; i < lists.length && window.count > 0; i++) {
    add(lists[i], true);
    window.prune(wanted[i + 1] ?? 0, after[i + 1] ?? 0, best.threshold);
  }
  const { candidates, scores, from } = window;
  for (let i = 0; i < window.count; i++) {
    const at = candidates[i] ?? 0;
    const score = scores[at] ?? 0;
    if (score > best.threshold && accepts(from + at)) best.offer(score, base + from + at);
  }
  return looked;
}
