import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/scheduler/system-clock.ts';
import { startHttpServer } from '../../../src/adapters/web/http-server.ts';
import { publicPages } from '../../../src/adapters/web/public-pages.ts';
import { buildDigest } from '../../../src/core/digest/build-digest.ts';
import { CHROMIUM_ARGS, findChromium } from '../../fakes/find-chromium.ts';
import { nastyPapers } from '../../fakes/nasty-papers.ts';
import { openPreview } from '../../fakes/open-preview.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

const executablePath = findChromium();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SAMPLE = readFileSync('samples/daily-papers.json', 'utf8');
const TOPICS = `topics=${encodeURIComponent('quantization, agents')}`;

/** What axe has to say, once it has looked at more than a few things. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { passes, violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  if (passes.length < 10) return ['axe saw next to nothing'];
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
}

describe.skipIf(executablePath === undefined)(
  `the preview page in a browser${executablePath === undefined ? ' (skipped: no Chromium here; CHROMIUM names one)' : ''}`,
  { timeout: 30_000 },
  () => {
    let browser: Browser;
    let preview: Awaited<ReturnType<typeof openPreview>>;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      preview = await openPreview(SAMPLE, nastyPapers);
      browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_ARGS });
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      page = await context.newPage();
      page.on('console', message => complaints.push(message.text()));
      page.on('pageerror', error => complaints.push(error.message));
    }, 30_000);
    afterAll(async () => {
      await browser?.close();
      await preview?.close();
    });

    const open = async (query: string, width = 1360): Promise<void> => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${preview.url}?${query}`);
    };

    it.each([
      ['light', 1360, `theme=light&${TOPICS}`],
      ['dark', 1360, `theme=dark&${TOPICS}`],
      ['threads, on a phone, in the dark', 400, 'theme=dark&style=thread&width=phone'],
      ['full, with every nasty title', 1360, 'theme=light&style=full&limit=8'],
      ['with mistakes in it', 900, 'theme=light&style=huge'],
    ])('gives axe nothing to say: %s', async (_name, width, query) => {
      await open(query, width);
      await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })");
      expect(await axeFindings(page)).toEqual([]);
    });

    it('gives axe nothing to say of the public page, whose style its own policy lets in', async () => {
      const handler = publicPages({
        clock: systemClock,
        digests: {
          newestDay: async () => '2026-01-07',
          make: async ({ period, limit, minVotes }) =>
            buildDigest(nastyPapers, { period, limit, minVotes, today: '2026-01-07', ranking: { now: 0 } }),
        },
        catalogue: { topics: [], find: () => undefined, suggest: () => [] },
        publicUrl: 'http://papers.example',
        limit: 8,
        minVotes: 0,
      });
      const server = await startHttpServer({ port: 0, host: '127.0.0.1' }, [handler], new RecordingLog());
      await page.goto(`http://127.0.0.1:${server.port}/digest`);
      expect(await page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")).toBe('704px');
      expect(await axeFindings(page)).toEqual([]);
      await server.close();
    });

    it('runs nothing that a title holds and asks nobody else', async () => {
      const elsewhere: string[] = [];
      page.on('request', request => {
        if (!request.url().startsWith(preview.url)) elsewhere.push(request.url());
      });
      await open('style=full&limit=30');
      expect(await page.title()).toContain('Wednesday 7 January 2026');
      expect(elsewhere.filter(url => !url.startsWith('data:'))).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('fits a phone without scrolling sideways', async () => {
      await open('style=full', 390);
      const [inner, outer] = (await page.evaluate(
        '[document.documentElement.scrollWidth, innerWidth]',
      )) as number[];
      expect(inner).toBeLessThanOrEqual(outer ?? 0);
    });

    it('is chosen by keyboard alone, and the address says what is shown', async () => {
      await open('theme=light');
      await page.getByLabel('Topics').focus();
      await page.keyboard.type('quantization');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.name')).toBe('limit');
      await page.keyboard.press('Enter');
      await page.waitForURL(/topics=quantization/);
      expect(await page.getByLabel('Topics').inputValue()).toBe('quantization');
      expect(page.url()).toContain('theme=light');
    });

    it('copies payload, Markdown and link', async () => {
      await open(TOPICS);
      const copied = async (name: string): Promise<string> => {
        await page.getByRole('button', { name: `Copy ${name}` }).press('Enter');
        await page.getByText(`Copied: ${name}`).waitFor();
        return String(await page.evaluate('navigator.clipboard.readText()'));
      };
      expect(JSON.parse(await copied('Discord payload'))).toBeInstanceOf(Array);
      expect(JSON.parse(await copied('Slack payload'))).toBeInstanceOf(Array);
      expect(await copied('Markdown')).toContain('# Wednesday 7 January 2026');
      expect(await copied('link')).toContain('date=2026-01-07');
    });
  },
);
