import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { clockAt } from '../fakes/clock-at.ts';
import { dailyItems } from '../fakes/daily-items.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';
import { readMetrics } from '../soak/read-metrics.ts';

let folder = '';
let source: HuggingFaceServer;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-http-'));
  source = new HuggingFaceServer({ clock: clockAt('2026-01-07T15:00:00Z') });
  source.days.set('2026-01-07', dailyItems(12));
  await source.start();
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ http: { publicUrl: 'http://papers.example' } }));
  environment = {
    BROADSHEET_CONFIG: file,
    DATABASE_URL: `file:${folder}/broadsheet.db`,
    HF_ENDPOINT: source.url,
    HF_TOKEN: 'hf_a_token_that_no_page_may_show',
    PORT: '0',
    TERMINAL: '1',
  };
});
afterEach(async () => {
  await source.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the bot; once it sent an edition, `look` sees its port and it is stopped. */
async function runAndLook<T>(instant: string, look: (base: string) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  let seen: Promise<T> | undefined;
  const ran = await runBroadsheet(['start'], {
    environment,
    clock: clockAt(instant),
    signal: stopping.signal,
    onOutput: ({ stderr }) => {
      const port = /"port":(\d+)[^\n]*"event":"http-listening"/.exec(stderr)?.[1];
      if (seen || port === undefined || !stderr.includes('"event":"edition-sent"')) return;
      seen = look(`http://127.0.0.1:${port}`).finally(() => stopping.abort('SIGTERM'));
    },
  });
  if (!seen) throw new Error(`nothing was sent: ${ran.stderr}`);
  return seen;
}

describe('the HTTP port of a running bot', { timeout: 30_000 }, () => {
  it('says what the ledger says, is ready, and shows the public pages', async () => {
    const subscribed = await runBroadsheet(
      ['papers', 'subscribe', 'everything', 'at:15:00', 'tz:UTC', 'limit:3'],
      { environment, clock: clockAt('2026-01-07T14:59:00Z') },
    );
    expect(subscribed.exitCode).toBe(0);
    await runBroadsheet(['fetch'], { environment, clock: clockAt('2026-01-07T14:50:00Z') });
    const seen = await runAndLook('2026-01-07T15:00:02Z', async base => ({
      metrics: await readMetrics(`${base}/metrics`),
      alive: await (await fetch(`${base}/healthz`)).text(),
      ready: (await (await fetch(`${base}/readyz`)).json()) as { ready: boolean },
      page: await (await fetch(`${base}/digest?date=2026-01-07`)).text(),
      feed: await (await fetch(`${base}/feed.rss`)).text(),
      nothing: (await fetch(`${base}/preview.css`)).status,
    }));
    expect(seen.metrics.get('broadsheet_editions{state="sent"}')).toBe(1);
    expect(seen.metrics.get('broadsheet_queue_editions')).toBe(0);
    expect(seen.metrics.get('broadsheet_editions_opened_total')).toBe(1);
    expect(seen.metrics.get('broadsheet_edition_steps_total{platform="terminal",state="sent"}')).toBe(1);
    expect(seen.metrics.get('broadsheet_posts_total{platform="terminal",outcome="posted"}')).toBe(1);
    expect(seen.metrics.get('broadsheet_source_age_seconds{source="huggingface"}')).toBeLessThan(3_600);
    expect([seen.alive, seen.ready.ready, seen.nothing]).toEqual(['ok\n', true, 404]);
    expect(seen.page).toContain('On the matter of 2601.00001');
    expect(seen.feed).toContain('<link>http://papers.example/digest</link>');
  });
});
