import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/core/errors.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { SearchIndex } from '../../../src/core/search/search-index.ts';
import { catalogue } from '../query/query-arbitraries.ts';
import { library } from './invented-papers.ts';

const index = SearchIndex.build(library);

const found = (text: string): string[] =>
  index
    .search(parseQuery(text, { catalogue }), { sort: 'relevant', limit: 5, offset: 0, today: '2026-01-08' })
    .hits.map(({ id }) => id);

const times = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

/** `aa*`, `ab*` and so on. */
const wildcard = (i: number): string =>
  `${String.fromCharCode(97 + (Math.floor(i / 26) % 26), 97 + (i % 26))}*`;

describe('a query that is too much', () => {
  it('of ten thousand words is answered by its first ones', () => {
    expect(found(`tidal ${times(10_000, i => `word${i}`)}`)[0]).toBe('arxiv:2601.00001');
    expect(found(times(10_000, () => 'lagoon'))).toEqual(['arxiv:2601.00002']);
  });

  it('of ten thousand required words finds only what has them all', () => {
    expect(found(times(10_000, i => `+word${i}`))).toEqual([]);
    expect(found(times(10_000, () => '+lagoon'))).toEqual(['arxiv:2601.00002']);
  });

  it('of many wildcards is answered, of too many refused', () => {
    expect(found(`ti* ${times(31, wildcard)}`)).toContain('arxiv:2601.00001');
    for (const before of ['', '+', '-'])
      expect(() => found(times(200, i => before + wildcard(i)))).toThrow(
        /at most 32 words that end in \*; this one has 200/,
      );
  });

  it('of nested brackets is answered, of too many refused', () => {
    expect(found(`${'(coral, '.repeat(49)}tidal${')'.repeat(49)}`)).toContain('arxiv:2601.00001');
    expect(() => found(`${'('.repeat(5000)}tidal${')'.repeat(5000)}`)).toThrow(UsageError);
  });
});
