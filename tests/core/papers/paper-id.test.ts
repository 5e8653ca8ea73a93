import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arxivId, pagePaperId, paperUrl, parsePaperId } from '../../../src/core/papers/paper-id.ts';
import { titleKey } from '../../../src/core/papers/title-key.ts';

describe('arxivId', () => {
  it.each([
    ['2410.01234', '2410.01234'],
    ['2410.01234v12', '2410.01234'],
    ['0704.0001', '0704.0001'],
    [' arXiv:2410.01234v2 ', '2410.01234'],
    ['oai:arXiv.org:hep-th/9901001', 'hep-th/9901001'],
    ['hep-th/9901001v3', 'hep-th/9901001'],
    ['math.GT/0309136', 'math/0309136'],
    ['http://arxiv.org/abs/quant-ph/0201082v1', 'quant-ph/0201082'],
    ['https://arxiv.org/pdf/2410.01234v1.pdf', '2410.01234'],
    ['arxiv.org/html/2410.01234v1#S3', '2410.01234'],
    ['https://huggingface.co/papers/2410.01234?ref=digest', '2410.01234'],
    ['https://www.alphaxiv.org/abs/2410.01234', '2410.01234'],
    ['https://doi.org/10.48550/arXiv.2410.01234', '2410.01234'],
    ['10.48550/arxiv.2410.01234', '2410.01234'],
  ])('reads %s', (text, id) => {
    expect(arxivId(text)).toBe(id);
  });

  it.each([
    '',
    'abc',
    '2413.01234',
    '2410.012',
    '12410.01234',
    'https://example.org/2410.01234',
    'a/b/9901001',
  ])('reads no id in %j', text => {
    expect(arxivId(text)).toBeUndefined();
  });

  it('gives an id that reads as itself', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const id = arxivId(text);
        expect(id === undefined || arxivId(id) === id).toBe(true);
      }),
    );
  });
});

describe('parsePaperId', () => {
  it('leaves ids of ours as they are and completes those of others', () => {
    expect(parsePaperId('page:counting-sheep')).toBe('page:counting-sheep');
    expect(parsePaperId('corpus:17')).toBe('corpus:17');
    expect(parsePaperId('arxiv:2410.01234')).toBe('arxiv:2410.01234');
    expect(parsePaperId('https://arxiv.org/abs/2410.01234v3')).toBe('arxiv:2410.01234');
    expect(parsePaperId('sheep')).toBeUndefined();
  });
});

describe('pagePaperId', () => {
  it('is the title in words', () => {
    expect(pagePaperId("Sheep's Café: τ-Bench, 8× “Better”")).toBe(
      'page:sheeps-cafe-tau-bench-8times-better',
    );
  });

  it('stays short and tells long titles apart', () => {
    const [one, two] = ['one', 'two'].map(end => pagePaperId(`${'Very long title '.repeat(9)}${end}`));
    expect(one).not.toBe(two);
    expect(one?.length).toBeLessThan(80);
  });

  it('is a valid id for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), title => {
        expect(pagePaperId(title)).toMatch(/^page:\S+$/);
      }),
    );
  });
});

describe('titleKey', () => {
  it('does not see case, accents, spacing, punctuation or how a symbol is written', () => {
    expect(titleKey('PixArt-Σ:  Weak–to–Strong, 10²× “Café”')).toBe(
      titleKey('pixart-sigma weak to strong 102times cafe'),
    );
  });
});

describe('paperUrl', () => {
  it('is the abstract page of an arXiv paper, and nothing for others', () => {
    expect(paperUrl('arxiv:hep-th/9901001')).toBe('https://arxiv.org/abs/hep-th/9901001');
    expect(paperUrl('page:sheep')).toBeUndefined();
  });
});
