import type { Paper } from './paper.ts';

/**
 * The function, worked out once for each paper object and kept as long as that is: thousands of channels look at the
 * same papers. Papers are never changed in place.
 */
export function onceAPaper<T>(work: (paper: Paper) => T): (paper: Paper) => T {
  const known = new WeakMap<Paper, { readonly result: T }>();
  return paper => {
    const before = known.get(paper);
    if (before) return before.result;
    const result = work(paper);
    known.set(paper, { result });
    return result;
  };
}
