import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Paper } from '../../../src/core/papers/paper.ts';
import { dayFromNames, dayOf, dayOfMailDate, isDay, isoDate } from '../../../src/core/sources/calendar.ts';
import { webAddress } from '../../../src/core/sources/web-address.ts';

const number = (digits: number, max: number) =>
  fc.integer({ min: 0, max }).map(n => String(n).padStart(digits, '0'));
const almostDay = fc.tuple(number(4, 2600), number(2, 14), number(2, 33)).map(parts => parts.join('-'));
const almostInstant = fc
  .tuple(
    almostDay,
    number(2, 25),
    number(2, 61),
    number(2, 61),
    fc.constantFrom('', '.5', '.123'),
    fc.constantFrom('Z', '+02:00', '-24:00', ''),
  )
  .map(([day, h, m, s, fraction, zone]) => `${day}T${h}:${m}:${s}${fraction}${zone}`);

describe('days and instants', () => {
  it('are those that the schema of a paper allows', () => {
    fc.assert(
      fc.property(fc.oneof(almostDay, fc.string()), text => {
        expect(isDay(text)).toBe(z.iso.date().safeParse(text).success);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.oneof(almostDay, almostInstant), text => {
        const found = isoDate(text);
        const asWritten = Paper.shape.publishedAt.safeParse(text).success;
        expect(found === text).toBe(asWritten);
        expect(Paper.shape.publishedAt.safeParse(found).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('keep the day of their own zone', () => {
    expect(dayOf('2026-01-07T00:30:00-05:00')).toBe('2026-01-07');
    expect(dayOfMailDate('Mon, 27 Apr 2026 00:00:00 -0400')).toBe('2026-04-27');
    expect(dayOfMailDate('1 Jan 1999 10:00:00 GMT')).toBe('1999-01-01');
    expect(dayOfMailDate('some day')).toBeUndefined();
  });

  it('are read as UTC without a zone', () => {
    expect(isoDate('2026-06-26T11:52:01')).toBe('2026-06-26T11:52:01Z');
  });

  it('know the months by their English names', () => {
    expect(dayFromNames(2025, 'September', 3)).toBe('2025-09-03');
    expect(dayFromNames(2025, 'Feb', 29)).toBeUndefined();
    expect(dayFromNames(2025, 'Foo', 1)).toBeUndefined();
  });
});

describe('webAddress', () => {
  it.each([
    [' https://a.org/x ', 'https://a.org/x'],
    ['https://github.com/a/\nb', 'https://github.com/a/b'],
    ['github.com/a/b', 'https://github.com/a/b'],
    ['https://a.org/häuser', 'https://a.org/h%C3%A4user'],
    ['javascript:alert(1)', undefined],
    ['ftp://a.org', undefined],
    ['soon', undefined],
    ['https://', undefined],
  ])('makes of %j %j', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });

  it('gives only what the schema of a paper allows', () => {
    const almost = fc.tuple(
      fc.constantFrom('https://', 'http://', '', 'a.', 'HTTPS://'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          almost.map(parts => parts.join('')),
        ),
        text => {
          expect(Paper.shape.url.safeParse(webAddress(text)).error).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });
});
