import { describe, expect, it } from 'vitest';
import { Busy, PageCache } from '../../../src/adapters/web/page-cache.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const open = (): { clock: ManualClock; cache: PageCache } => {
  const clock = new ManualClock('2026-01-08T12:00:00Z');
  return { clock, cache: new PageCache(clock, { freshMs: 1_000, pages: 2, madePerMinute: 3 }) };
};

describe('kept pages', () => {
  it('are made once for all who ask at the same time, and again when they are stale', async () => {
    const { cache, clock } = open();
    let made = 0;
    const make = async (): Promise<string> => `page ${++made}`;
    await Promise.all([cache.get('a', make), cache.get('a', make)]);
    await cache.get('a', make);
    expect(made).toBe(1);
    await clock.advance(1_000);
    await cache.get('a', make);
    expect(made).toBe(2);
  });

  it('keep their date while they say the same', async () => {
    const { cache, clock } = open();
    const first = await cache.get('a', async () => 'same');
    await clock.advance(2_000);
    expect(await cache.get('a', async () => 'same')).toEqual(first);
    await clock.advance(2_000);
    expect(await cache.get('a', async () => 'other')).not.toMatchObject({ body: 'same' });
  });

  it('are made no more often than a number a minute; a stale one is better than none', async () => {
    const { cache, clock } = open();
    for (const key of ['a', 'b', 'c']) await cache.get(key, async () => key);
    const refused = await cache.get('d', async () => 'd');
    expect(refused).toEqual(new Busy(20));
    await clock.advance(1_000);
    expect(await cache.get('c', async () => 'new')).toMatchObject({ body: 'c' });
    await clock.advance(19_000);
    expect(await cache.get('d', async () => 'd')).toMatchObject({ body: 'd' });
  });

  it('leave when others were asked for later', async () => {
    const { cache } = open();
    await cache.get('a', async () => 'a');
    await cache.get('b', async () => 'b');
    await cache.get('a', async () => 'not made');
    await cache.get('c', async () => 'c');
    expect(await cache.get('a', async () => 'not made')).toMatchObject({ body: 'a' });
    expect(await cache.get('b', async () => 'anew')).toBeInstanceOf(Busy);
  });

  it('are not kept when making them fails', async () => {
    const { cache } = open();
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('a', async () => 'yes')).toMatchObject({ body: 'yes' });
  });
});
