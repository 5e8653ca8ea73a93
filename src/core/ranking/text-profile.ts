import type { Paper } from '../papers/paper.ts';

/** A paper's words, for comparing papers of one ranking with each other. */
export interface TextProfile {
  /** Distinct words of the title. */
  readonly title: ReadonlySet<string>;
  /** How often each word stands in title and abstract. */
  readonly words: ReadonlyMap<string, number>;
  /** Distinct runs of three words of the abstract. */
  readonly runs: ReadonlySet<string>;
}

const WORD = /[\p{L}\p{N}]+/gu;

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

export function profileOf(paper: Paper): TextProfile {
  const title = wordsOf(paper.title);
  const abstract = wordsOf(paper.abstract);
  const words = new Map<string, number>();
  for (const word of [...title, ...abstract]) words.set(word, (words.get(word) ?? 0) + 1);
  const runs = new Set<string>();
  for (let i = 2; i < abstract.length; i++) runs.add(`${abstract[i - 2]} ${abstract[i - 1]} ${abstract[i]}`);
  return { title: new Set(title), words, runs };
}

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
export function similarityAmong(profiles: readonly TextProfile[]): (a: number, b: number) => number {
  const frequency = new Map<string, number>();
  for (const { words } of profiles)
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vectors = profiles.map(({ words }) => {
    const vector = new Map<string, number>();
    let norm = 0;
    for (const [word, count] of words) {
      const rarity = Math.log(profiles.length / (frequency.get(word) ?? 1));
      if (rarity <= 0) continue;
      const value = (1 + Math.log(count)) * rarity;
      vector.set(word, value);
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
    for (const [word, value] of small.vector) dot += value * (large.vector.get(word) ?? 0);
    return dot / (one.norm * other.norm);
  };
}
