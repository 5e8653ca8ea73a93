import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../../src/core/delivery/with-deadline.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const clock = (): ManualClock => new ManualClock('2026-01-07T09:00:00Z');
const never = new AbortController().signal;

describe('withDeadline', () => {
  it('resolves and rejects as the work does', async () => {
    expect(await withDeadline(clock(), 1000, never, async () => 7)).toBe(7);
    await expect(
      withDeadline(clock(), 1000, never, async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
  });

  it('gives up on work that does not listen, and tells it so', async () => {
    const time = clock();
    let told: AbortSignal | undefined;
    const result = withDeadline(time, 1000, never, signal => {
      told = signal;
      return new Promise(() => undefined);
    });
    await time.advance(999);
    expect(told?.aborted).toBe(false);
    await time.advance(1);
    expect(await result).toBeUndefined();
    expect(told?.aborted).toBe(true);
  });

  it('ends with the outer signal, also when that is aborted already', async () => {
    const outer = new AbortController();
    const hangs = (): Promise<never> => new Promise(() => undefined);
    const result = withDeadline(clock(), 1000, outer.signal, hangs);
    outer.abort(new Error('stopping'));
    expect(await result).toBeUndefined();
    expect(await withDeadline(clock(), 1000, outer.signal, hangs)).toBeUndefined();
  });
});
