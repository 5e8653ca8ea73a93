import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { MessageBody } from '../src/adapters/discord/components.ts';
import { discordPayloads } from '../src/adapters/discord/render.ts';
import { discordPage, type ShownMessage } from '../src/adapters/web/discord-drawing.ts';
import { DRAWING_THEMES } from '../src/adapters/web/theme-rules.ts';
import { buildDigest } from '../src/core/digest/build-digest.ts';
import { digestDocument } from '../src/core/digest/digest-document.ts';
import type { DigestStyle } from '../src/core/platform.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { parsePapers } from '../src/core/sources/parse-papers.ts';
import type { Place } from '../tests/emulators/discord/discord-emulator.ts';
import { openDiscord } from '../tests/fakes/open-discord.ts';

/**
 * Photographs digests and answers as Discord shows them, dark and light, into docs/images: real payloads, of the renderer
 * and of the real adapter on the emulated Discord, over the sample day. Needs Debian's `chromium` (or another, named by
 * CHROMIUM) and the fonts fonts-noto-core and fonts-noto-cjk.
 */
const TOPICS = 'speculative decoding, quantization, agents, interpretability -survey';
const PRIVATE = 'Only you can see this';

const sample = parsePapers(readFileSync('samples/daily-papers.json', 'utf8'), { source: 'huggingface' });
const papers = sample.papers.map(one => one.paper);

function digest(style: DigestStyle): readonly ShownMessage[] {
  const catalogue = { find: () => undefined, suggest: () => [] };
  const built = buildDigest(papers, {
    period: { kind: 'day', day: '2026-01-07' },
    topics: { text: TOPICS, query: parseQuery(TOPICS, { catalogue }) },
    today: '2026-01-07',
    limit: 8,
    ranking: { now: Date.parse('2026-01-07T13:00:00Z') },
  });
  return discordPayloads(digestDocument(built, style)).map(body => ({ body }));
}

type Scene = readonly [name: string, messages: readonly ShownMessage[]];

async function answers(): Promise<Scene[]> {
  const open = await openDiscord(papers);
  const admin: Place = { channel: open.channel, user: open.admin, manages: true };
  await open.adapter.connect(open.desk, open.events);
  const ask = async (
    scene: string,
    name: string,
    options: Readonly<Record<string, string | number>> = {},
  ): Promise<Scene> => {
    const answered = await open.discord.command(admin, name, options).answered();
    const typed = Object.entries(options).map(([key, value]) => `${key}:${value}`);
    const shown = answered.answers.map(({ body }, at) => ({
      // The emulator has checked it against the official schema.
      body: body as unknown as MessageBody,
      ...(at === 0 ? { command: ['/papers', name, ...typed].join(' ') } : {}),
      hint: PRIVATE,
    }));
    return [scene, shown];
  };
  try {
    return [
      await ask('subscribe', 'subscribe', {
        topics: 'topic:agents, quantization',
        at: '09:00',
        tz: 'Europe/Berlin',
      }),
      await ask('status', 'status'),
      await ask('search', 'search', { query: 'model' }),
      await ask('abstract', 'show', { id: papers[0]?.id ?? '' }),
      await ask('help', 'help'),
      await ask('error', 'search', { query: 'autor:"Ada Byron" last:7d' }),
    ];
  } finally {
    await open.close();
  }
}

const scenes: Scene[] = [
  ['compact', digest('compact')],
  ['full', digest('full').slice(0, 1)],
  ['thread', digest('thread').slice(0, 3)],
  ...(await answers()),
];
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 720, height: 120 }, deviceScaleFactor: 2 });
  for (const theme of DRAWING_THEMES)
    for (const [name, messages] of scenes) {
      await page.setContent(discordPage(theme, messages));
      const path = `docs/images/discord-${name}${theme === 'light' ? '-light' : ''}.png`;
      await page.screenshot({ path, fullPage: true });
    }
} finally {
  await browser.close();
}
