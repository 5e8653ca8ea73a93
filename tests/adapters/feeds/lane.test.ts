import { describe, expect, it } from 'vitest';
import { createLane } from '../../../src/adapters/feeds/lane.ts';
import type { Clock } from '../../../src/core/time.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

const laneOn = (clock: Clock, gapMs = 3_000) =>
  createLane({ name: 'arXiv', gapMs, maxPauseMs: 60_000, clock });

describe('a lane', () => {
  it('lets one go at a time, in order, with a gap after each', async () => {
    const clock = new SkippingClock('2026-01-07T12:00:00Z');
    const lane = laneOn(clock);
    const began = clock.now();
    const seen: [string, number][] = [];
    const visit = (name: string) =>
      lane.run(async () => {
        seen.push([`${name} in`, clock.now() - began]);
        await clock.sleep(500);
        seen.push([`${name} out`, clock.now() - began]);
      });
    await Promise.all([visit('a'), visit('b'), visit('c')]);
    expect(seen).toEqual([
      ['a in', 0],
      ['a out', 500],
      ['b in', 3_500],
      ['b out', 4_000],
      ['c in', 7_000],
      ['c out', 7_500],
    ]);
  });

  it('keeps the gap after a failure, and goes on', async () => {
    const clock = new SkippingClock('2026-01-07T12:00:00Z');
    const lane = laneOn(clock);
    await expect(lane.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await lane.run(async () => 'fine')).toBe('fine');
    expect(clock.waits).toEqual([3_000]);
  });

  it('makes everyone wait for a pause, and never shortens one', async () => {
    const clock = new SkippingClock('2026-01-07T12:00:00Z');
    const lane = laneOn(clock, 0);
    lane.pauseUntil(clock.now() + 20_000);
    lane.pauseUntil(clock.now() + 5_000);
    await lane.run(async () => undefined);
    expect(clock.waits).toEqual([20_000]);
  });

  it('refuses at once, with the time, when the pause is too long to wait', async () => {
    const clock = new SkippingClock('2026-01-07T12:00:00Z');
    const lane = laneOn(clock);
    lane.pauseUntil(clock.now() + 60_001);
    let ran = false;
    const visit = lane.run(async () => {
      ran = true;
    });
    await expect(visit).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 60_001 });
    expect(ran).toBe(false);
  });

  it('lets a caller leave the queue at once, and does not run what it came for', async () => {
    const lane = laneOn(new SkippingClock('2026-01-07T12:00:00Z'));
    let release = (): void => undefined;
    const first = lane.run(() => new Promise<void>(resolve => (release = resolve)));
    const stop = new AbortController();
    let ran = false;
    const second = lane.run(async () => {
      ran = true;
    }, stop.signal);
    stop.abort(new Error('never mind'));
    await expect(second).rejects.toThrow('never mind');
    release();
    await first;
    expect(await lane.run(async () => ran)).toBe(false);
  });
});
