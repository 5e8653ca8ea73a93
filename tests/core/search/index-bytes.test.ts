import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { memorySource } from '../../../src/core/search/bytes/byte-source.ts';
import { SearchIndex, type SearchIndexOpening } from '../../../src/core/search/search-index.ts';
import { catalogue } from '../query/query-arbitraries.ts';
import { library, paper, wordyPapers } from './invented-papers.ts';

const today = '2026-01-08';
const state = { count: 5, revision: 17 };

function bytesOf(index: SearchIndex): Uint8Array {
  return new Uint8Array(Buffer.concat([...index.bytes(state)]));
}

const open = (bytes: Uint8Array): SearchIndexOpening => SearchIndex.open(memorySource(bytes));

function opened(bytes: Uint8Array): SearchIndex {
  const opening = open(bytes);
  if (opening.kind !== 'opened') throw new Error(opening.kind);
  return opening.index;
}

function answers(index: SearchIndex): unknown[] {
  const queries = ['sparse mixture', '"speculative decoding"', 'byronova', 'quant*', 'votes:>10', 'lagon'];
  return [
    ...queries.map(text =>
      index.search(parseQuery(text, { catalogue }), { sort: 'relevant', limit: 5, offset: 0, today }),
    ),
    index.similar('arxiv:2601.00001', 3),
    index.suggest('spec', 3),
  ];
}

const changed = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ by;
  return copy;
};

describe('the bytes of an index', () => {
  const bytes = bytesOf(SearchIndex.build(library));

  it('answer as the index they were made of, with what was added and removed', () => {
    const index = SearchIndex.build(library);
    index.add([paper('2601.00006', 'Anemone Networks', { abstract: 'Sparse anemones speculate.' })]);
    index.remove(['arxiv:2601.00005']);
    const again = opened(bytesOf(index));
    expect(answers(again)).toEqual(answers(index));
    expect(again.size).toBe(5);
  });

  it('remember what the archive was', () => {
    expect(open(bytes)).toMatchObject({ kind: 'opened', state });
  });

  it('come out the same from any papers', () => {
    fc.assert(
      fc.property(wordyPapers, papers => {
        const index = SearchIndex.build(papers);
        expect(answers(opened(bytesOf(index)))).toEqual(answers(index));
      }),
      { numRuns: 15 },
    );
  });

  it('are noticed when cut short, wherever', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), length => {
        expect(['damaged', 'foreign']).toContain(open(bytes.slice(0, length)).kind);
      }),
    );
  });

  it('are noticed when they go on', () => {
    expect(open(new Uint8Array([...bytes, 0])).kind).toBe('damaged');
  });

  it('are noticed when they are of another version, or something else', () => {
    expect(open(changed(bytes, 4, 0x40))).toEqual({ kind: 'older', version: expect.any(Number) });
    expect(open(changed(bytes, 0, 1)).kind).toBe('foreign');
    expect(open(new TextEncoder().encode('SQLite format 3\0'.repeat(20))).kind).toBe('foreign');
    expect(open(new Uint8Array(0)).kind).toBe('damaged');
  });

  it('are noticed when any of the first bytes is another', () => {
    for (let at = 0; at < 40; at++)
      for (const by of [1, 64, 255]) expect(open(changed(bytes, at, by)).kind).not.toBe('opened');
  });

  it('never make a search fail, whichever of them is changed', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const opening = open(changed(bytes, at, by));
        const answered = opening.kind === 'opened' ? answers(opening.index) : [opening.kind];
        expect(answered.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('tell of records that are not as they were written', () => {
    const id = new TextEncoder().encode('2601.00001');
    const at = bytes.findIndex((_, i) => id.every((letter, k) => bytes[i + k] === letter));
    const index = opened(changed(bytes, at + 14, 1));
    expect(index.damaged).toBe(0);
    index.search(parseQuery('tidal', { catalogue }), { sort: 'relevant', limit: 5, offset: 0, today });
    expect(index.damaged).toBeGreaterThan(0);
  });
});
