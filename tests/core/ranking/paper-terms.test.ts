import { describe, expect, it } from 'vitest';
import { PaperTerms, termsOf } from '../../../src/core/ranking/paper-terms.ts';
import { samplePaper } from './sample-paper.ts';

const terms = new PaperTerms(
  samplePaper('1', {
    title: 'Speculative Decoding for the Patient',
    abstract: 'We decode speculatively, and verify. State-space models decode slowly.',
  }),
);

describe('the terms of a paper', () => {
  it('are stems, without the words that carry no subject', () => {
    expect([...terms.title]).toEqual([
      ...new PaperTerms(samplePaper('2', { title: 'speculative decodings patient' })).title,
    ]);
    expect(terms.counts.has('the')).toBe(false);
  });

  it('count a word of the title double', () => {
    const [specul = '', decod = ''] = terms.title;
    expect(terms.counts.get(decod)).toBe(4);
    expect(terms.counts.get(specul)).toBe(3);
  });

  it('spell two words as one thing only where they stand side by side', () => {
    const [specul = '', decod = '', patient = ''] = terms.title;
    expect(terms.spelling(`${specul} ${decod}`)).toBe('Speculative Decoding');
    expect(terms.pairs).toContain(`${decod} ${patient}`);
    expect(terms.spelling(`${decod} ${patient}`)).toBeUndefined();
    expect(terms.spelling('state space')).toBe('State-space');
  });

  it('are read once a paper', () => {
    const paper = samplePaper('3');
    expect(termsOf(paper)).toBe(termsOf(paper));
  });
});
