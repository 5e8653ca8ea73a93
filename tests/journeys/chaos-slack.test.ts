import { expect, it } from 'vitest';
import { runSlackChaos } from '../chaos/run-slack-chaos.ts';

it('through Slack, killed processes and lost answers neither repeat nor lose a message', {
  timeout: 120_000,
}, async () => {
  const report = await runSlackChaos({
    engine: 'SQLite',
    processes: 1,
    channels: 5,
    days: 1,
    dayMs: 4_000,
    kills: 2,
    postsPerKill: 2,
    seed: 3,
  });
  const { repeated, lost, untrue, refused, crashes, due } = report;
  expect({ repeated, lost, untrue, refused, crashes }).toEqual({
    repeated: [],
    lost: [],
    untrue: [],
    refused: [],
    crashes: [],
  });
  expect(due).toBeGreaterThan(0);
});
