import { type Bits, hasBit } from './bytes/bits.ts';

/** Papers are handled in stretches of this many, each with its own upper bound. A multiple of 32. */
export const WINDOW = 1024;
export const WINDOW_BITS = 10;

/** The papers of one stretch with what the lists of a query add to them. */
export class ScoreWindow {
  /** The first paper. */
  from = 0;
  /** How many papers. */
  length = 0;
  readonly scores = new Float32Array(WINDOW);
  /** By paper: a bit for each group that was found; 0 where none was, or where it cannot be among the best. */
  readonly groups = new Uint8Array(WINDOW);
  /** The papers that may be among the best, by their place in the window. */
  readonly candidates = new Uint16Array(WINDOW);
  count = 0;

  open(from: number, to: number): void {
    this.from = from;
    this.length = to - from;
    this.count = 0;
    this.scores.fill(0);
    this.groups.fill(0);
  }

  /** Drops candidates that are not in `within`. */
  restrict(within: Bits): void {
    const { groups, candidates, from } = this;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const at = candidates[i] ?? 0;
      if (hasBit(within, from + at)) candidates[kept++] = at;
      else groups[at] = 0;
    }
    this.count = kept;
  }

  /** Drops candidates that have not all groups of `wanted`, or that `more` could not lift above the threshold. */
  prune(wanted: number, more: number, threshold: number): void {
    const { scores, groups, candidates } = this;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const at = candidates[i] ?? 0;
      if ((scores[at] ?? 0) + more > threshold && ((groups[at] ?? 0) & wanted) === wanted)
        candidates[kept++] = at;
      else groups[at] = 0;
    }
    this.count = kept;
  }
}
