import { dayText } from '../digest/day-text.ts';
import type { Rise, Trends, TrendWeek } from './trends.ts';

/** `7%`, `0.4%`; shares under a tenth of a percent are `<0.1%`, none is `0%`. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0%';
  if (percent < 0.1) return '<0.1%';
  return `${percent < 9.95 ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)}%`;
}

/** `763 papers in 26 weeks, 7 December 2025 – 29 May 2026, half as many again as before`. */
export function topicLine({ papers, weeks, since, until, perWeek, perWeekBefore }: Trends): string {
  const count = `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`;
  const span = `${weeks.length} weeks, ${dayText(since)} – ${dayText(until)}`;
  return `${count} in ${span}${perWeekBefore === undefined ? '' : `, ${changeText(perWeek / perWeekBefore)}`}`;
}

/** How much a number of papers changed, in percent of what it was. */
function changeText(factor: number): string {
  const percent = Math.round((factor - 1) * 100);
  if (percent === 0) return 'as many as before';
  return `${Math.abs(percent).toLocaleString('en')}% ${percent > 0 ? 'more' : 'fewer'} than before`;
}

/** What a picture of the trends shows, for who does not see it. */
export function trendsAlt(trends: Trends): string {
  const known = trends.weeks.filter(week => week.papers !== undefined);
  const peak = known.reduce<TrendWeek | undefined>(
    (best, week) => (best && (best.papers ?? 0) >= (week.papers ?? 0) ? best : week),
    undefined,
  );
  return [
    `${trends.topic}: ${topicLine(trends)}.`,
    peak ? `Most in one week: ${peak.papers}, ${dayText(peak.since)} – ${dayText(peak.until)}.` : '',
    shareSentence(trends),
    risesSentence('Rising terms', trends.terms, rise => percentText(rise.share)),
    risesSentence('Rising authors', trends.authors, rise => String(rise.papers)),
    ...gapSentences(trends),
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
}

/** Its share of all papers and of all votes. */
export function shareSentence({ paperShare, voteShare }: Trends): string {
  const papers = `${percentText(paperShare)} of all papers`;
  return voteShare === undefined
    ? `${papers}; votes are not known.`
    : `${papers}, ${percentText(voteShare)} of all votes.`;
}

function risesSentence(
  title: string,
  rises: readonly Rise[] | undefined,
  value: (rise: Rise) => string,
): string {
  if (rises === undefined || rises.length === 0) return '';
  return `${title}: ${rises.map(rise => `${rise.name} ${value(rise)}`).join(', ')}.`;
}

/** Where nothing is known, of papers or of votes, and that nothing stands before the period. */
export function gapSentences({ weeks, perWeekBefore }: Trends): string[] {
  const isUnread = (week: TrendWeek): boolean => week.papers === undefined;
  const isUnvoted = (week: TrendWeek): boolean => week.papers !== undefined && week.voteShare === undefined;
  const sentences = [
    ...spans(weeks, isUnread).map(span => `The archive has no papers of ${span}.`),
    ...spans(weeks, isUnvoted).map(span => `Votes of ${span} are not known.`),
  ];
  return perWeekBefore === undefined
    ? [...sentences, 'Too little is known of the time before to compare with.']
    : sentences;
}

function spans(weeks: readonly TrendWeek[], isIn: (week: TrendWeek) => boolean): string[] {
  const found: { since: string; until: string }[] = [];
  weeks.forEach((week, at) => {
    const last = found.at(-1);
    if (!isIn(week)) return;
    if (last && at > 0 && isIn(weeks[at - 1] as TrendWeek)) last.until = week.until;
    else found.push({ since: week.since, until: week.until });
  });
  return found.map(({ since, until }) => `${dayText(since)} – ${dayText(until)}`);
}
