import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNodeCronScheduler } from '../../../src/adapters/scheduler/node-cron-scheduler.ts';
import type { Job, ScheduledJob } from '../../../src/core/scheduler.ts';
import type { Clock } from '../../../src/core/time.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

const MINUTE = 60_000;

/** Time moves only when a test says so: node-cron's timers and the clock alike. */
const clock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    let wake = (): void => undefined;
    const timer = setTimeout(() => wake(), ms);
    signal?.addEventListener('abort', () => wake());
    await new Promise<void>(resolve => {
      wake = resolve;
    });
    clearTimeout(timer);
    signal?.throwIfAborted();
  },
};

let log: RecordingLog;
let jobs: ScheduledJob[];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-07T12:00:30Z') });
  log = new RecordingLog();
  jobs = [];
});
afterEach(async () => {
  const stopped = Promise.all(jobs.map(job => job.stop(0)));
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  vi.useRealTimers();
});

function every(cron: string, job: Job, zone = 'UTC'): ScheduledJob {
  const scheduled = createNodeCronScheduler({ log, clock }).every({ name: 'fetch', cron, zone }, job);
  jobs.push(scheduled);
  return scheduled;
}

describe('a job', () => {
  it('runs by the clock', async () => {
    const at: string[] = [];
    const job = every('*/15 * * * *', async () => void at.push(new Date().toISOString().slice(11, 16)));
    expect(job.nextAt()).toBe(Date.parse('2026-01-07T12:15:00Z'));
    await vi.advanceTimersByTimeAsync(46 * MINUTE);
    expect(at).toEqual(['12:15', '12:30', '12:45']);
  });

  it('runs at the wall-clock time of its zone', () => {
    const job = every('0 9 * * 1-5', async () => undefined, 'Asia/Kathmandu');
    expect(job.nextAt()).toBe(Date.parse('2026-01-08T03:15:00Z'));
  });

  it('drops the ticks that come while it runs', async () => {
    let runs = 0;
    every('* * * * *', async signal => {
      runs++;
      await clock.sleep(2.5 * MINUTE, signal);
    });
    await vi.advanceTimersByTimeAsync(3.75 * MINUTE);
    expect(runs).toBe(2);
    expect(log.events.map(({ event }) => event)).toEqual(['job-tick-dropped', 'job-tick-dropped']);
  });

  it('logs a failure and goes on', async () => {
    let runs = 0;
    every('* * * * *', async () => {
      runs++;
      if (runs === 1) throw new Error('the disk is full');
    });
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(runs).toBe(2);
    expect(log.events).toEqual([
      { level: 'error', event: 'job-failed', fields: { job: 'fetch', reason: 'the disk is full' } },
    ]);
  });

  it('runs now when asked, and only once at a time', async () => {
    let runs = 0;
    let finish = (): void => undefined;
    const job = every('0 0 1 1 *', () => {
      runs++;
      return new Promise(resolve => (finish = resolve));
    });
    const both = Promise.all([job.runNow(), job.runNow()]);
    finish();
    await both;
    expect(runs).toBe(1);
  });
});

describe('stopping a job', () => {
  it('lets a run in flight end by itself', async () => {
    let ended = 'not at all';
    const job = every('* * * * *', async signal => {
      await clock.sleep(3_000);
      ended = signal.aborted ? 'told to' : 'by itself';
    });
    await vi.advanceTimersByTimeAsync(31_000);
    const stopped = job.stop(5_000);
    await vi.advanceTimersByTimeAsync(3_000);
    await stopped;
    expect(ended).toBe('by itself');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells a run that takes too long, and waits for it', async () => {
    const job = every('* * * * *', signal => clock.sleep(60 * MINUTE, signal));
    await vi.advanceTimersByTimeAsync(31_000);
    const stopped = job.stop(5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    await stopped;
    expect(log.events.map(({ event }) => event)).toEqual(['job-stopped']);
  });

  it('ends its ticks', async () => {
    let runs = 0;
    const job = every('* * * * *', async () => void runs++);
    await job.stop(0);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    await job.runNow();
    expect(runs).toBe(0);
    expect(job.nextAt()).toBeUndefined();
  });
});

describe('a schedule', () => {
  it.each([
    ['61 * * * *', 'UTC', /fetch: "61 \* \* \* \*" is no cron expression: /],
    ['every hour', 'UTC', /is no cron expression/],
    ['* * * * *', 'Europe/Berln', /fetch: "Europe\/Berln" is no time zone/],
  ])('%s in %s is refused by name', (cron, zone, message) => {
    expect(() => every(cron, async () => undefined, zone)).toThrow(message);
  });
});
