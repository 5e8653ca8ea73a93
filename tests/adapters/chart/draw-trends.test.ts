import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { drawTrends } from '../../../src/adapters/chart/draw-trends.ts';
import { fitText } from '../../../src/adapters/chart/label.ts';
import type { Rise, Trends, TrendWeek } from '../../../src/core/trends/trends.ts';

const NASTY = `<script>alert(1)</script> & "quotes" ' ]]> &lt; \u0000 \ud800 @everyone`;

const rise = (name: string, papers: number): Rise => ({
  name,
  papers,
  papersBefore: 1,
  share: papers / 40,
  shareBefore: 0.02,
  score: 2,
});
const week = (facts: Partial<TrendWeek>): TrendWeek => ({
  since: '2026-01-05',
  until: '2026-01-11',
  papers: 3,
  paperShare: 0.1,
  voteShare: 0.2,
  ...facts,
});

function trends(facts: Partial<Trends> = {}): Trends {
  return {
    topic: 'Agents',
    since: '2026-01-05',
    until: '2026-02-01',
    weeks: [week({}), week({ papers: 7 }), week({}), week({})],
    papers: 16,
    perWeek: 4,
    perWeekBefore: 2,
    paperShare: 0.1,
    voteShare: 0.2,
    terms: [rise('memory', 12)],
    authors: [rise('Mara Lindqvist', 5)],
    ...facts,
  };
}
const svg = async (facts: Partial<Trends>): Promise<string> =>
  new TextDecoder().decode(await drawTrends(trends(facts), 'svg'));

/** The size a PNG says it has: https://www.w3.org/TR/png-3/#11IHDR */
const size = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('a chart of trends', () => {
  it('is a PNG twice as large as its SVG, and not blank', async () => {
    const png = await drawTrends(trends(), 'png');
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(size(png)[0]).toBe(1280);
    expect(png.length).toBeGreaterThan(20_000);
  });

  it('shows whatever a title, a term or an author holds, and runs none of it', async () => {
    const text = await svg({ topic: NASTY, terms: [rise(NASTY, 9)], authors: [rise(NASTY, 4)] });
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u0000');
    expect(text).not.toMatch(/[\ud800-\udfff]/u);
    const names = new Set<string>();
    const visit = (node: { name?: string; children?: unknown[] }): void => {
      if (node.name !== undefined) names.add(node.name);
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    visit(parseDocument(text, { xmlMode: true }));
    expect([...names].sort()).toEqual(['circle', 'line', 'path', 'rect', 'svg', 'text']);
    expect((await drawTrends(trends({ topic: NASTY }), 'png')).length).toBeGreaterThan(20_000);
  });

  it('leaves a gap, on a ground of its own, where nothing is known', async () => {
    const { voteShare: _, ...unvoted } = week({});
    const whole = await svg({});
    const gap = await svg({ weeks: [week({}), unvoted, unvoted, week({})] });
    const broken = (text: string): number => [...text.matchAll(/ d="M[^"]*M/g)].length;
    expect(whole).not.toContain('votes unknown');
    expect(gap).toContain('votes unknown');
    expect([broken(whole), broken(gap)]).toEqual([0, 1]);
    const unread = { since: '2026-01-05', until: '2026-01-11' };
    expect(await svg({ weeks: [unread, unread, week({}), week({})] })).toContain('nothing known');
  });

  it('says why a list is empty', async () => {
    expect(await svg({ terms: [] })).toContain('Nothing rises clearly');
    const { terms: _, authors: __, ...alone } = trends();
    expect(new TextDecoder().decode(await drawTrends(alone, 'svg'))).toContain(
      'Nothing earlier to compare with',
    );
  });

  it('cuts a name that is wider than its column between letters', () => {
    expect(fitText('Mara', 100, 12)).toBe('Mara');
    expect(fitText('A very long name that nobody could have', 100, 12)).toMatch(/^A very.*…$/);
    expect(fitText('多智能体强化学习系统研究', 60, 12)).toMatch(/^多.*…$/);
  });
});
