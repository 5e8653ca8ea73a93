import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import { knownRecords, mergePapers } from '../../../src/core/papers/merge-papers.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { paperArchiveContract } from '../../contracts/paper-archive-contract.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

const day = fc.constantFrom('2026-01-05', '2026-01-06', '2026-01-07');

/** Few ids and few titles, so that sightings meet in every way. */
const sighted = fc
  .record({
    kind: fc.constantFrom('arxiv', 'arxiv', 'page'),
    title: fc.constantFrom(
      'Long contexts',
      'long contexts',
      'Long-Contexts',
      'Short ones',
      'Sparse attention',
    ),
    number: fc.integer({ min: 1, max: 4 }),
    source: fc.constantFrom('huggingface', 'arxiv:cs.CL', 'page', 'file'),
    day,
    at: fc.option(fc.constantFrom('T09:00:00Z', 'T15:30:00Z'), { nil: undefined }),
    upvotes: fc.option(fc.nat(50), { nil: undefined }),
    abstract: fc.constantFrom('', 'One.', 'Another.'),
  })
  .map(({ kind, title, number, source, day: listedOn, at, upvotes, abstract }) =>
    inventedPaper({
      id: kind === 'arxiv' ? `arxiv:2601.0000${number}` : `page:${title.toLowerCase().replaceAll(' ', '-')}`,
      title,
      abstract,
      listedOn,
      ...(upvotes === undefined ? {} : { upvotes }),
      sightings: [{ source, day: listedOn, ...(at ? { at: `${listedOn}${at}` } : {}) }],
    }),
  );

/** The rules of merging, one sighting after the other, with nothing but a list and the ids that were given up. */
function mergedInOrder(sightings: readonly Paper[]): Paper[] {
  const aliases = new Map<string, string>();
  let papers: Paper[] = [];
  for (const seen of sightings) {
    let id = seen.id;
    while (!papers.some(paper => paper.id === id) && aliases.has(id)) id = aliases.get(id) ?? id;
    const same = knownRecords({ ...seen, id }, papers);
    const merged = same.reduce(mergePapers, mergePapers(seen, seen));
    papers = [...papers.filter(paper => !same.includes(paper)), merged];
    aliases.delete(merged.id);
    for (const other of [seen, ...same]) if (other.id !== merged.id) aliases.set(other.id, merged.id);
  }
  return papers;
}

const byId = (papers: readonly Paper[]): Paper[] => [...papers].sort((a, b) => (a.id < b.id ? -1 : 1));

describeOnEveryEngine('the paper archive', engine => {
  const archive = () => new SqlPaperArchive(engine.database());

  paperArchiveContract(archive);

  it('holds after any sequence of batches what merging their sightings one by one gives', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(fc.array(sighted, { maxLength: 4 }), { maxLength: 6 }), async batches => {
          for (const batch of batches) await archive().add(parsed(...batch), 1);
          expect(byId(await archive().select({}))).toEqual(byId(mergedInOrder(batches.flat())));
          for (const { id } of batches.flat()) expect(await archive().get(id)).toBeDefined();
        })
        .afterEach(async () => {
          for (const table of ['papers', 'paper_aliases'])
            await engine.database().query(`delete from ${table}`);
        }),
      { numRuns: engine.name === 'SQLite' ? 80 : 20, seed: 20260107 },
    );
  });

  it('keeps a batch whole or not at all', async () => {
    await engine.database().query('alter table paper_days rename to elsewhere');
    const listed = inventedPaper({ id: 'arxiv:2601.00001', listedOn: '2026-01-07' });
    await expect(archive().add(parsed(listed), 1)).rejects.toThrow('paper_days');
    await engine.database().query('alter table elsewhere rename to paper_days');
    expect(await archive().count()).toBe(0);
  });

  it('numbers papers in the order readers see them while several add at once', async () => {
    const archives = [
      archive(),
      new SqlPaperArchive(await engine.another()),
      new SqlPaperArchive(await engine.another()),
    ];
    const seen: string[] = [];
    let cursor = 0;
    const read = async (): Promise<void> => {
      const { lastSequence } = await archive().state();
      const papers = await archive().select({ addedAfter: cursor, addedUntil: lastSequence });
      seen.push(...papers.map(paper => paper.id));
      cursor = lastSequence;
    };
    const expected = Array.from({ length: 30 }, (_, n) => `corpus:${n}`);
    const adding = expected.map(async (id, n) => archives[n % 3]?.add(parsed(inventedPaper({ id })), 1));
    for (let reads = 0; reads < 10; reads++) await read();
    await Promise.all(adding);
    await read();
    expect(seen.sort()).toEqual(expected.sort());
  });

  it('makes one paper of a page and an arXiv record that are added at the same moment', async () => {
    const other = new SqlPaperArchive(await engine.another());
    await Promise.all([
      archive().add(parsed(inventedPaper({ id: 'page:a-title', title: 'A title' })), 1),
      other.add(parsed(inventedPaper({ id: 'arxiv:2601.00001', title: 'A title' })), 1),
    ]);
    expect((await archive().select({})).map(paper => paper.id)).toEqual(['arxiv:2601.00001']);
  });
});
