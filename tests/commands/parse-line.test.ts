import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../src/commands/command.ts';
import { formatLine } from '../../src/commands/format-line.ts';
import { readOptions, splitLine, wordsOf } from '../../src/commands/parse-line.ts';
import { QUERY_KEYS } from '../../src/commands/query-keys.ts';
import { UsageError } from '../../src/core/errors.ts';

const SPEC: CommandSpec = {
  name: 'subscribe',
  summary: 'A command with every way of saying things',
  access: 'manage',
  options: {
    topics: { kind: 'query', positional: true, summary: 'Topics' },
    at: { kind: 'time', summary: 'Time' },
    tz: { kind: 'zone', summary: 'Zone' },
    cron: { kind: 'cron', summary: 'Cron' },
    min_votes: { kind: 'integer', summary: 'Votes' },
  },
  examples: [],
};
const WITHOUT_WORDS: CommandSpec = { ...SPEC, name: 'list', options: {} };

const read = (line: string, spec = SPEC): unknown => {
  try {
    return readOptions(spec, splitLine(line), QUERY_KEYS);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe('a line', () => {
  it.each([
    ['words are the query', 'rl agents', { topics: 'rl agents' }],
    ['a query keeps its quotes', '"rl agents" at:09:00', { topics: '"rl agents"', at: '09:00' }],
    [
      'curly quotes are quotes',
      '“rl agents” tz:“Europe/Berlin”',
      { topics: '“rl agents”', tz: 'Europe/Berlin' },
    ],
    [
      'low and angle quotes are quotes',
      '„rl agents“ cron:«0 9 * * 1-5»',
      { topics: '„rl agents“', cron: '0 9 * * 1-5' },
    ],
    ['corner quotes are quotes', 'cron:「0 9 * * *」 moe', { topics: 'moe', cron: '0 9 * * *' }],
    [
      'single quotes are quotes',
      "'rl agents' cron:'0 9 * * *'",
      { topics: "'rl agents'", cron: '0 9 * * *' },
    ],
    ['an apostrophe is no quote', "shannon's law tz:UTC", { topics: "shannon's law", tz: 'UTC' }],
    [
      'dashes do the same as a colon',
      'moe --at 09:00 --min-votes=5',
      { topics: 'moe', at: '09:00', min_votes: '5' },
    ],
    [
      'a space after the colon is forgiven',
      'moe at: 09:00 tz: UTC',
      { topics: 'moe', at: '09:00', tz: 'UTC' },
    ],
    ['keys have no case', 'moe TZ:UTC', { topics: 'moe', tz: 'UTC' }],
    [
      'fields of the query stay in it',
      'author:"Ada Byron" has:code at:9',
      { topics: 'author:"Ada Byron" has:code', at: '9' },
    ],
    ['a quoted word is never a key', '"at:09:00" moe', { topics: '"at:09:00" moe' }],
    ['minus words are not flags', 'moe -survey', { topics: 'moe -survey' }],
    ['options may come first', 'at:9 moe', { topics: 'moe', at: '9' }],
    ['nothing is nothing', '   ', {}],
  ])('%s', (_, line, options) => {
    expect(read(line)).toEqual(options);
  });

  it.each([
    ['moe tzz:UTC', 'unknown option tzz at column 5 (did you mean tz?)'],
    ['moe --zone UTC', 'unknown option zone at column 5; subscribe takes topics, at, tz, cron, min_votes'],
    ['moe at:9 at:10', 'at is given twice (column 10)'],
    ['moe at:', 'at needs a value (column 5)'],
    ['moe "rl agents', 'the quote opened at column 5 is never closed: "rl agents'],
  ])('%s says what is wrong and where', (line, message) => {
    expect(read(line)).toBe(message);
  });

  it('for a command without free words names what it does not take', () => {
    expect(read('please', WITHOUT_WORDS)).toBe('list takes no "please"; see help list');
  });

  it('gives each positional option a word and the last one the rest', () => {
    const vote: CommandSpec = {
      ...SPEC,
      options: {
        direction: { kind: 'choice', positional: true, summary: 'Which way' },
        id: { kind: 'paper', positional: true, summary: 'Paper' },
      },
    };
    expect(read('up arxiv:2410.01234', vote)).toEqual({ direction: 'up', id: 'arxiv:2410.01234' });
    expect(read('up the "rest of" it', vote)).toEqual({ direction: 'up', id: 'the rest of it' });
    expect(read('up', vote)).toEqual({ direction: 'up' });
  });

  it('that a shell has taken apart keeps each word whole', () => {
    expect(
      readOptions(SPEC, wordsOf(['moe routing', '--cron', '0 9 * * 1-5', 'tz:UTC']), QUERY_KEYS),
    ).toEqual({
      topics: 'moe routing',
      cron: '0 9 * * 1-5',
      tz: 'UTC',
    });
  });

  it('of any text gives options or a clear error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), line => {
        const result = read(line);
        expect(typeof result === 'object' || (typeof result === 'string' && result.length > 0)).toBe(true);
      }),
    );
  });
});

describe('formatLine', () => {
  it('gives a line that reads back as the same options', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9*/ +-]{0,20}[A-Za-z0-9*/]$/);
    fc.assert(
      fc.property(value, value, (cron, tz) => {
        const options = { topics: '"rl agents", -survey', cron, tz };
        expect(read(formatLine(SPEC, options).slice('subscribe '.length))).toEqual(options);
      }),
    );
  });
});
