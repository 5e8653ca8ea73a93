import { scaleLinear } from 'd3-scale';
import type { TrendWeek } from '../../core/trends/trends.ts';
import { label } from './label.ts';
import { element } from './svg.ts';
import { THEME } from './theme.ts';
import { type Area, gapGround, monthLabels, valueLines, weekBands } from './week-axis.ts';

/** A column a week, as high as the topic has papers in it. */
export function paperBars(weeks: readonly TrendWeek[], area: Area): string {
  const most = Math.max(1, ...weeks.map(week => week.papers ?? 0));
  const y = scaleLinear()
    .domain([0, most])
    .nice(3)
    .range([area.top + area.height, area.top + 8]);
  const { start, width } = weekBands(weeks, area);
  const ticks = y.ticks(3).filter(Number.isInteger);
  const bars = weeks.map(({ papers = 0 }, at) =>
    papers === 0
      ? ''
      : element('rect', {
          x: start(at),
          y: y(papers),
          width,
          height: y(0) - y(papers),
          rx: Math.min(2, width / 3),
          fill: THEME.bar,
        }),
  );
  return [
    label('Papers a week', { x: area.left, y: area.top - 6, weight: 600 }),
    gapGround(weeks, area, week => week.papers !== undefined, 'nothing known'),
    valueLines(ticks, y, area, String),
    ...bars,
    monthLabels(weeks, area),
  ].join('');
}
