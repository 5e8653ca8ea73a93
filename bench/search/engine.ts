import type { Paper } from '../../src/core/papers/paper.ts';
import type { Question } from './questions.ts';

/** A search engine that keeps an archive in a file. */
export interface SearchEngine {
  /** Makes the file. Gives the milliseconds of processor time that took, without making the papers. */
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

/** Of this process so far, in milliseconds. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Sums up the processor time of the parts of something. */
export class Stopwatch {
  ms = 0;

  of<T>(work: () => T): T {
    const start = processorTime();
    try {
      return work();
    } finally {
      this.ms += processorTime() - start;
    }
  }
}

const BATCH = 500;

/** Papers made some hundreds at a time, so that asking for the time of each costs nothing that counts. */
export function* batches(papers: Iterable<Paper>): Generator<readonly Paper[]> {
  let batch: Paper[] = [];
  for (const paper of papers) {
    batch.push(paper);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
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
