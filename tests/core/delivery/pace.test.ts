import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/core/delivery/pace.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const never = (): AbortSignal => new AbortController().signal;

/** Seconds after the start at which `count` slots that are asked for at once are given. */
async function slotsOf(pace: Pace, clock: ManualClock, count: number): Promise<number[]> {
  const start = clock.now();
  const given: number[] = [];
  const all = Array.from({ length: count }, () =>
    pace.take(never()).then(() => void given.push((clock.now() - start) / 1000)),
  );
  await clock.advance(600_000);
  await Promise.all(all);
  return given;
}

describe('a pace', () => {
  it('spaces slots evenly after a short credit', async () => {
    const clock = new ManualClock('2026-01-07T09:00:00Z');
    expect(await slotsOf(new Pace(clock, 10, 50_000), clock, 9)).toEqual([0, 0, 0, 0, 0, 0, 0.1, 0.2, 0.3]);
  });

  it('never makes anyone wait for a platform without a limit', async () => {
    const clock = new ManualClock('2026-01-07T09:00:00Z');
    expect(await slotsOf(new Pace(clock, Number.POSITIVE_INFINITY, 50_000), clock, 1000)).toEqual(
      new Array(1000).fill(0),
    );
  });

  it('gives nothing while the platform asks to wait, also to those who had a slot already', async () => {
    const clock = new ManualClock('2026-01-07T09:00:00Z');
    const pace = new Pace(clock, 10, 50_000);
    const given: number[] = [];
    for (let i = 0; i < 8; i++) void pace.take(never()).then(() => given.push(clock.now()));
    await clock.advance(50);
    pace.hold(clock.now() + 5_000);
    await clock.advance(4_999);
    expect(given).toHaveLength(6);
    await clock.advance(2_000);
    expect(given).toHaveLength(8);
  });

  it('slows down when asked to wait and comes back to its full rate', async () => {
    const clock = new ManualClock('2026-01-07T09:00:00Z');
    const pace = new Pace(clock, 10, 50_000);
    const spread = async (): Promise<number> => {
      const slots = await slotsOf(pace, clock, 12);
      return Math.round(((slots[11] ?? 0) - (slots[6] ?? 0)) * 1000);
    };
    pace.hold(clock.now() + 10);
    pace.hold(clock.now() + 20);
    expect(await spread()).toBeGreaterThan(580);
    expect(await spread()).toBe(500);
  });

  it('rejects with the reason of the signal', async () => {
    const clock = new ManualClock('2026-01-07T09:00:00Z');
    const pace = new Pace(clock, 1, 50_000);
    const stopping = new AbortController();
    pace.hold(clock.now() + 60_000);
    const taken = pace.take(stopping.signal);
    stopping.abort(new Error('stopping'));
    await expect(taken).rejects.toThrow('stopping');
  });
});
