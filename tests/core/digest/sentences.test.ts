import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/core/digest/sentences.ts';

describe('sentences', () => {
  it('end at a point, a question or an exclamation mark before a capital', () => {
    expect(sentencesOf('We ask why. Is it so? It is! 3 of 4 agree.')).toEqual([
      'We ask why.',
      'Is it so?',
      'It is!',
      '3 of 4 agree.',
    ]);
  });

  it('do not end at an abbreviation, a decimal point, an initial or a version', () => {
    for (const whole of [
      'Models, e.g. Aurora or others, i.e. The rest, agree.',
      'As Lindqvist et al. Showed, it is 1.5 times faster.',
      'It follows W. Aschenbrenner in Fig. 3 and Eq. 4.',
      'We use Aurora-3.1 and GPT-style decoding vs. Beam search.',
    ])
      expect(sentencesOf(whole)).toEqual([whole]);
  });

  it('keep the quotation mark or bracket that closes them', () => {
    expect(sentencesOf('He said "stop." Then he left. (We stayed.) All of us.')).toEqual([
      'He said "stop."',
      'Then he left.',
      '(We stayed.)',
      'All of us.',
    ]);
  });

  it('end at a line break and at the full stop of Chinese and Japanese', () => {
    expect(sentencesOf('Background\nWe test it.')).toEqual(['Background', 'We test it.']);
    expect(sentencesOf('推論を速くする。新しい手法を示す。')).toEqual([
      '推論を速くする。',
      '新しい手法を示す。',
    ]);
  });

  it('hold every letter of the text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        expect(sentencesOf(text).join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
      }),
      { seed: 41 },
    );
  });
});
