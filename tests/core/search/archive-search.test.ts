import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../../../src/adapters/database/paper-archive.ts';
import type { SqlDatabase } from '../../../src/adapters/database/sql.ts';
import { Fault } from '../../../src/core/errors.ts';
import type { PaperArchive } from '../../../src/core/papers/archive.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { ArchiveSearch } from '../../../src/core/search/archive-search.ts';
import { memorySource } from '../../../src/core/search/bytes/byte-source.ts';
import type { IndexStore } from '../../../src/core/search/index-store.ts';
import { parsed } from '../../fakes/papers.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';
import { catalogue } from '../query/query-arbitraries.ts';
import { library, paper } from './invented-papers.ts';

class MemoryStore implements IndexStore {
  bytes: Uint8Array | undefined;
  saves = 0;
  broken = false;

  open(): ReturnType<IndexStore['open']> {
    return this.bytes && memorySource(this.bytes);
  }

  async save(pieces: Iterable<Uint8Array>): Promise<void> {
    if (this.broken) throw new Fault('storage', 'the disk is full');
    this.bytes = new Uint8Array(Buffer.concat([...pieces]));
    this.saves += 1;
  }
}

let database: SqlDatabase;
let archive: PaperArchive;
let store: MemoryStore;
let log: RecordingLog;
const clock = new SkippingClock('2026-01-08T09:00:00Z');

const search = (): ArchiveSearch =>
  new ArchiveSearch({ archive, store, log, today: () => '2026-01-08', pause: async () => undefined });

async function found(by: ArchiveSearch, text: string): Promise<string[]> {
  const answer = await by.search(parseQuery(text, { catalogue }), { sort: 'relevant', limit: 5, offset: 0 });
  return answer.found.map(({ paper: { title } }) => title.split(' ')[0] ?? '');
}

const warnings = (): unknown[] => log.events.filter(({ level }) => level === 'warn');

beforeEach(async () => {
  log = new RecordingLog();
  database = await openDatabase('file::memory:', { clock, log });
  archive = new SqlPaperArchive(database);
  store = new MemoryStore();
  await archive.add(parsed(...library), clock.now());
});

afterEach(() => database.close());

describe('searching an archive', () => {
  it('answers with papers, why, and how many', async () => {
    const query = parseQuery('tidal routing', { catalogue });
    const answer = await search().search(query, { sort: 'relevant', limit: 5, offset: 0 });
    expect(answer).toMatchObject({
      total: 1,
      found: [{ paper: { id: 'arxiv:2601.00001' }, reasons: [{ text: 'tidal routing', where: 'title' }] }],
    });
  });

  it('finds papers as soon as the archive has them', async () => {
    const by = search();
    expect(await found(by, 'anemone')).toEqual([]);
    await archive.add(parsed(paper('2601.00006', 'Anemone Networks')), clock.now());
    expect(await found(by, 'anemone')).toEqual(['Anemone']);
  });

  it('goes on from the saved index, with what changed since', async () => {
    await found(search(), 'tidal');
    await archive.add(parsed(paper('2601.00006', 'Anemone Networks')), clock.now());
    const later = search();
    expect(await found(later, 'anemone')).toEqual(['Anemone']);
    expect(await found(later, 'tidal')).toEqual(['Tidal']);
    expect(store.saves).toBe(1);
    await later.close();
    expect(store.saves).toBe(2);
    expect(warnings()).toEqual([]);
  });

  it('says once that a stored index is of no use, and makes it anew', async () => {
    store.bytes = new TextEncoder().encode('not an index at all, by any means, whatever is read of it');
    const by = search();
    expect(await found(by, 'tidal')).toEqual(['Tidal']);
    expect(await found(by, 'coral')).toEqual(['Reef:']);
    expect(warnings()).toMatchObject([
      { event: 'search-index-unusable', fields: { reason: 'it is foreign' } },
    ]);
    expect(store.saves).toBe(1);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, bytes.length >> 1), /bytes instead of/],
    ['of another version', (bytes: Uint8Array) => bytes.with(4, 0xfe), /it is older/],
    ['changed', (bytes: Uint8Array) => bytes.with(200, (bytes[200] ?? 0) ^ 1), /not as they were written/],
    ['empty', () => new Uint8Array(0), /it is empty/],
  ])('says once that a stored index is %s, and makes it anew', async (_what, damage, reason) => {
    await found(search(), 'tidal');
    store.bytes = damage(store.bytes ?? new Uint8Array(0));
    const by = search();
    expect(await found(by, 'tidal')).toEqual(['Tidal']);
    expect(await found(by, 'coral')).toEqual(['Reef:']);
    expect(warnings()).toMatchObject([
      { event: 'search-index-unusable', fields: { reason: expect.stringMatching(reason) } },
    ]);
    expect(store.saves).toBe(2);
    expect(await found(search(), 'tidal')).toEqual(['Tidal']);
    expect(warnings()).toHaveLength(1);
  });

  it('does not use the index of an archive that had more to it', async () => {
    await found(search(), 'tidal');
    const other = await openDatabase('file::memory:', { clock, log });
    archive = new SqlPaperArchive(other);
    expect(await found(search(), 'tidal')).toEqual([]);
    expect(warnings()).toHaveLength(1);
    await other.close();
  });

  it('answers all the same when nothing can be saved', async () => {
    store.broken = true;
    expect(await found(search(), 'tidal')).toEqual(['Tidal']);
    expect(warnings()).toMatchObject([{ event: 'search-index-not-saved' }]);
  });

  it('gives similar papers and completes what is typed', async () => {
    const by = search();
    const similar = await by.similar('arxiv:2601.00001', 2);
    expect(similar[0]?.id).toBe('arxiv:2601.00005');
    expect(await by.complete('han', 5)).toEqual([{ label: 'Milo Han', value: 'author:"Milo Han"' }]);
    expect(await by.complete('specul', 5)).toEqual([
      { label: 'Reef: Speculative Decoding with Coral Drafts', value: 'arxiv:2601.00003' },
    ]);
  });
});
