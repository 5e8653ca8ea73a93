import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze.ts';

const stems = (text: string): string[] => analyze(text).map(token => token.stem);
const wordByWord = (text: string): string[] =>
  analyze(text)
    .filter(token => token.kind !== 'whole')
    .map(token => token.form);
const wholes = (text: string): string[] =>
  analyze(text)
    .filter(token => token.kind === 'whole')
    .map(token => token.form);

describe('analyze', () => {
  it('folds case, accents, ligatures and full-width letters', () => {
    expect(wordByWord('Müller Straße ﬁne naïve ＧＰＵ Łukasz Ångström')).toEqual([
      'muller',
      'strasse',
      'fine',
      'naive',
      'gpu',
      'lukasz',
      'angstrom',
    ]);
  });

  it('keeps names with digits and signs whole', () => {
    expect(analyze('C++ and F# at 1.58-bit with GPT-4o').map(token => token.form)).toEqual(
      expect.arrayContaining(['c++', 'f#', '1.58-bit', 'gpt-4o']),
    );
  });

  it('lays a whole over its parts', () => {
    expect(analyze('a state-space model')).toEqual([
      { kind: 'word', form: 'a', stem: 'a', position: 0, span: 1, start: 0, end: 1 },
      { kind: 'whole', form: 'state-space', stem: 'statespac', position: 1, span: 2, start: 2, end: 13 },
      { kind: 'part', form: 'state', stem: 'state', position: 1, span: 1, start: 2, end: 7 },
      { kind: 'part', form: 'space', stem: 'space', position: 2, span: 1, start: 8, end: 13 },
      { kind: 'word', form: 'model', stem: 'model', position: 3, span: 1, start: 14, end: 19 },
    ]);
  });

  it('gives a compound one stem however it is joined', () => {
    for (const written of ['pre-training', 'pretraining', 'Pre‑Training', 'pre_training'])
      expect(stems(written)).toContain('pretrain');
    for (const written of ['GPT-4o', 'GPT4o', 'gpt‑4o']) expect(stems(written)).toContain('gpt4o');
    for (const written of ['π0', 'pi_0', 'π-0']) expect(stems(written)).toContain('pi0');
  });

  it('cuts camel case and digits after words, but not short names', () => {
    expect(wordByWord('FlashAttention BERTScore ChatGPT llama3')).toEqual([
      'flash',
      'attention',
      'bert',
      'score',
      'chat',
      'gpt',
      'llama',
      '3',
    ]);
    expect(wholes('LoRA LLaVA PyTorch T5 mT5 3D')).toEqual([]);
  });

  it('keeps arXiv ids whole and sees through their version', () => {
    expect(stems('2410.01234v3')).toEqual(['2410.01234']);
    expect(wholes('see hep-th/9901001v2.')).toEqual(['hep-th/9901001v2']);
    expect(stems('hep-th/9901001v2')).toContain('hepth9901001');
  });

  it('reads numbers, initials, apostrophes and metrics', () => {
    expect(analyze('10,000 then 1,2').map(token => token.form)).toEqual(['10,000', 'then', '1', '2']);
    expect(stems('U.S.A. 10,000')).toEqual(['usa', '10000']);
    expect(stems("Newton’s O'Brien")).toEqual(['newton', 'obrien']);
    expect(wholes('pass@1 Acc@0.5 me@example.org')).toEqual(['pass@1', 'acc@0.5']);
  });

  it('makes every Han character a word', () => {
    expect(wordByWord('扩散模型 diffusion')).toEqual(['扩', '散', '模', '型', 'diffusion']);
  });

  it('names a lone Greek letter and leaves Greek words alone', () => {
    expect(wordByWord('α-divergence λόγος')).toEqual(['alpha', 'divergence', 'λογος']);
  });

  it('points every token into the text, in order, whatever the text holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        let position = -1;
        for (const token of analyze(text)) {
          expect(token.form).not.toBe('');
          expect(token.start).toBeGreaterThanOrEqual(0);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.position).toBe(position + 1);
          if (token.kind !== 'whole') position += 1;
        }
      }),
    );
  });

  it('says the same of a text in upper and lower case where no camel case is lost', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 .,-]{0,80}$/), text => {
        expect(stems(text.toUpperCase())).toEqual(stems(text));
      }),
    );
  });
});
