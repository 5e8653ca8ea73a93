import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { TrendWeek } from '../../core/trends/trends.ts';
import { label } from './label.ts';
import { element } from './svg.ts';
import { THEME } from './theme.ts';
import { type Area, gapGround, monthLabels, valueLines, weekBands } from './week-axis.ts';

type Pick = (week: TrendWeek) => number | undefined;

/** The topic's share of all votes, and of all papers beside it, week by week; a line stops where nothing is known. */
export function shareLines(weeks: readonly TrendWeek[], area: Area): string {
  const votes: Pick = week => week.voteShare;
  const papers: Pick = week => week.paperShare;
  const most = Math.max(0.01, ...weeks.flatMap(week => [votes(week) ?? 0, papers(week) ?? 0]));
  const y = scaleLinear()
    .domain([0, most])
    .nice(3)
    .range([area.top + area.height, area.top + 8]);
  const { start, width } = weekBands(weeks, area);
  const x = (at: number): number => start(at) + width / 2;
  const draw = (pick: Pick, colour: string, thickness: number): string => {
    const path = line<TrendWeek>()
      .defined(week => pick(week) !== undefined)
      .x((_, at) => x(at))
      .y(week => y(pick(week) ?? 0))([...weeks]);
    const lone = weeks.map((week, at) => {
      const isLone = [at - 1, at + 1].every(
        near => weeks[near] === undefined || pick(weeks[near]) === undefined,
      );
      return pick(week) !== undefined && isLone
        ? element('circle', { cx: x(at), cy: y(pick(week) ?? 0), r: thickness, fill: colour })
        : '';
    });
    return [
      path === null
        ? ''
        : element('path', {
            d: path,
            fill: 'none',
            stroke: colour,
            'stroke-width': thickness,
            'stroke-linejoin': 'round',
            'stroke-linecap': 'round',
          }),
      ...lone,
    ].join('');
  };
  const percent = y.tickFormat(3, '%');
  return [
    key(area),
    gapGround(weeks, area, week => week.voteShare !== undefined, 'votes unknown'),
    valueLines(y.ticks(3), y, area, percent),
    draw(papers, THEME.soft, 1.25),
    draw(votes, THEME.second, 2.25),
    monthLabels(weeks, area),
  ].join('');
}

function key({ left, top }: Area): string {
  const y = top - 6;
  const sample = (x: number, colour: string, thickness: number): string =>
    element('line', {
      x1: x,
      x2: x + 16,
      y1: y - 4,
      y2: y - 4,
      stroke: colour,
      'stroke-width': thickness,
      'stroke-linecap': 'round',
    });
  return [
    label('Share of all', { x: left, y, weight: 600 }),
    sample(left + 90, THEME.second, 2.25),
    label('votes', { x: left + 112, y }),
    sample(left + 160, THEME.soft, 1.25),
    label('papers', { x: left + 182, y, fill: THEME.soft }),
  ].join('');
}
