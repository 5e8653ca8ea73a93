import type { Paper } from '../../src/core/papers/paper.ts';
import type { Question } from './questions.ts';

/** A search engine that keeps an archive in a file. */
export interface SearchEngine {
  /** Makes the file. Gives the milliseconds that took, without making the papers. */
  build(path: string, papers: Iterable<Paper>): Promise<number>;
  open(path: string): OpenedEngine;
}

export interface OpenedEngine {
  /** Ids of the ten best. */
  search(question: Question): string[];
  /** The same by words alone, where an engine has a second stage. */
  searchByWords?(question: Question): number;
  suggest?(typed: string): number;
}

/** Sums up the time of the parts of something. */
export class Stopwatch {
  ms = 0;

  of<T>(work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.ms += performance.now() - start;
    }
  }
}

const SHOWN_EVERY = 20_000;

/** Says now and then how far the papers have come. */
export function* shown(papers: Iterable<Paper>, what: string): Generator<Paper> {
  let count = 0;
  for (const paper of papers) {
    yield paper;
    count += 1;
    if (count % SHOWN_EVERY === 0) process.stderr.write(`\r  ${what}: ${count} papers\u001b[K`);
  }
  process.stderr.write('\r\u001b[K');
}
