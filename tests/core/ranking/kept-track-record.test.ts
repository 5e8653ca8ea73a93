import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperArchive } from '../../../src/core/papers/archive.ts';
import { KeptTrackRecord } from '../../../src/core/ranking/kept-track-record.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

let open: OpenDelivery;
let batchesRead: number;
let watched: Pick<PaperArchive, 'changes'>;

beforeEach(async () => {
  open = await openDelivery('2026-01-07T09:00:00Z');
  batchesRead = 0;
  watched = {
    async *changes(after) {
      for await (const batch of open.archive.changes(after)) {
        batchesRead += batch.papers.length;
        yield batch;
      }
    },
  };
});
afterEach(() => open.close());

const listed = (count: number, from = 0) =>
  parsed(
    ...Array.from({ length: count }, (_, i) =>
      inventedPaper({
        id: `arxiv:2601.${String(from + i).padStart(5, '0')}`,
        listedOn: i % 2 ? '2026-01-05' : '2026-01-06',
        upvotes: (from + i) % 40,
        authors: [`Author ${(from + i) % 7}`, 'Ada Quill'],
      }),
    ),
  );
const anew = (): KeptTrackRecord => new KeptTrackRecord(watched, open.keyed);

describe('a kept track record', () => {
  it('is not read again by the next process, and says the same', async () => {
    await open.archive.add(listed(300), 1);
    const first = (await anew().upToDate()).author('Ada Quill', '2026-01-08');
    expect(batchesRead).toBe(300);
    batchesRead = 0;
    const second = (await anew().upToDate()).author('Ada Quill', '2026-01-08');
    expect(second).toEqual(first);
    expect(first.papers).toBeGreaterThan(100);
    expect(batchesRead).toBe(0);
  });

  it('follows what changes', async () => {
    await open.archive.add(listed(300), 1);
    const record = anew();
    await record.upToDate();
    await open.archive.add(listed(3, 300), 2);
    batchesRead = 0;
    expect((await record.upToDate()).size).toBe(303);
    expect((await anew().upToDate()).size).toBe(303);
    expect(batchesRead).toBe(6);
  });

  it('keeps who put papers on their lists', async () => {
    const papers = listed(210).map(each => ({ ...each, submitter: 'finder' }));
    await open.archive.add(papers, 1);
    const first = await anew().upToDate();
    batchesRead = 0;
    const second = await anew().upToDate();
    expect(batchesRead).toBe(0);
    expect(second.submitterOf('arxiv:2601.00007')).toBe('finder');
    expect(second.submitter('finder', '2026-01-08')).toEqual(first.submitter('finder', '2026-01-08'));
    expect(first.submitter('finder', '2026-01-08').papers).toBeGreaterThan(100);
  });

  it('that cannot be read is made again', async () => {
    await open.archive.add(listed(210), 1);
    await anew().upToDate();
    await open.keyed.set('track-record:3', { revision: 'x' });
    expect((await anew().upToDate()).size).toBe(210);
  });
});
