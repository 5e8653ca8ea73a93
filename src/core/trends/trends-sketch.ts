import type { Rise, Trends, TrendWeek } from './trends.ts';
import { gapSentences, percentText, shareSentence } from './trends-text.ts';

const STEPS = '▁▂▃▄▅▆▇█';
/** Fits the narrowest terminal that shows anything. */
const MAX_COLUMNS = 53;

/** A sparkline, one character a value: a space where nothing is known, a dot for none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const most = Math.max(...values.map(value => value ?? 0));
  return values
    .map(value => {
      if (value === undefined) return ' ';
      if (value === 0 || most === 0) return '·';
      return STEPS[Math.ceil((value / most) * STEPS.length) - 1] ?? '█';
    })
    .join('');
}

/** The trends in characters: what the picture shows, for where there is none. */
export function trendsSketch(trends: Trends): string {
  const papers = columns(trends.weeks, week => week.papers, 'sum');
  const votes = columns(trends.weeks, week => week.voteShare, 'mean');
  const most = (of: readonly (number | undefined)[]): number => Math.max(0, ...of.map(value => value ?? 0));
  const lines = [
    `papers  ${sparkline(papers)}  up to ${most(papers)}`,
    `votes   ${sparkline(votes)}  up to ${percentText(most(votes))}`,
    '',
    shareSentence(trends),
    ...gapSentences(trends),
  ];
  const rises = [
    ...riseRows('Rising terms', trends.terms, rise => [
      percentText(rise.shareBefore),
      percentText(rise.share),
    ]),
    ...riseRows('Rising authors', trends.authors, rise => [String(rise.papersBefore), String(rise.papers)]),
  ];
  return [...lines, ...rises].join('\n');
}

/** Weeks side by side, put together where there are more than fit. */
function columns(
  weeks: readonly TrendWeek[],
  pick: (week: TrendWeek) => number | undefined,
  how: 'sum' | 'mean',
): (number | undefined)[] {
  const together = Math.ceil(weeks.length / MAX_COLUMNS);
  return Array.from({ length: Math.ceil(weeks.length / together) }, (_, at) => {
    const known = weeks.slice(at * together, (at + 1) * together).flatMap(week => pick(week) ?? []);
    if (known.length === 0) return undefined;
    const sum = known.reduce((total, value) => total + value, 0);
    return how === 'sum' ? sum : sum / known.length;
  });
}

function riseRows(
  title: string,
  rises: readonly Rise[] | undefined,
  values: (rise: Rise) => readonly [before: string, now: string],
): string[] {
  if (rises === undefined) return [];
  if (rises.length === 0) return ['', `${title}: none clearly`];
  const width = Math.max(title.length, ...rises.map(rise => rise.name.length));
  return [
    '',
    `${title.padEnd(width)}  before     now`,
    ...rises.map(rise => {
      const [before, now] = values(rise);
      return `${rise.name.padEnd(width)}  ${before.padStart(6)}  ${now.padStart(6)}`;
    }),
  ];
}
