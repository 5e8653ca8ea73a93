import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '../emulators/discord/emulated-interaction.ts';
import { type OpenDiscord, openDiscord, until } from '../fakes/open-discord.ts';
import { inventedPaper } from '../fakes/papers.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PAPERS = Array.from({ length: 24 }, (_, at) =>
  inventedPaper({
    id: `arxiv:2601.9${String(at).padStart(4, '0')}`,
    title: at < 12 ? `Agents that plan, part ${at}` : `Agents with long memory, part ${at}`,
    authors: at < 12 ? ['Ada Quill'] : ['Mara Lindqvist'],
    listedOn: at < 12 ? `2025-12-0${(at % 5) + 1}` : `2026-01-0${(at % 5) + 1}`,
    upvotes: 40 - at,
  }),
);

let open: OpenDiscord | undefined;
let folder: string | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

describe('/papers trends', () => {
  it('comes to Discord as a picture with its words, and other periods a press away', async () => {
    open = await openDiscord(PAPERS);
    const { discord, channel, reader, adapter, desk, events } = open;
    await adapter.connect(desk, events);
    const place = { channel, user: reader };
    const typing = await discord.complete(place, 'trends', 'topic', 'agent').answered();
    expect(JSON.stringify(typing.callback?.data['choices'])).toContain('topic:agents');
    const periods = await discord.complete(place, 'trends', 'period', '', { topic: 'agents' }).answered();
    expect(JSON.stringify(periods.callback?.data['choices'])).toContain('"1y"');

    const asked = await discord.command(place, 'trends', { topic: 'part', period: '4w' }).answered();
    const [answer] = asked.answers;
    expect(asked.answers).toHaveLength(1);
    expect(answer?.ephemeral).toBe(true);
    expect(answer?.files).toEqual(['trends.png']);
    const alt = /"description":"(part: 12 papers in 4 weeks[^"]*)"/.exec(JSON.stringify(answer))?.[1] ?? '';
    expect(alt).toContain('Rising authors: Mara Lindqvist 12.');
    expect(alt).toContain('memory');
    if (!answer) throw new Error('no answer');
    await discord.press(place, answer, '1 year').answered();
    await until(() => textOf(answer).includes('24 papers in 52 weeks'), 'the same message turned');
    expect(answer.files).toEqual(['trends.png']);

    const wrong = await discord.command(place, 'trends', { topic: 'part', period: '5d' }).answered();
    expect(wrong.text).toContain('period must be a span such as 12w, 6m or 1y, not 5d');
    expect(discord.violations).toEqual([]);
  });

  it('is a sparkline and a table in the terminal, and the same as data', async () => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-trends-'));
    const environment = { DATABASE_URL: `file:${folder}/archive.db`, LOG_LEVEL: 'error' };
    const file = join(folder, 'papers.ndjson');
    writeFileSync(file, PAPERS.map(paper => JSON.stringify(paper)).join('\n'));
    await runBroadsheet(['import', file], { environment });
    const shown = await runBroadsheet(['papers', 'trends', 'agents', 'period:4w'], { environment });
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toContain('Agents\n12 papers in 4 weeks, 9 December 2025 – 5 January 2026');
    expect(shown.stdout).toMatch(/papers {5}█ {2}up to 12/);
    expect(shown.stdout).toMatch(/Mara Lindqvist +0 +12/);
    const data = await runBroadsheet(['papers', 'trends', 'agents', 'period:4w', '--json'], { environment });
    expect(JSON.parse(data.stdout)).toMatchObject({ topic: 'Agents', papers: 12, authors: [{ papers: 12 }] });
    const nothing = await runBroadsheet(['papers', 'trends', 'topic:quantization'], { environment });
    expect(nothing.stdout).toContain('No paper on Quantization is in the archive from ');
  });
});
