import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { openPreview } from '../tests/fakes/open-preview.ts';

/**
 * Photographs the preview page over the sample day, light, dark and as a phone has it, into docs/images. Needs Debian's
 * `chromium` (or another, named by CHROMIUM) and the fonts fonts-noto-core and fonts-noto-cjk.
 */
const TOPICS = 'speculative decoding, quantization, agents, interpretability -survey';
const query = (theme: string, more = ''): string =>
  `?date=2026-01-07&topics=${encodeURIComponent(TOPICS)}&theme=${theme}${more}`;

const preview = await openPreview(readFileSync('samples/daily-papers.json', 'utf8'));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const scenes = [
    ['preview-light', 1360, query('light')],
    ['preview-dark', 1360, query('dark')],
    ['preview-phone', 430, query('light', '&platform=discord&width=phone')],
  ] as const;
  for (const [name, width, address] of scenes) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: 1.5 });
    await page.goto(preview.url + address);
    await page.screenshot({ path: `docs/images/${name}.png`, fullPage: true });
    await page.close();
  }
} finally {
  await browser.close();
  await preview.close();
}
