import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SearchIndexFile } from '../../../src/adapters/database/search-index-file.ts';
import { Fault } from '../../../src/core/errors.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { SearchIndex, type SearchIndexOpening } from '../../../src/core/search/search-index.ts';
import { catalogue } from '../../core/query/query-arbitraries.ts';
import { libraryOf } from '../../core/search/invented-papers.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

const clock = new SkippingClock('2026-01-08T09:00:00Z');
let folder: string;
let path: string;
let file: SearchIndexFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  path = join(folder, 'papers.index');
  file = new SearchIndexFile(path, clock);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that saves without end, and kills it when it is about to write its `nth` piece. */
async function killWhileSaving(nth: number): Promise<void> {
  const script = join(import.meta.dirname, '../../fixtures/save-search-index.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let said = 0;
  for await (const _line of createInterface(child.stdout)) {
    said += 1;
    if (said === nth) child.kill('SIGKILL');
  }
  await closed;
}

function openedIndex(): Extract<SearchIndexOpening, { kind: 'opened' }> {
  const source = file.open();
  if (!source) throw new Error('there is no index');
  const opening = SearchIndex.open(source);
  if (opening.kind !== 'opened') throw new Error(opening.kind);
  return opening;
}

describe('a saved search index', () => {
  it('is read back, piece by piece and at once', async () => {
    await file.save([new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array([4, 5])]);
    const source = file.open();
    expect(source?.size).toBe(5);
    expect([...(source?.read(1, 3) ?? [])]).toEqual([2, 3, 4]);
    expect([...(source?.load(0, 5) ?? [])]).toEqual([1, 2, 3, 4, 5]);
    source?.close();
  });

  it('is nothing where none was saved', () => {
    expect(file.open()).toBeUndefined();
  });

  it('stays readable to those who opened it before the next one', async () => {
    await file.save([new Uint8Array([1, 1])]);
    const before = file.open();
    await file.save([new Uint8Array([2, 2])]);
    expect([...(before?.load(0, 2) ?? [])]).toEqual([1, 1]);
    expect([...(file.open()?.load(0, 2) ?? [])]).toEqual([2, 2]);
    before?.close();
  });

  it('is a Fault where it cannot be written or read', async () => {
    const nowhere = new SearchIndexFile(join(path, 'under-a-file'), clock);
    writeFileSync(path, 'a file');
    await expect(nowhere.save([new Uint8Array(1)])).rejects.toBeInstanceOf(Fault);
    const source = file.open();
    expect(() => source?.read(0, 100)).toThrow(Fault);
    source?.close();
    expect(() => source?.read(0, 1)).toThrow(Fault);
  });

  it('leaves nothing behind when the pieces fail', async () => {
    await file.save([new Uint8Array([1])]);
    function* failing(): Generator<Uint8Array> {
      yield new Uint8Array([2]);
      throw new Error('no more');
    }
    await expect(file.save(failing())).rejects.toBeInstanceOf(Fault);
    expect(readdirSync(folder)).toEqual(['papers.index']);
    expect([...readFileSync(path)]).toEqual([1]);
  });

  it('is none where the process is killed at its first one, and what was half written goes with the next', async () => {
    await killWhileSaving(3);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(file.open()).toBeUndefined();
    await new SearchIndexFile(path, new SkippingClock('2099-01-01T09:00:00Z')).save([new Uint8Array([7])]);
    expect(readdirSync(folder)).toEqual(['papers.index']);
  }, 20_000);

  it.each([40, 77, 160, 301])(
    'is the index of one archive when the process is killed at piece %i',
    async nth => {
      await killWhileSaving(nth);
      const { index, state } = openedIndex();
      const papers = libraryOf(state.revision);
      const query = parseQuery(`tide${state.revision}`, { catalogue });
      const { hits } = index.search(query, { sort: 'top', limit: 1000, offset: 0, today: '2026-01-08' });
      expect(index.size).toBe(papers.length);
      expect(hits.map(({ id }) => id).sort()).toEqual(papers.map(({ id }) => id));
      expect(index.damaged).toBe(0);
    },
    20_000,
  );
});
