import { describe, expect, it } from 'vitest';
import { type ChaosPlan, runChaos } from '../chaos/run-chaos.ts';

const PLANS: readonly ChaosPlan[] = [
  { engine: 'SQLite', processes: 1, channels: 16, days: 1, dayMs: 3_000, kills: 3, seed: 11 },
  { engine: 'PostgreSQL', processes: 2, channels: 16, days: 1, dayMs: 3_000, kills: 6, seed: 12 },
];

describe('a bot that is killed again and again on a platform that fails', () => {
  it.concurrent.each(PLANS)(
    'repeats nothing and loses nothing on $engine with $processes processes and $kills kills',
    async plan => {
      const report = await runChaos(plan);
      expect(report.kills).toBe(plan.kills);
      expect(report.due).toBeGreaterThan(30);
      expect(report).toMatchObject({
        repeated: [],
        lost: [],
        untrue: [],
        untold: [],
        wronglyPaused: [],
        crashes: [],
      });
    },
    120_000,
  );
});
