import type { Trends } from '../../core/trends/trends.ts';
import { topicLine } from '../../core/trends/trends-text.ts';
import { label } from './label.ts';
import { paperBars } from './paper-bars.ts';
import { risePanel } from './rise-panel.ts';
import { shareLines } from './share-lines.ts';
import { element } from './svg.ts';
import { THEME } from './theme.ts';

export const WIDTH = 640;
const MARGIN = 28;
const BARS = { top: 108, height: 128 };
const LINES = { top: 290, height: 92 };
const RISES_TOP = 430;
const ROW = 23;

/** Trends as one picture, an SVG document that stands alone. Text is literal. */
export function trendsFigure(trends: Trends): string {
  const rows = Math.max(trends.terms?.length ?? 0, trends.authors?.length ?? 0, 1);
  const height = RISES_TOP + 28 + (rows - 1) * ROW + MARGIN;
  const area = { left: MARGIN, right: WIDTH - MARGIN - 34 };
  const column = (WIDTH - 2 * MARGIN - 36) / 2;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      'font-family': THEME.font,
      'font-size': 12.5,
    },
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: WIDTH - 1,
      height: height - 1,
      rx: 12,
      fill: THEME.ground,
      stroke: THEME.edge,
    }),
    label(trends.topic, { x: MARGIN, y: 42, size: 20, weight: 600, width: WIDTH - 2 * MARGIN }),
    label(topicLine(trends), { x: MARGIN, y: 64, fill: THEME.soft, width: WIDTH - 2 * MARGIN }),
    paperBars(trends.weeks, { ...area, ...BARS }),
    shareLines(trends.weeks, { ...area, ...LINES }),
    risePanel('Rising terms', trends.terms, { x: MARGIN, y: RISES_TOP, width: column, row: ROW }, 'share'),
    risePanel(
      'Rising authors',
      trends.authors,
      { x: MARGIN + column + 36, y: RISES_TOP, width: column, row: ROW },
      'count',
    ),
  );
}
