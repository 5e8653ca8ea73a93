import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PaperShelf } from '../../../src/core/delivery/paper-shelf.ts';
import type { Digest } from '../../../src/core/digest/digest.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { inventedPaper, parsed } from '../../fakes/papers.ts';

const SECOND_MS = 1_000;
const digest: Digest = {
  period: { kind: 'day', day: '2026-01-07' },
  entries: [],
  considered: 0,
  leftOut: [],
  missingSources: [],
};

let delivery: OpenDelivery;
let shelf: PaperShelf;

beforeEach(async () => {
  delivery = await openDelivery('2026-01-07T09:00:00Z');
  shelf = new PaperShelf(delivery.archive);
});
afterEach(() => delivery.close());

const add = (...ids: readonly string[]) =>
  delivery.archive.add(parsed(...ids.map(id => inventedPaper({ id, listedOn: '2026-01-07' }))), 0);

describe('a shelf', () => {
  it('gives everybody the same list until the archive changes', async () => {
    await add('arxiv:1');
    const cut = await shelf.cut(0);
    const first = await shelf.select({ addedUntil: cut });
    expect(await shelf.select({ addedUntil: cut })).toBe(first);
    await add('arxiv:2');
    await shelf.cut(SECOND_MS);
    expect(await shelf.select({ addedUntil: cut })).not.toBe(first);
  });

  it('sees what is new a second later at the latest, and nothing beyond its cut before', async () => {
    await add('arxiv:1');
    const cut = await shelf.cut(0);
    await add('arxiv:2');
    expect(await shelf.cut(SECOND_MS - 1)).toBe(cut);
    expect(await shelf.select({ addedUntil: cut })).toHaveLength(1);
    const later = await shelf.cut(SECOND_MS);
    expect(await shelf.select({ addedAfter: cut, addedUntil: later })).toHaveLength(1);
  });

  it('builds a digest once for the same wishes on the same list', async () => {
    await add('arxiv:1');
    const papers = await shelf.select({ addedUntil: await shelf.cut(0) });
    let built = 0;
    const build = (): Digest => {
      built++;
      return digest;
    };
    shelf.digest(papers, 'agents', build);
    shelf.digest(papers, 'agents', build);
    shelf.digest(papers, 'diffusion', build);
    shelf.digest([...papers], 'agents', build);
    expect(built).toBe(3);
  });

  it('forgets a reading that failed', async () => {
    let broken = true;
    const failing = new PaperShelf(
      Object.assign(Object.create(delivery.archive), {
        select: () => (broken ? Promise.reject(new Error('no database')) : Promise.resolve([])),
      }),
    );
    await expect(failing.select({ addedUntil: 1 })).rejects.toThrow('no database');
    broken = false;
    expect(await failing.select({ addedUntil: 1 })).toEqual([]);
  });
});
