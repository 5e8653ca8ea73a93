import { describe, expect, it } from 'vitest';
import { walkToFirstDigest } from './first-digest.ts';

describe.concurrent('somebody new', () => {
  it.each(['SQLite', 'PostgreSQL'] as const)(
    'gets from init to a digest in a channel of each platform in three steps, on %s',
    { timeout: 180_000 },
    async engine => {
      const { init, variables, subscribed, posted, exitCode, took } = await walkToFirstDigest(engine);
      expect(init).toMatchObject({ exitCode: 0, stderr: '' });
      expect(variables).toEqual(
        expect.arrayContaining(['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'BROADSHEET_TZ']),
      );
      expect(init.stdout).toContain('npx broadsheet start');
      for (const answer of Object.values(subscribed)) expect(answer).toMatch(/weekdays at \d\d.*\(UTC\)/);
      for (const digest of Object.values(posted)) expect(digest).toContain('On the matter of 2601.00001');
      expect(exitCode).toBe(0);
      console.log(`${engine}: ${JSON.stringify(took)} ms`);
    },
  );
});
