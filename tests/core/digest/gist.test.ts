import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gistOf } from '../../../src/core/digest/gist.ts';
import { sentencesOf } from '../../../src/core/digest/sentences.ts';
import { inventPaper } from './invent-paper.ts';

const gist = (title: string, abstract: string): string | undefined =>
  gistOf(inventPaper(1, { title, abstract }));

describe('the gist of a paper', () => {
  it("is the source's own sentence where there is one", () => {
    const paper = inventPaper(1, {
      abstract: 'We propose a thing. It works.',
      summary: 'A thing that works.',
    });
    expect(gistOf(paper)).toBe('A thing that works.');
  });

  it('is the sentence that says what was made, not the one that sets the scene', () => {
    expect(
      gist(
        'Draftline: Speculative Decoding That Knows When to Stop',
        'Large language models are slow. However, existing methods for speculative decoding suffer from fixed drafts. ' +
          'We present Draftline, a draft head that decides token by token when to stop speculative decoding. ' +
          'Experiments show that it outperforms baselines. Code is available at https://github.com/x/y.',
      ),
    ).toBe(
      'We present Draftline, a draft head that decides token by token when to stop speculative decoding.',
    );
  });

  it('is the finding where nothing was made', () => {
    expect(
      gist(
        'A Negative Result on Latent Reasoning',
        'Several recent papers report that models reason better in continuous vectors. I tried to reproduce four of them. ' +
          'We find that the advantage of latent reasoning falls to the noise of five seeds once baselines are trained as long. ' +
          'All curves are given.',
      ),
    ).toMatch(/^We find that the advantage/);
  });

  it('is undefined where nothing is known', () => {
    expect(gist('A title', '')).toBeUndefined();
    expect(gist('A title', ' \n ')).toBeUndefined();
  });

  it('is always a whole sentence of the abstract', () => {
    fc.assert(
      fc.property(fc.string(), fc.lorem({ maxCount: 8, mode: 'sentences' }), (title, abstract) => {
        expect(sentencesOf(abstract)).toContain(gist(title, abstract));
      }),
      { seed: 42 },
    );
  });
});
