import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysedPaper } from '../../../src/core/matching/analysed-paper.ts';
import { holds } from '../../../src/core/matching/match-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { SearchIndex } from '../../../src/core/search/search-index.ts';
import { catalogue, queries } from '../query/query-arbitraries.ts';
import { library, paper, wordyPapers } from './invented-papers.ts';

const today = '2026-01-08';
const index = SearchIndex.build(library);

function found(text: string, from = index, sort: 'relevant' | 'top' | 'new' = 'relevant'): string[] {
  const query = parseQuery(text, { catalogue });
  return from.search(query, { sort, limit: 10, offset: 0, today }).hits.map(({ id }) => id.slice(-1));
}

describe('search', () => {
  it('puts the paper that says the words together first', () => {
    expect(found('mixture of experts')[0]).toBe('1');
    expect(found('speculative decoding')[0]).toBe('3');
    expect(found('sparse attention kelp')[0]).toBe('5');
  });

  it('lets plain words be missed, after papers that have them all', () => {
    expect(found('speculative decoding drafts lagoon')).toEqual(expect.arrayContaining(['3', '4', '2']));
    expect(found('speculative seaweed')[0]).toBe('4');
  });

  it('keeps to what is required, excluded, quoted and filtered', () => {
    expect(found('speculative +survey')).toEqual(['4']);
    expect(found('decoding -survey')).toEqual(['3']);
    expect(found('"mixture of experts"')).toEqual(['1']);
    expect(found('experts has:code')).toEqual(['1']);
    expect(found('votes:>=40').sort()).toEqual(['2', '4']);
    expect(found('cat:cs.CL last:1d')).toEqual(['3']);
    expect(found('author:"milo han"').sort()).toEqual(['1', '4']);
    expect(found('title:quantization')).toEqual(['2']);
  });

  it('finds a compound however it is written', () => {
    expect(found('pretraining')).toContain('4');
    expect(found('pre-training')).toContain('4');
    expect(found('flash attention')[0]).toBe('2');
    expect(found('gpt4o')).toEqual(['2']);
  });

  it('finds a paper by the name its title begins with, before those that say it more often', () => {
    const named = SearchIndex.build([
      paper('2601.00001', 'Owls at night', { abstract: 'Otter, otter and otter: a tale of one otter.' }),
      paper('2601.00002', 'Otter: Boats that Float', { abstract: 'Boats are built of wood.' }),
      paper('2601.00003', 'OtterMask3D: Masks for Otters', { abstract: 'Masks in 3D.' }),
      paper('2601.00004', 'Seen in 3D', { abstract: 'Everything in 3D, masks and otters too.' }),
    ]);
    expect(found('otter', named)[0]).toBe('2');
    expect(found('ottermask3d', named)[0]).toBe('3');
    expect(found('otter-mask3d', named)[0]).toBe('3');
  });

  it('takes a word that one paper says for that word, not for a slip of a frequent one', () => {
    const others = Array.from({ length: 8 }, (_, i) =>
      paper(`2601.0000${i}`, 'Conceptual Maps', { abstract: 'conceptual '.repeat(9) }),
    );
    const rare = SearchIndex.build([
      ...others,
      paper('2601.00009', 'ConceptLab: Kelp', { abstract: 'Kelp.' }),
    ]);
    expect(found('conceptlab', rare)).toEqual(['9']);
  });

  it('finds people and organisations by plain words', () => {
    expect(found('byronova').sort()).toEqual(['1', '3']);
    expect(found('müllner')).toEqual(['2']);
    expect(found('kelp institute')[0]).toBe('5');
  });

  it('completes the last word where it is marked', () => {
    expect(found('quant*')).toEqual(['2']);
    expect(found('title:specul*')).toEqual(['3']);
  });

  it('understands a slip and says what it took it for', () => {
    const query = parseQuery('speculatve decodnig', { catalogue });
    const result = index.search(query, { sort: 'relevant', limit: 3, offset: 0, today });
    expect(result.hits[0]?.id).toBe('arxiv:2601.00003');
    expect(result.didYouMean).toBe('speculative decoding');
  });

  it('sorts by votes and by day', () => {
    expect(found('decoding', index, 'top')).toEqual(['4', '3']);
    expect(found('cat:cs.CL', index, 'new')).toEqual(['3', '2']);
    expect(found('sparse', index, 'new')).toEqual(['1', '5']);
  });

  it('says where it found what', () => {
    const query = parseQuery('tidal routing byronova', { catalogue });
    const [hit] = index.search(query, { sort: 'relevant', limit: 1, offset: 0, today }).hits;
    expect(hit?.reasons.map(reason => ({ ...reason, weight: 0 }))).toEqual([
      { kind: 'match', text: 'tidal routing', where: 'title', weight: 0 },
      { kind: 'match', text: 'byronova', where: 'authors', weight: 0 },
    ]);
  });

  it('pages without repeating', () => {
    const query = parseQuery('a, the, we, of, speculative, sparse, pretraining, lagoon', { catalogue });
    const page = (offset: number): string[] =>
      index.search(query, { sort: 'relevant', limit: 2, offset, today }).hits.map(({ id }) => id);
    const all = [...page(0), ...page(2), ...page(4)];
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(5);
  });

  it('finds nothing for words nobody wrote, in an archive of nothing too', () => {
    expect(found('zyzzyva')).toEqual([]);
    expect(found('anything', SearchIndex.build([]))).toEqual([]);
  });

  it('says of hard conditions exactly what matching says', () => {
    fc.assert(
      fc.property(wordyPapers, queries, (papers, query) => {
        const expected = papers
          .filter(each => holds(query, new AnalysedPaper(each), today, false))
          .map(({ id }) => id);
        const result = SearchIndex.build(papers).search(
          { kind: 'required', of: query },
          { sort: 'relevant', limit: 100, offset: 0, today },
        );
        expect(result.hits.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
      { numRuns: 100 },
    );
  });
});

describe('a growing archive', () => {
  it('finds what was added at once', () => {
    const growing = SearchIndex.build(library);
    growing.add([paper('2601.00006', 'Anemone Networks', { abstract: 'Sparse anemones.' })]);
    expect(found('anemone', growing)).toEqual(['6']);
    expect(found('sparse', growing)).toEqual(expect.arrayContaining(['1', '5', '6']));
    expect(growing.size).toBe(6);
  });

  it('takes note of changed votes and changed words', () => {
    const growing = SearchIndex.build(library);
    const [first, second] = library;
    if (!first || !second) throw new Error('the library is empty');
    growing.add([
      { ...first, upvotes: 500 },
      { ...second, title: 'Lagoons Revisited' },
    ]);
    expect(found('votes:>400', growing)).toEqual(['1']);
    expect(found('revisited', growing)).toEqual(['2']);
    expect(found('title:quantizing', growing)).toEqual([]);
    expect(growing.size).toBe(5);
  });

  it('forgets what was removed, from old papers and new', () => {
    const growing = SearchIndex.build(library);
    growing.add([paper('2601.00006', 'Anemone Networks')]);
    growing.remove(['arxiv:2601.00006', 'arxiv:2601.00003', 'arxiv:9999.99999']);
    expect(found('anemone', growing)).toEqual([]);
    expect(found('coral', growing)).toEqual([]);
    expect(growing.size).toBe(4);
  });

  it('answers the same whether papers came at once or one by one', () => {
    fc.assert(
      fc.property(wordyPapers, queries, (papers, query) => {
        const once = SearchIndex.build(papers);
        const grown = SearchIndex.build(papers.slice(0, 3));
        for (const each of papers.slice(3)) grown.add([each]);
        const ids = (from: SearchIndex): string[] =>
          from
            .search({ kind: 'required', of: query }, { sort: 'new', limit: 100, offset: 0, today })
            .hits.map(({ id }) => id)
            .sort();
        expect(ids(grown)).toEqual(ids(once));
      }),
      { numRuns: 20 },
    );
  });
});

describe('similar', () => {
  it('gives papers on the same subject, never the paper itself or another record of it', () => {
    const [first] = library;
    if (!first) throw new Error('the library is empty');
    const twice = SearchIndex.build([
      ...library,
      { ...first, id: 'page:tidal-routing-for-sparse-mixture-of-experts' },
    ]);
    const like = twice.similar('arxiv:2601.00001', 5);
    expect(like[0]).toBe('arxiv:2601.00005');
    expect(like).not.toContain('arxiv:2601.00001');
    expect(like).not.toContain('page:tidal-routing-for-sparse-mixture-of-experts');
  });

  it('is empty for a paper that is not known', () => {
    expect(index.similar('arxiv:9999.99999', 5)).toEqual([]);
  });
});

describe('suggest', () => {
  it('completes titles, authors by either name, and organisations', () => {
    expect(index.suggest('specul', 5)).toEqual([{ kind: 'paper', id: 'arxiv:2601.00003' }]);
    expect(index.suggest('han', 5)).toEqual([{ kind: 'author', text: 'Milo Han', papers: 2 }]);
    expect(index.suggest('mull', 5)).toEqual([{ kind: 'author', text: 'Jörg Müllner', papers: 1 }]);
    expect(index.suggest('Kelp', 5)).toEqual([
      { kind: 'paper', id: 'arxiv:2601.00005' },
      { kind: 'organization', text: 'Kelp Institute', papers: 1 },
    ]);
  });
});
