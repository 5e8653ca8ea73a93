import { describe, expect, it } from 'vitest';
import { PaperSet } from '../../../src/core/papers/paper-set.ts';
import { inventedPaper } from '../../fakes/papers.ts';

const page = inventedPaper({ id: 'page:a-title', title: 'A title', upvotes: 3, listedOn: '2026-01-07' });
const arxiv = inventedPaper({
  id: 'arxiv:2601.00001',
  title: 'A title',
  abstract: 'Whole.',
  listedOn: '2026-01-06',
});

const changesOf = (set: PaperSet) => set.records().map(({ record, change }) => [record.paper.id, change]);

describe('a set of papers', () => {
  it('leaves what it was loaded with and nobody saw', () => {
    const set = new PaperSet([{ paper: arxiv, firstSeen: 1, sequence: 4 }]);
    expect(changesOf(set)).toEqual([['arxiv:2601.00001', 'unseen']]);
  });

  it('tells a paper that is new from one that changed, was seen again, or is the same', () => {
    const set = new PaperSet();
    set.add({ paper: arxiv }, 1);
    const [known] = set.records();
    if (!known) throw new Error('nothing was added');
    const again = (paper: typeof arxiv) => {
      const loaded = new PaperSet([{ ...known.record, sequence: 1 }]);
      loaded.add({ paper }, 2);
      return changesOf(loaded)[0]?.[1];
    };
    const seenAt = (at: string) => [{ source: 'file', day: '2026-01-06', at }];
    expect(known.change).toBe('added');
    expect(again(arxiv)).toBe('unchanged');
    expect(again({ ...arxiv, sightings: seenAt('2026-01-06T12:00:00Z') })).toBe('resighted');
    expect(again({ ...arxiv, upvotes: 1 })).toBe('updated');
  });

  it('gives a page and its arXiv record one record, first seen when the earlier was', () => {
    const set = new PaperSet([{ paper: page, firstSeen: 1, sequence: 4 }]);
    set.add({ paper: arxiv }, 9);
    expect(changesOf(set)).toEqual([['arxiv:2601.00001', 'updated']]);
    expect(set.records()[0]?.record).toMatchObject({ firstSeen: 1, sequence: 4, paper: { upvotes: 3 } });
    expect(set.aliases()).toEqual([['page:a-title', 'arxiv:2601.00001']]);
  });

  it('follows an id that was given up to the paper it stands for', () => {
    const renamed = { ...arxiv, title: 'Another title' };
    const set = new PaperSet([{ paper: renamed, firstSeen: 1 }], [['page:a-title', 'arxiv:2601.00001']]);
    set.add({ paper: page }, 2);
    expect(set.records()).toHaveLength(1);
    expect(set.aliases()).toEqual([]);
  });

  it('knows the text before clean-up of the text it kept', () => {
    const set = new PaperSet();
    set.add({ paper: page, original: { title: 'A  title' } }, 1);
    set.add({ paper: arxiv, original: { abstract: 'Who\nle.' } }, 2);
    expect(set.records()[0]?.record.original).toEqual({ title: 'A  title', abstract: 'Who\nle.' });
  });
});
