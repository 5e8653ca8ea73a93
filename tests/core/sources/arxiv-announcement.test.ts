import { expect, it } from 'vitest';
import { submissionsAnnouncedOn } from '../../../src/core/sources/arxiv-announcement.ts';

const span = (day: string): string[] | undefined => {
  const submissions = submissionsAnnouncedOn(day);
  return (
    submissions && [submissions.from, submissions.until].map(at => new Date(at).toISOString().slice(0, 16))
  );
};

it('is the published schedule of arXiv', () => {
  // 2025-06-09 is a Monday; 14:00 Eastern is 18:00 UTC in summer.
  expect(span('2025-06-09')).toEqual(['2025-06-05T18:00', '2025-06-06T18:00']);
  expect(span('2025-06-10')).toEqual(['2025-06-06T18:00', '2025-06-09T18:00']);
  expect(span('2025-06-11')).toEqual(['2025-06-09T18:00', '2025-06-10T18:00']);
  expect(span('2025-06-13')).toEqual(['2025-06-11T18:00', '2025-06-12T18:00']);
  expect(span('2025-06-14')).toBeUndefined();
  expect(span('2025-06-15')).toBeUndefined();
});

it('leaves no submission out between two listings, over a clock change too', () => {
  // New York went to summer time on 2026-03-08.
  const days = ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11'];
  const ends = days.map(day => span(day));
  for (let i = 1; i < ends.length; i++) expect(ends[i]?.[0]).toBe(ends[i - 1]?.[1]);
  expect(span('2026-03-10')).toEqual(['2026-03-06T19:00', '2026-03-09T18:00']);
});
