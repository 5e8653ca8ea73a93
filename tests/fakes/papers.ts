import type { ParsedPaper } from '../../src/core/papers/archive.ts';
import type { Paper } from '../../src/core/papers/paper.ts';

/** A small invented paper; `facts` say what matters to the test. */
export function inventedPaper(facts: Partial<Paper> & { readonly id: string }): Paper {
  return {
    title: `The paper ${facts.id}`,
    abstract: '',
    authors: ['Ada Quill'],
    sightings: [{ source: 'file', ...(facts.listedOn ? { day: facts.listedOn } : {}) }],
    ...facts,
  };
}

export const parsed = (...papers: readonly Paper[]): ParsedPaper[] => papers.map(paper => ({ paper }));
