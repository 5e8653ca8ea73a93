import { expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/scheduler/system-clock.ts';

it('wakes a sleeper with the reason of its signal', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(3_600_000, stop.signal);
  stop.abort(new Error('time to go'));
  await expect(asleep).rejects.toThrow('time to go');
  await expect(systemClock.sleep(0, stop.signal)).rejects.toThrow('time to go');
});

it('takes a time that has passed as no time', async () => {
  await expect(systemClock.sleep(-5)).resolves.toBeUndefined();
});
