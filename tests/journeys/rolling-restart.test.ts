import { describe, expect, it } from 'vitest';
import { runChaos } from '../chaos/run-chaos.ts';

describe('a bot whose processes are restarted one after another', () => {
  it('repeats nothing and loses nothing on PostgreSQL with 2 processes', async () => {
    const report = await runChaos({
      engine: 'PostgreSQL',
      processes: 2,
      channels: 12,
      days: 1,
      dayMs: 3_000,
      kills: 0,
      restarts: 4,
      seed: 13,
    });
    expect(report.restarts).toBe(4);
    expect(report.due).toBeGreaterThan(20);
    expect(report).toMatchObject({
      repeated: [],
      lost: [],
      untrue: [],
      untold: [],
      wronglyPaused: [],
      crashes: [],
    });
  }, 120_000);
});
