import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { buildTrends } from '../../../src/core/trends/build-trends.ts';
import { type CountedWeek, weeksUntil } from '../../../src/core/trends/trend-weeks.ts';
import { sparkline, trendsSketch } from '../../../src/core/trends/trends-sketch.ts';
import { gapSentences, trendsAlt } from '../../../src/core/trends/trends-text.ts';
import { inventedPaper } from '../../fakes/papers.ts';

let next = 0;
const paper = (facts: Partial<Paper> = {}): Paper =>
  inventedPaper({ id: `page:p${next++}`, upvotes: 10, listedOn: '2026-01-05', ...facts });
const [first, second] = [weeksUntil('2026-01-06', 8).slice(0, 4), weeksUntil('2026-01-06', 8).slice(4)];

/** Weeks with these papers of the topic, each beside one paper that is not. */
const weeks = (days: typeof first, ...ofTopic: readonly (readonly Paper[])[]): CountedWeek[] =>
  days.map((day, at) => ({ ...day, ofTopic: ofTopic[at] ?? [], all: [...(ofTopic[at] ?? []), paper()] }));
const many = (count: number, facts: Partial<Paper> = {}): Paper[] =>
  Array.from({ length: count }, () => paper(facts));

describe('trends', () => {
  it('count papers a week and their share of papers and of votes', () => {
    const trends = buildTrends(
      'Agents',
      weeks(second, [paper({ upvotes: 30 })], []),
      weeks(first, [paper()]),
    );
    expect(trends.weeks[0]).toEqual({ ...second[0], papers: 1, paperShare: 0.5, voteShare: 0.75 });
    expect(trends.weeks[1]).toEqual({ ...second[1], papers: 0, paperShare: 0, voteShare: 0 });
    expect(trends).toMatchObject({ papers: 1, perWeek: 0.25, perWeekBefore: 0.25, paperShare: 0.2 });
  });

  it('call a week of which nothing is known unknown, never zero', () => {
    const [week, ...others] = weeks(second, many(2));
    const trends = buildTrends('Agents', [{ ...(week as CountedWeek), all: [], ofTopic: [] }, ...others], []);
    expect(trends.weeks[0]).toEqual(second[0]);
    expect(gapSentences(trends)[0]).toBe('The archive has no papers of 10 December 2025 – 16 December 2025.');
    expect(trendsSketch(trends)).toMatch(/^papers {3}···/);
    expect(sparkline([undefined, 0, 1, 8])).toBe(' ·▁█');
  });

  it('say that votes are not known where most papers of a voting source lack them', () => {
    const { upvotes: _, ...silent } = paper();
    const gap = weeks(second, [silent, silent, silent], [paper()]);
    const trends = buildTrends('Agents', gap, []);
    expect(trends.weeks.map(week => week.voteShare)).toEqual([undefined, 0.5, 0, 0]);
    expect(trends.weeks[0]?.paperShare).toBe(0.75);
    expect(gapSentences(trends)).toContain('Votes of 10 December 2025 – 16 December 2025 are not known.');
  });

  it('miss no votes where a source never tells any', () => {
    const { upvotes: _, ...feed } = paper({ sightings: [{ source: 'arxiv:cs.CL' }] });
    const trends = buildTrends('Agents', weeks(second, [feed, feed, feed, paper()]), []);
    expect(trends.weeks[0]?.voteShare).toBe(0.5);
  });

  it('name a term that titles have now and had not before, as papers spell it, and not its words again', () => {
    const now = many(12, { title: 'Agents with Long-Term Memory banks' });
    const before = many(12, { title: 'Agents in the browser' });
    const { terms } = buildTrends('Agents', weeks(second, now), weeks(first, before));
    expect(terms?.map(rise => rise.name)).not.toContain('agents');
    expect(terms?.some(rise => rise.name.includes('memory'))).toBe(true);
    expect(terms?.filter(rise => rise.name.includes('memory'))).toHaveLength(1);
    expect(terms?.[0]).toMatchObject({ papers: 12, papersBefore: 0, share: 1, shareBefore: 0 });
  });

  it('name authors who have more of its papers, with both counts', () => {
    const now = [...many(6, { authors: ['Mara Lindqvist'] }), ...many(6, { authors: ['Ada Quill'] })];
    const before = many(12, { authors: ['Ada Quill'] });
    const { authors } = buildTrends('Agents', weeks(second, now), weeks(first, before));
    expect(authors?.map(({ name, papers, papersBefore }) => [name, papers, papersBefore])).toEqual([
      ['Mara Lindqvist', 6, 0],
    ]);
  });

  it('compare with nothing where the time before is hardly known, and say so', () => {
    const before = first.map(day => ({ ...day, all: [], ofTopic: [] }));
    const trends = buildTrends('Agents', weeks(second, many(3)), before);
    expect(trends).not.toHaveProperty('terms');
    expect(trends).not.toHaveProperty('perWeekBefore');
    expect(trendsAlt(trends)).toContain('Too little is known of the time before to compare with.');
  });

  it('are said in words with everything the picture shows', () => {
    const alt = trendsAlt(buildTrends('Agents', weeks(second, many(3)), weeks(first, many(2))));
    expect(alt).toMatch(
      /^Agents: 3 papers in 4 weeks, 10 December 2025 – 6 January 2026, 50% more than before\./,
    );
    expect(alt).toContain('Most in one week: 3, 10 December 2025 – 16 December 2025.');
    expect(alt).toContain('43% of all papers, 43% of all votes.');
  });
});
