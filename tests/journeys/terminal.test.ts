import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { clockAt } from '../fakes/clock-at.ts';
import { dailyItems } from '../fakes/daily-items.ts';
import { type Ran, runBroadsheet } from '../fakes/run-broadsheet.ts';

let folder = '';
let source: HuggingFaceServer;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-terminal-'));
  source = new HuggingFaceServer({ clock: clockAt('2026-01-07T15:00:00Z') });
  source.days.set('2026-01-07', dailyItems(12));
  await source.start();
  environment = { DATABASE_URL: `file:${folder}/broadsheet.db`, HF_ENDPOINT: source.url, TERMINAL: '1' };
});
afterEach(async () => {
  await source.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the bot until `done` says so of what it printed, then stops it as a signal would. */
async function startUntil(instant: string, done: (stdout: string) => boolean): Promise<Ran> {
  const stopping = new AbortController();
  return runBroadsheet(['start'], {
    environment,
    clock: clockAt(instant),
    signal: stopping.signal,
    onOutput: ({ stdout, stderr }) => {
      if (done(stdout + stderr)) stopping.abort('SIGTERM');
    },
  });
}

describe('the bot in a terminal', { timeout: 30_000 }, () => {
  it('fetches, posts the edition at its minute once, and says so', async () => {
    const at = (instant: string) => ({ environment, clock: clockAt(instant) });
    const fetched = await runBroadsheet(['fetch'], at('2026-01-07T14:50:00Z'));
    expect(fetched).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('12 new') });
    const subscribed = await runBroadsheet(
      ['papers', 'subscribe', 'everything', 'at:15:00', 'tz:UTC', 'limit:3'],
      at('2026-01-07T14:59:00Z'),
    );
    expect(subscribed).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Wed 7 Jan 2026, 15:00 (UTC)'),
    });

    const first = await startUntil('2026-01-07T15:00:02Z', text => text.includes('"event":"edition-sent"'));
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain('On the matter of 2601.00001');
    for (const line of first.stderr.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();

    const again = await startUntil('2026-01-07T15:01:00Z', text => text.includes('"event":"started"'));
    expect(again.stdout).toBe('');
    const status = await runBroadsheet(['papers', 'status'], at('2026-01-07T15:02:00Z'));
    expect(status.stdout).toMatch(/Last\s+Wed 7 Jan 2026, 15:00 \(UTC\): posted/);
  });

  it('is refused a database that another one runs on', async () => {
    let second: Ran | undefined;
    const stopping = new AbortController();
    const first = runBroadsheet(['start'], {
      environment,
      signal: stopping.signal,
      onOutput: ({ stderr }) => {
        if (!stderr.includes('"event":"started"') || second) return;
        second = { exitCode: 0, stdout: '', stderr: '' };
        void runBroadsheet(['start'], { environment }).then(ran => {
          second = ran;
          stopping.abort('SIGTERM');
        });
      },
    });
    expect((await first).exitCode).toBe(0);
    expect(second).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('is in use by a running Broadsheet'),
    });
  });

  it('has nothing to run without credentials or subscriptions, and says what to do', async () => {
    const { TERMINAL: _, ...none } = environment;
    expect(await runBroadsheet(['start'], { environment: none })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there is nothing to run'),
    });
  });
});
