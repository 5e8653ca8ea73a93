import { expect, it } from 'vitest';
import { runDiscordChaos } from '../chaos/run-discord-chaos.ts';

it('a bot on Discord that is killed again and again repeats nothing, loses nothing and breaks no limit', async () => {
  const plan = {
    engine: 'SQLite',
    processes: 1,
    channels: 8,
    days: 1,
    dayMs: 4_000,
    kills: 2,
    postsPerKill: 2,
    seed: 7,
  } as const;
  const report = await runDiscordChaos(plan);
  expect(report.kills).toBe(plan.kills);
  expect(report.due).toBeGreaterThan(10);
  expect(report).toMatchObject({ repeated: [], lost: [], violations: [], crashes: [] });
}, 240_000);
