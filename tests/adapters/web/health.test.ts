import { describe, expect, it } from 'vitest';
import { type ReadinessPorts, readiness } from '../../../src/adapters/web/health.ts';
import { Fault } from '../../../src/core/errors.ts';
import type { SourceRun } from '../../../src/core/sources/source-run-log.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const NOW = Date.parse('2026-01-08T12:00:00Z');
const answered = (source: string, hoursAgo: number): SourceRun => ({
  source,
  day: '2026-01-08',
  at: NOW - hoursAgo * 3_600_000,
  kind: 'asked',
  found: 0,
  added: 0,
  updated: 0,
  skipped: 0,
});

const ports = (over: Partial<ReadinessPorts> = {}): ReadinessPorts => ({
  clock: new ManualClock(new Date(NOW).toISOString()),
  askDatabase: async () => undefined,
  platforms: new Map([['p', 'connected']]),
  runs: { select: async () => [answered('a', 0.5), answered('b', 9)] },
  sources: ['a', 'b'],
  ...over,
});

const failed = async (given: ReadinessPorts): Promise<string[]> =>
  (await readiness(given)).filter(check => !check.ok).map(check => check.name);

describe('readiness', () => {
  it('is given when database, platforms and one source answer', async () => {
    const checks = await readiness(ports());
    expect(checks).toEqual([
      { name: 'database', ok: true, detail: 'answers' },
      { name: 'platform:p', ok: true, detail: 'connected' },
      { name: 'sources', ok: true, detail: 'a answered 30 min ago; b answered 9 h ago' },
    ]);
  });

  it('is not given while a platform is away', async () => {
    const platforms = new Map([
      ['p', 'connected'],
      ['q', 'interrupted'],
    ]);
    expect(await failed(ports({ platforms }))).toEqual(['platform:q']);
  });

  it('is not given when every source is stale or has never answered', async () => {
    expect(await failed(ports({ runs: { select: async () => [answered('a', 7)] } }))).toEqual(['sources']);
  });

  it('is not given without a database, and names the cause without an address', async () => {
    const askDatabase = (): Promise<never> =>
      Promise.reject(new Fault('unreachable', 'postgres://user:word@host does not answer'));
    const checks = await readiness(ports({ askDatabase }));
    expect(checks[0]).toEqual({ name: 'database', ok: false, detail: 'does not answer: unreachable' });
    expect(JSON.stringify(checks)).not.toContain('word');
  });
});
