import { scaleBand } from 'd3-scale';
import type { TrendWeek } from '../../core/trends/trends.ts';
import { label } from './label.ts';
import { element } from './svg.ts';
import { THEME } from './theme.ts';

/** Where a panel is drawn. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

/** Left edge and width of each week's column, the same in every panel. */
export function weekBands(weeks: readonly TrendWeek[], { left, right }: Area) {
  const scale = scaleBand<number>()
    .domain(weeks.map((_, at) => at))
    .range([left, right])
    .paddingInner(weeks.length > 80 ? 0.15 : 0.3)
    .paddingOuter(0.1);
  return { start: (at: number): number => scale(at) ?? left, width: scale.bandwidth(), step: scale.step() };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** Months between two labels, so that no more than a dozen stand side by side. */
const monthStep = (weeks: number): number => (weeks <= 56 ? 1 : weeks <= 110 ? 2 : 3);

/** Months under the columns, each where its first day is; January by its year. */
export function monthLabels(weeks: readonly TrendWeek[], area: Area): string {
  const { start, step } = weekBands(weeks, area);
  const every = monthStep(weeks.length);
  const parts: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  weeks.forEach(({ since, until }, at) => {
    const [year = '', month = ''] = until.split('-');
    if (since.slice(0, 7) === until.slice(0, 7) && !since.endsWith('-01')) return;
    if ((Number(month) - 1) % every !== 0) return;
    const x = start(at);
    const text = month === '01' ? year : (MONTHS[Number(month) - 1] ?? '');
    if (x < last || x + text.length * 6 > area.right + step) return;
    last = x + text.length * 6 + 6;
    parts.push(label(text, { x, y: area.top + area.height + 17, size: 11, fill: THEME.soft }));
  });
  return parts.join('');
}

/** Ground under weeks of which something is not known, so that nothing looks like zero. */
export function gapGround(
  weeks: readonly TrendWeek[],
  area: Area,
  isKnown: (week: TrendWeek) => boolean,
  words: string,
): string {
  const { start, step, width } = weekBands(weeks, area);
  const parts: string[] = [];
  for (let from = 0; from < weeks.length; from++) {
    let to = from;
    while (to < weeks.length && !isKnown(weeks[to] as TrendWeek)) to += 1;
    if (to === from) continue;
    const x = start(from) - (step - width) / 2;
    const wide = (to - from) * step;
    parts.push(
      element('rect', { x, y: area.top, width: wide, height: area.height, rx: 3, fill: THEME.gap }),
      wide > 84
        ? label(words, {
            x: x + wide / 2,
            y: area.top + 22,
            size: 11,
            fill: THEME.soft,
            anchor: 'middle',
          })
        : '',
    );
    from = to;
  }
  return parts.join('');
}

/** Horizontal lines with what they stand for at the right. */
export function valueLines(
  ticks: readonly number[],
  y: (value: number) => number,
  area: Area,
  text: (value: number) => string,
): string {
  return ticks
    .map(tick =>
      [
        element('line', {
          x1: area.left,
          x2: area.right,
          y1: y(tick),
          y2: y(tick),
          stroke: tick === 0 ? THEME.soft : THEME.grid,
          'stroke-width': tick === 0 ? 0.75 : 1,
        }),
        label(text(tick), { x: area.right + 8, y: y(tick) + 4, size: 11, fill: THEME.soft }),
      ].join(''),
    )
    .join('');
}
