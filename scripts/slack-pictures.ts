import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { slackPayloads } from '../src/adapters/slack/render.ts';
import { type Scene, slackPage } from '../src/adapters/web/slack-drawing.ts';
import { DRAWING_THEMES } from '../src/adapters/web/theme-rules.ts';
import { buildDigest } from '../src/core/digest/build-digest.ts';
import { digestDocument } from '../src/core/digest/digest-document.ts';
import type { DigestStyle } from '../src/core/platform.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { parsePapers } from '../src/core/sources/parse-papers.ts';
import { openSlack } from '../tests/emulators/slack/open-slack.ts';
import type { Json } from '../tests/emulators/slack/slack-state.ts';

/**
 * Photographs digests, answers, modals and the home tab as Slack shows them, dark and light, into docs/images: real
 * payloads, of the renderer and of the real adapter on the loopback Slack, over the sample day. Needs Debian's `chromium`
 * (or another, named by CHROMIUM) and the fonts fonts-lato and fonts-noto-core.
 */
const TOPICS = 'speculative decoding, quantization, agents, interpretability -survey';
const PRIVATE = 'Only visible to you';
const WAIT_MS = 20_000;

const sample = parsePapers(readFileSync('samples/daily-papers.json', 'utf8'), { source: 'huggingface' });
const papers = sample.papers.map(one => one.paper);

function digest(style: DigestStyle): Scene[] {
  const catalogue = { find: () => undefined, suggest: () => [] };
  const built = buildDigest(papers, {
    period: { kind: 'day', day: '2026-01-07' },
    topics: { text: TOPICS, query: parseQuery(TOPICS, { catalogue }) },
    today: '2026-01-07',
    limit: 8,
    ranking: { now: Date.parse('2026-01-07T13:00:00Z') },
  });
  return slackPayloads(digestDocument(built, style)).map(({ blocks }, at) => ({
    blocks,
    ...(style === 'thread' && at > 0 ? { reply: true as const } : {}),
  }));
}

async function answers(): Promise<[name: string, scenes: Scene[]][]> {
  const slack = await openSlack({ mode: 'socket', papers });
  slack.state.addUser('U1');
  slack.state.addChannel('C1', ['U1', 'U0BOT']);
  const mara = slack.person('U1');
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error('Slack was not answered');
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const ask = async (line: string): Promise<Scene[]> => {
    const before = slack.state.ephemerals.length;
    await mara.types('C1', line);
    const { payload } = await until(() => slack.state.ephemerals[before]);
    return [{ blocks: payload['blocks'] as Json[], typed: `/papers ${line}`, hint: PRIVATE }];
  };
  const view = (pick: (view: Json) => boolean): Promise<Json> =>
    until(() => [...slack.state.views.values()].find(pick));
  const titleOf = (one: Json): string => (one['title'] as { text?: string } | undefined)?.text ?? '';
  const holds = (one: Json, words: string): boolean => JSON.stringify(one).includes(words);
  try {
    const subscribe = await ask('subscribe topic:agents, quantization at:09:00 tz:Europe/Berlin');
    const search = await ask('search model limit:3');
    const help = await ask('help');
    const status = await ask('status');
    const error = await ask('search autor:"Ada Byron"');
    await ask(`save ${papers[0]?.id ?? ''}`);
    await ask(`save ${papers[1]?.id ?? ''}`);
    await mara.press(`show ${papers[0]?.id ?? ''}`, { channel: 'C1' });
    const abstract = await view(one => titleOf(one) === 'Abstract' && !holds(one, 'One moment'));
    await mara.press('setup', {});
    const setup = await view(one => one['callback_id'] === 'setup');
    await mara.opensHome();
    const home = await view(one => one['type'] === 'home');
    await mara.event({ type: 'channel_archive', channel: 'C1', user: 'U2' });
    const paused = await until(() => slack.state.channels.get('D1')?.messages[0]);
    const modal = (one: Json, submit?: string): Scene => ({
      blocks: one['blocks'] as Json[],
      modal: { title: titleOf(one), ...(submit && { submit, close: 'Cancel' }) },
    });
    return [
      ['subscribe', subscribe],
      ['search', search],
      ['help', help],
      ['status', status],
      ['error', error],
      ['paused', [{ blocks: paused['blocks'] as Json[] }]],
      ['abstract', [modal(abstract)]],
      ['setup', [modal(setup, 'Subscribe')]],
      ['home', [{ blocks: home['blocks'] as Json[], home: true }]],
    ];
  } finally {
    await slack.close();
  }
}

const scenes: [name: string, scenes: readonly Scene[]][] = [
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
    for (const [name, shown] of scenes) {
      await page.setContent(slackPage(theme, shown));
      const path = `docs/images/slack-${name}${theme === 'light' ? '-light' : ''}.png`;
      await page.screenshot({ path, fullPage: true });
    }
} finally {
  await browser.close();
}
