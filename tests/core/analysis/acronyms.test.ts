import { describe, expect, it } from 'vitest';
import { findAcronyms } from '../../../src/core/analysis/acronyms.ts';

describe('findAcronyms', () => {
  it('finds a long form before its letters', () => {
    expect(findAcronyms('We train a sparse Mixture of Experts (MoE) with care.')).toEqual([
      { long: 'Mixture of Experts', short: 'MoE' },
    ]);
  });

  it('finds a long form after its letters', () => {
    expect(findAcronyms('RAG (retrieval-augmented generation) helps.')).toEqual([
      { long: 'retrieval-augmented generation', short: 'RAG' },
    ]);
  });

  it('takes the plural off', () => {
    expect(findAcronyms('Today large language models (LLMs) talk.')).toEqual([
      { long: 'large language models', short: 'LLM' },
    ]);
  });

  it('stays inside the sentence and the letters', () => {
    expect(findAcronyms('It rains. See the appendix (Table 3) and the code (GPU).')).toEqual([]);
  });

  it('does not take years, words and numbers for letters', () => {
    expect(findAcronyms('as shown (2024), in parts (however) and twice (3x)')).toEqual([]);
  });
});
