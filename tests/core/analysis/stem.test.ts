import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightStem } from '../../../src/core/analysis/light-stem.ts';
import { stem } from '../../../src/core/analysis/stem.ts';

describe('stem', () => {
  it.each([
    ['models', 'model'],
    ['quantization', 'quantiz'],
    ['quantisation', 'quantiz'],
    ['quantized', 'quantiz'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['agreed', 'agre'],
    ['relational', 'relat'],
    ['decoding', 'decod'],
    ['decoder', 'decod'],
    ['policies', 'polici'],
    ['policy', 'polici'],
    ['agentic', 'agent'],
    ['generative', 'generat'],
    ['general', 'general'],
    ['ties', 'tie'],
    ['gas', 'gas'],
    ['this', 'this'],
    ['sayings', 'say'],
    ['bias', 'bias'],
    ['biases', 'bias'],
    ['matrices', 'matrix'],
    ['gpt4', 'gpt4'],
    ['c++', 'c++'],
    ['ai', 'ai'],
    ['llms', 'llm'],
    ['gps', 'gps'],
  ])('takes %s to %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it('never lengthens a word by more than a letter and never empties it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}('s|s')?$/), word => {
        const made = stem(word);
        expect(made.length).toBeLessThanOrEqual(word.length + 1);
        expect(made).not.toBe('');
      }),
    );
  });
});

describe('lightStem', () => {
  it('takes off the plural and nothing else', () => {
    expect(['models', 'policies', 'classes', 'coding', 'bias', 'loss'].map(lightStem)).toEqual([
      'model',
      'policy',
      'class',
      'coding',
      'bias',
      'loss',
    ]);
  });
});
