import type { Paper } from '../../../src/core/papers/paper.ts';

/** An invented paper; only what a test is about needs to be said. */
export function samplePaper(id: string, rest: Partial<Paper> = {}): Paper {
  return {
    id: `arxiv:${id}`,
    title: `A study of subject ${id}`,
    abstract: '',
    authors: ['Ada Example', 'Ben Sample'],
    listedOn: '2026-03-03',
    sightings: [],
    ...rest,
  };
}
