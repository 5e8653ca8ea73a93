import { describe, expect, it } from 'vitest';
import { METRIC_FAMILIES } from '../../../src/adapters/web/metric-families.ts';
import { type MetricFacts, Metrics } from '../../../src/adapters/web/metrics.ts';
import { Fault } from '../../../src/core/errors.ts';
import type { SourceRun } from '../../../src/core/sources/source-run-log.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const NOW = Date.parse('2026-01-08T12:00:00Z');
const TALLY = { due: 1, planned: 2, waiting: 3, sent: 40, empty: 5, missed: 6, failed: 7 };

const run = (source: string, hoursAgo: number, kind: 'asked' | 'failed'): SourceRun => {
  const at = NOW - hoursAgo * 3_600_000;
  const day = new Date(at).toISOString().slice(0, 10);
  return kind === 'asked'
    ? { source, day, at, kind, found: 1, added: 1, updated: 0, skipped: 0 }
    : { source, day, at, kind, code: 'timeout', reason: 'slow' };
};

const facts = (over: Partial<MetricFacts> = {}): MetricFacts => ({
  clock: new ManualClock(new Date(NOW).toISOString()),
  ledger: { tally: async () => TALLY },
  runs: { select: async () => [run('a', 1, 'failed'), run('a', 2, 'asked'), run('b', 3, 'failed')] },
  archive: { newestDay: async () => '2026-01-07' },
  sources: ['a', 'b'],
  ...over,
});

async function samples(metrics: Metrics, given: MetricFacts = facts()): Promise<Map<string, number>> {
  const lines = (await metrics.scrape(given))
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

describe('metrics', () => {
  it('says of editions what the ledger says', async () => {
    const read = await samples(new Metrics());
    const said = Object.keys(TALLY).map(state => [state, read.get(`broadsheet_editions{state="${state}"}`)]);
    expect(Object.fromEntries(said)).toEqual(TALLY);
    expect(read.get('broadsheet_queue_editions')).toBe(6);
  });

  it('says how long ago each source answered, and which fail', async () => {
    const text = await new Metrics().scrape(facts());
    expect(text).toContain('broadsheet_source_age_seconds{source="a"} 7200\n');
    expect(text).toContain('broadsheet_source_age_seconds{source="b"} +Inf\n');
    expect(text).toContain('broadsheet_source_failing{source="a"} 1\n');
    expect(text).toContain(`broadsheet_newest_listing_seconds ${36 * 3600}\n`);
  });

  it('counts posts, retries and waits by what the log says of them', async () => {
    const metrics = new Metrics();
    metrics.observe('post-made', { platform: 'p', tookMs: 120 });
    metrics.observe('post-failed', { platform: 'p', outcome: 'rate-limited', retryAfterMs: 1500, tookMs: 3 });
    metrics.observe('post-failed', { platform: 'p', outcome: 'refused', reason: 'no', tookMs: 3 });
    metrics.observe('http-retry', { host: 'x', code: 'timeout', attempt: 1, waitMs: 10 });
    metrics.observe('edition-sent', { platform: 'p' });
    const read = await samples(metrics);
    expect(read.get('broadsheet_posts_total{platform="p",outcome="posted"}')).toBe(1);
    expect(read.get('broadsheet_posts_total{platform="p",outcome="refused"}')).toBe(1);
    expect(read.get('broadsheet_retries_total{of="p",reason="rate-limited"}')).toBe(1);
    expect(read.get('broadsheet_retries_total{of="source",reason="timeout"}')).toBe(1);
    expect(read.get('broadsheet_retries_total{of="p",reason="refused"}')).toBeUndefined();
    expect(read.get('broadsheet_rate_limit_waits_total{of="p"}')).toBe(1);
    expect(read.get('broadsheet_rate_limit_wait_seconds_total{of="p"}')).toBe(1.5);
    expect(read.get('broadsheet_post_duration_seconds_count{platform="p"}')).toBe(3);
    expect(read.get('broadsheet_edition_steps_total{platform="p",state="sent"}')).toBe(1);
  });

  it('leaves out what an unreachable database would say, and says so', async () => {
    const metrics = new Metrics();
    await metrics.scrape(facts());
    const tally = async (): Promise<never> => Promise.reject(new Fault('unreachable', 'no database'));
    const read = await samples(metrics, facts({ ledger: { tally } }));
    expect(read.get('broadsheet_database_up')).toBe(0);
    expect([...read.keys()].filter(key => /editions\{|queue|source_age|newest/.test(key))).toEqual([]);
    expect((await samples(metrics)).get('broadsheet_database_up')).toBe(1);
  });

  it('has metrics of its own for each process that is put together', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.observe('editions-opened', { count: 3 });
    expect((await samples(one)).get('broadsheet_editions_opened_total')).toBe(3);
    expect((await samples(other)).get('broadsheet_editions_opened_total')).toBe(0);
  });

  it('describes every family, and the process', async () => {
    const text = await new Metrics().scrape(facts());
    const described = [...text.matchAll(/^# TYPE (\S+)/gm)].map(match => match[1]);
    expect(described).toEqual(expect.arrayContaining(Object.keys(METRIC_FAMILIES)));
    expect(described).toContain('process_resident_memory_bytes');
    expect(described).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});
