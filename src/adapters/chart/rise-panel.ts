import { scaleLinear } from 'd3-scale';
import type { Rise } from '../../core/trends/trends.ts';
import { percentText } from '../../core/trends/trends-text.ts';
import { label } from './label.ts';
import { element } from './svg.ts';
import { THEME } from './theme.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly row: number;
}

/** For both numbers, and what of the rest a name may take. */
const VALUES = 88;
const NAMES = 0.5;

/** What rises, a row each: from a ring (before) to a dot (now), and both as numbers. */
export function risePanel(
  title: string,
  rises: readonly Rise[] | undefined,
  place: Place,
  by: 'share' | 'count',
): string {
  const { x, y, width } = place;
  const heading = [
    label(title, { x, y, weight: 600 }),
    label(by === 'share' ? 'of the topic’s papers' : 'papers', {
      x: x + width,
      y,
      size: 11,
      fill: THEME.soft,
      anchor: 'end',
    }),
    element('line', { x1: x, x2: x + width, y1: y + 9, y2: y + 9, stroke: THEME.grid }),
  ];
  if (rises === undefined || rises.length === 0) {
    const why = rises === undefined ? 'Nothing earlier to compare with' : 'Nothing rises clearly';
    return [...heading, label(why, { x, y: y + 31, fill: THEME.soft })].join('');
  }
  return [...heading, ...riseRows(rises, place, by)].join('');
}

function riseRows(rises: readonly Rise[], { x, y, width, row }: Place, by: 'share' | 'count'): string[] {
  const names = width * NAMES;
  const now = (rise: Rise): number => (by === 'share' ? rise.share : rise.papers);
  const before = (rise: Rise): number => (by === 'share' ? rise.shareBefore : rise.papersBefore);
  const shown = by === 'share' ? percentText : String;
  const scale = scaleLinear()
    .domain([0, Math.max(...rises.map(now))])
    .range([x + names + 12, x + width - VALUES]);
  return rises.map((rise, at) => {
    const middle = y + 28 + at * row;
    return [
      label(rise.name, { x, y: middle + 4, width: names }),
      element('line', {
        x1: scale(before(rise)),
        x2: scale(now(rise)),
        y1: middle,
        y2: middle,
        stroke: THEME.bar,
        'stroke-width': 2,
      }),
      element('circle', {
        cx: scale(before(rise)),
        cy: middle,
        r: 3,
        fill: THEME.ground,
        stroke: THEME.bar,
        'stroke-width': 1.5,
      }),
      element('circle', { cx: scale(now(rise)), cy: middle, r: 4, fill: THEME.accent }),
      label(`${shown(before(rise))} → ${shown(now(rise))}`, {
        x: x + width,
        y: middle + 4,
        size: 11.5,
        fill: THEME.soft,
        anchor: 'end',
      }),
    ].join('');
  });
}
