import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ARXIV_CALENDAR,
  addDays,
  closesAt,
  currentDay,
  daysBetween,
  expectation,
  HUGGINGFACE_CALENDAR,
  openDays,
  opensAt,
} from '../../../src/core/sources/listing-day.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString();
const hf = HUGGINGFACE_CALENDAR;

describe('the listing day of Hugging Face', () => {
  it('closes at 21:30 in New York, summer and winter', () => {
    expect(iso(closesAt(hf, '2025-07-16'))).toBe('2025-07-17T01:30:00.000Z');
    expect(iso(closesAt(hf, '2025-01-15'))).toBe('2025-01-16T02:30:00.000Z');
  });

  it('rolls over at its closing, to the millisecond', () => {
    expect(currentDay(hf, at('2025-07-17T01:29:59.999Z'))).toBe('2025-07-16');
    expect(currentDay(hf, at('2025-07-17T01:30:00.000Z'))).toBe('2025-07-17');
  });

  it('takes papers for the next day from the morning before', () => {
    expect(openDays(hf, at('2025-07-16T13:29:59Z'))).toEqual(['2025-07-16']);
    expect(openDays(hf, at('2025-07-16T13:30:00Z'))).toEqual(['2025-07-16', '2025-07-17']);
    expect(openDays(hf, at('2025-07-17T01:30:00Z'))).toEqual(['2025-07-17']);
  });

  it('keeps its wall-clock hours over a clock change', () => {
    // New York went to summer time on 2025-03-09 at 02:00.
    expect(iso(opensAt(hf, '2025-03-09'))).toBe('2025-03-08T14:30:00.000Z');
    expect(iso(closesAt(hf, '2025-03-09'))).toBe('2025-03-10T01:30:00.000Z');
  });

  it('has few papers at weekends', () => {
    expect(['2026-01-09', '2026-01-10', '2026-01-11', '2026-01-12'].map(day => expectation(hf, day))).toEqual(
      ['papers', 'few', 'few', 'papers'],
    );
  });

  it('always has a current day that is open and not yet closed', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2023-01-01T00:00Z'), max: at('2033-01-01T00:00Z') }), now => {
        const day = currentDay(hf, now);
        expect(opensAt(hf, day)).toBeLessThanOrEqual(now);
        expect(closesAt(hf, day)).toBeGreaterThan(now);
        expect(closesAt(hf, addDays(day, -1))).toBeLessThanOrEqual(now);
        expect(openDays(hf, now)[0]).toBe(day);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('the listing day of arXiv', () => {
  it('is the Eastern calendar day', () => {
    expect(openDays(ARXIV_CALENDAR, at('2026-04-27T03:59:59Z'))).toEqual([]);
    expect(openDays(ARXIV_CALENDAR, at('2026-04-27T04:00:00Z'))).toEqual(['2026-04-27']);
    expect(iso(closesAt(ARXIV_CALENDAR, '2026-04-27'))).toBe('2026-04-28T04:00:00.000Z');
  });

  it('never is a Saturday or Sunday', () => {
    expect(openDays(ARXIV_CALENDAR, at('2026-04-25T12:00:00Z'))).toEqual([]);
    expect(expectation(ARXIV_CALENDAR, '2026-04-26')).toBe('none');
  });
});

describe('days between two days', () => {
  it('include both ends and cross months', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysBetween('2024-03-02', '2024-03-01')).toEqual([]);
  });
});
