import { describe, expect, it } from 'vitest';
import type { AddResult, ArchiveChanges, PaperArchive } from '../../src/core/papers/archive.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { inventedPaper as paper, parsed } from '../fakes/papers.ts';

const SEEN_AT = Date.parse('2026-01-07T09:00:00Z');

async function changesOf(archive: PaperArchive, after?: number): Promise<ArchiveChanges[]> {
  const changes: ArchiveChanges[] = [];
  for await (const change of archive.changes(after)) changes.push(change);
  return changes;
}

const ids = (papers: readonly Paper[]): string[] => papers.map(({ id }) => id);
const changedIds = (changes: readonly ArchiveChanges[]): string[] =>
  changes.flatMap(change => ids(change.papers));

/** What every paper archive does. `archive` gives an empty one in each test. */
export function paperArchiveContract(archive: () => PaperArchive): void {
  const add = (...papers: readonly Paper[]) => archive().add(parsed(...papers), SEEN_AT);

  describe('adding', () => {
    it('gives back a paper as it was added', async () => {
      const whole = paper({
        id: 'arxiv:2601.00001',
        title: 'Tables “quoted” — and \\alpha, ≤ 3 × 4',
        abstract: 'One paragraph.\nAnother, with a "quote" and a \u0000 in it.',
        authorCount: 3,
        organization: { slug: 'quill', name: 'Quill Labs' },
        publishedAt: '2026-01-05T10:00:00Z',
        listedOn: '2026-01-07',
        upvotes: 12,
        categories: ['cs.CL', 'cs.LG'],
        keywords: ['tables'],
        codeUrl: 'https://example.org/code',
      });
      await add(whole);
      expect(await archive().get(whole.id)).toEqual(whole);
    });

    it('counts what was added, what changed and what was known', async () => {
      const old = paper({ id: 'arxiv:2601.00001', upvotes: 1 });
      expect(await add(old)).toEqual({ added: 1, updated: 0, unchanged: 0 });
      const voted = { ...old, upvotes: 2 };
      const fresh = paper({ id: 'arxiv:2601.00002' });
      expect(await add(voted, fresh)).toEqual({ added: 1, updated: 1, unchanged: 0 });
      expect(await add(voted, fresh)).toEqual({ added: 0, updated: 0, unchanged: 2 });
    });

    it('counts a paper that a batch holds twice once', async () => {
      const once = paper({ id: 'arxiv:2601.00001', upvotes: 1 });
      expect(await add(once, { ...once, upvotes: 5 })).toEqual({ added: 1, updated: 0, unchanged: 0 });
      expect((await archive().get(once.id))?.upvotes).toBe(5);
    });

    it('takes an empty batch', async () => {
      expect(await add()).toEqual({ added: 0, updated: 0, unchanged: 0 });
    });

    it('remembers when a paper was last seen, and calls it unchanged', async () => {
      const at = (instant: string, upvotes: number) =>
        paper({
          id: 'arxiv:2601.00001',
          upvotes,
          sightings: [{ source: 'huggingface', day: '2026-01-07', at: instant }],
        });
      await add(at('2026-01-07T09:00:00Z', 5));
      const { revision } = await archive().state();
      expect(await add(at('2026-01-07T12:00:00Z', 5))).toEqual({ added: 0, updated: 0, unchanged: 1 });
      expect((await archive().state()).revision).toBe(revision);
      await add(at('2026-01-07T10:00:00Z', 3));
      expect((await archive().get('arxiv:2601.00001'))?.upvotes).toBe(5);
    });

    it('keeps text before clean-up with the text that came from it', async () => {
      const first = paper({ id: 'arxiv:2601.00001', title: 'A × B' });
      await archive().add([{ paper: first, original: { title: 'A $\\times$ B' } }], SEEN_AT);
      expect(await archive().original(first.id)).toEqual({ title: 'A $\\times$ B' });
      const renamed = { ...first, title: 'A and B', sightings: [{ source: 'file', day: '2026-02-01' }] };
      await archive().add([{ paper: renamed }], SEEN_AT);
      expect(await archive().original(first.id)).toBeUndefined();
    });

    it('takes thousands at once', async () => {
      const many = Array.from({ length: 2_500 }, (_, n) => paper({ id: `corpus:${n}` }));
      expect(await add(...many)).toEqual({ added: 2_500, updated: 0, unchanged: 0 });
      expect(await archive().count()).toBe(2_500);
    });
  });

  describe('identity', () => {
    const page = paper({
      id: 'page:the-long-context',
      title: 'The long context',
      upvotes: 3,
      listedOn: '2026-01-07',
    });
    const arxiv = paper({
      id: 'arxiv:2601.00007',
      title: 'The Long-Context',
      abstract: 'Whole.',
      listedOn: '2026-01-06',
    });

    it('makes one paper of a page and the arXiv record that follows', async () => {
      await add(page);
      expect(await add(arxiv)).toEqual({ added: 0, updated: 1, unchanged: 0 });
      expect(await archive().count()).toBe(1);
      expect(await archive().get(arxiv.id)).toMatchObject({ id: arxiv.id, abstract: 'Whole.', upvotes: 3 });
    });

    it('makes one paper of an arXiv record and the page that follows', async () => {
      await add(arxiv);
      expect(await add(page)).toEqual({ added: 0, updated: 1, unchanged: 0 });
      expect(ids(await archive().select({}))).toEqual([arxiv.id]);
    });

    it('finds a paper under the id that its page had', async () => {
      await add(page);
      await add(arxiv);
      expect((await archive().get(page.id))?.id).toBe(arxiv.id);
      expect(ids(await archive().select({ ids: [page.id, arxiv.id] }))).toEqual([arxiv.id]);
    });

    it('knows the page again when the title has changed since', async () => {
      await add(arxiv, page);
      await add({
        ...arxiv,
        title: 'Very long contexts',
        sightings: [{ source: 'file', day: '2026-03-01' }],
      });
      expect(await add(page)).toEqual({ added: 0, updated: 0, unchanged: 1 });
      expect(await archive().count()).toBe(1);
    });

    it('keeps two arXiv papers of one title apart', async () => {
      await add(arxiv, { ...arxiv, id: 'arxiv:2601.00008' });
      expect(await archive().count()).toBe(2);
    });
  });

  describe('selecting', () => {
    it('finds a paper on every day that listed it', async () => {
      const listed = (day: string) =>
        paper({ id: 'arxiv:2601.00001', listedOn: day, sightings: [{ source: 'huggingface', day }] });
      await add(listed('2026-01-06'));
      await add(listed('2026-01-07'));
      for (const day of ['2026-01-06', '2026-01-07'])
        expect(ids(await archive().select({ listedSince: day, listedUntil: day }))).toEqual([
          'arxiv:2601.00001',
        ]);
      expect(await archive().select({ listedSince: '2026-01-08' })).toEqual([]);
      expect(await archive().select({ listedUntil: '2026-01-05' })).toEqual([]);
    });

    it('gives the newest listing first, then goes by id, and ends with what no day listed', async () => {
      await add(
        paper({ id: 'corpus:b' }),
        paper({ id: 'corpus:A' }),
        paper({ id: 'arxiv:2601.00002', listedOn: '2026-01-06' }),
        paper({ id: 'arxiv:2601.00003', listedOn: '2026-01-07' }),
        paper({ id: 'arxiv:2601.00001', listedOn: '2026-01-07' }),
      );
      const all = ['arxiv:2601.00001', 'arxiv:2601.00003', 'arxiv:2601.00002', 'corpus:A', 'corpus:b'];
      expect(ids(await archive().select({}))).toEqual(all);
      expect(ids(await archive().select({ limit: 2 }))).toEqual(all.slice(0, 2));
    });

    it('tells what was added after a cursor, and up to one', async () => {
      await add(paper({ id: 'arxiv:2601.00001' }));
      const { lastSequence: cursor } = await archive().state();
      await add(paper({ id: 'arxiv:2601.00001', upvotes: 9 }), paper({ id: 'arxiv:2601.00002' }));
      expect(ids(await archive().select({ addedAfter: cursor }))).toEqual(['arxiv:2601.00002']);
      expect(ids(await archive().select({ addedUntil: cursor }))).toEqual(['arxiv:2601.00001']);
      const { lastSequence } = await archive().state();
      expect(await archive().select({ addedAfter: lastSequence })).toEqual([]);
    });

    it('does not call a paper new when its arXiv record follows its page', async () => {
      await add(paper({ id: 'page:a-title', title: 'A title' }));
      const { lastSequence: cursor } = await archive().state();
      await add(paper({ id: 'arxiv:2601.00001', title: 'A title' }));
      expect(await archive().select({ addedAfter: cursor })).toEqual([]);
    });

    it('holds every bound at once', async () => {
      await add(
        paper({ id: 'arxiv:2601.00001', listedOn: '2026-01-06' }),
        paper({ id: 'arxiv:2601.00002', listedOn: '2026-01-07' }),
        paper({ id: 'arxiv:2601.00003', listedOn: '2026-01-07' }),
      );
      const found = await archive().select({
        listedSince: '2026-01-07',
        addedAfter: 0,
        ids: ['arxiv:2601.00001', 'arxiv:2601.00003'],
        limit: 5,
      });
      expect(ids(found)).toEqual(['arxiv:2601.00003']);
    });

    it('finds nothing under ids that no paper can have', async () => {
      await add(paper({ id: 'arxiv:2601.00001' }));
      expect(await archive().get('arxiv:9999.99999')).toBeUndefined();
      expect(await archive().get('corpus:\u0000\ud800')).toBeUndefined();
      expect(await archive().original('arxiv:9999.99999')).toBeUndefined();
      expect(await archive().select({ ids: [] })).toEqual([]);
    });
  });

  describe('state', () => {
    it('starts empty', async () => {
      expect(await archive().state()).toEqual({ count: 0, revision: 0, lastSequence: 0 });
      expect(await archive().newestDay()).toBeUndefined();
    });

    it('names the newest day of any listing', async () => {
      await add(paper({ id: 'arxiv:2601.00001', listedOn: '2026-01-07' }));
      await add(paper({ id: 'arxiv:2601.00002', listedOn: '2026-01-06' }));
      expect(await archive().newestDay()).toBe('2026-01-07');
    });

    it('has a revision that grows with every change and with nothing else', async () => {
      await add(paper({ id: 'arxiv:2601.00001' }));
      const { revision } = await archive().state();
      await add(paper({ id: 'arxiv:2601.00001' }));
      expect((await archive().state()).revision).toBe(revision);
      await add(paper({ id: 'arxiv:2601.00001', upvotes: 1 }));
      expect((await archive().state()).revision).toBeGreaterThan(revision);
    });
  });

  describe('changes', () => {
    it('give every paper once, as it is now', async () => {
      const many = Array.from({ length: 2_100 }, (_, n) => paper({ id: `corpus:${n}` }));
      await add(...many);
      await add(paper({ id: 'corpus:7', upvotes: 4 }));
      const changes = await changesOf(archive());
      expect(changes.length).toBeGreaterThan(1);
      expect(changedIds(changes).sort()).toEqual(ids(many).sort());
      expect(changes.at(-1)?.papers.at(-1)).toMatchObject({ id: 'corpus:7', upvotes: 4 });
      expect(changes.at(-1)?.revision).toBe((await archive().state()).revision);
    });

    it('after a revision are only those that followed', async () => {
      await add(paper({ id: 'corpus:1' }), paper({ id: 'corpus:2' }));
      const { revision } = await archive().state();
      expect(await changesOf(archive(), revision)).toEqual([]);
      await add(paper({ id: 'corpus:2', upvotes: 1 }), paper({ id: 'corpus:3' }));
      expect(changedIds(await changesOf(archive(), revision)).sort()).toEqual(['corpus:2', 'corpus:3']);
    });

    it('say who first put a paper on a list, and the paper does not show it', async () => {
      const id = 'arxiv:2601.00001';
      const list = async (at: number, submitter?: string): Promise<AddResult> =>
        archive().add([{ paper: paper({ id }), ...(submitter !== undefined && { submitter }) }], at);
      await list(1);
      const { revision } = await archive().state();
      expect(await list(2, 'first')).toMatchObject({ updated: 1 });
      expect(await list(3, 'second')).toMatchObject({ unchanged: 1 });
      expect(await list(4)).toMatchObject({ unchanged: 1 });
      const changes = await changesOf(archive(), revision);
      expect(changes.flatMap(({ submitters }) => [...submitters])).toEqual([[id, 'first']]);
      expect(await archive().get(id)).toEqual(paper({ id }));
    });

    it('name the ids that turned out to be another paper', async () => {
      await add(paper({ id: 'page:a-title', title: 'A title' }));
      const { revision } = await archive().state();
      await add(paper({ id: 'arxiv:2601.00001', title: 'A title' }));
      const changes = await changesOf(archive(), revision);
      expect(changedIds(changes)).toEqual(['arxiv:2601.00001']);
      expect(changes.flatMap(change => change.removed)).toEqual(['page:a-title']);
    });
  });
}
