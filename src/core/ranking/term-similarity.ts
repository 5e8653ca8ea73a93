import type { PaperTerms } from './paper-terms.ts';

/** Shared members over all members, 0 to 1; 0 when either is empty. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const member of small) if (large.has(member)) shared++;
  return shared / (a.size + b.size - shared);
}

/**
 * Cosine of two papers' words among these papers, 0 to 1: a word counts by how rare it is among them.
 * Built once, asked for pairs by index.
 */
export function similarityAmong(papers: readonly PaperTerms[]): (a: number, b: number) => number {
  const frequency = new Map<string, number>();
  for (const { counts } of papers)
    for (const stem of counts.keys()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const vectors = papers.map(({ counts }) => {
    const vector = new Map<string, number>();
    let norm = 0;
    for (const [stem, count] of counts) {
      const rarity = Math.log(papers.length / (frequency.get(stem) ?? 1));
      if (rarity <= 0) continue;
      const value = (1 + Math.log(count)) * rarity;
      vector.set(stem, value);
      norm += value * value;
    }
    return { vector, norm: Math.sqrt(norm) };
  });
  return (a, b) => {
    const one = vectors[a];
    const other = vectors[b];
    if (!one || !other || one.norm === 0 || other.norm === 0) return 0;
    const [small, large] = one.vector.size <= other.vector.size ? [one, other] : [other, one];
    let dot = 0;
    for (const [stem, value] of small.vector) dot += value * (large.vector.get(stem) ?? 0);
    return dot / (one.norm * other.norm);
  };
}
