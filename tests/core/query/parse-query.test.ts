import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/core/errors.ts';
import { formatQuery } from '../../../src/core/query/format-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import type { Query } from '../../../src/core/query/query.ts';
import { catalogue, queries, queryTexts } from './query-arbitraries.ts';

const parse = (text: string): Query => parseQuery(text, { catalogue });
const word = (text: string): Query => ({ kind: 'word', text });
const phrase = (text: string): Query => ({ kind: 'phrase', text });

/** Anything but a UsageError is a bug and fails the test. */
function attempt(text: string): { query: Query } | { problem: string } {
  try {
    return { query: parse(text) };
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
}

function problemOf(text: string): string {
  const outcome = attempt(text);
  return 'problem' in outcome ? outcome.problem : `parsed as ${formatQuery(outcome.query)}`;
}

describe('parseQuery', () => {
  it('takes words side by side as all of them', () => {
    expect(parse('speculative decoding')).toEqual({
      kind: 'all',
      of: [word('speculative'), word('decoding')],
    });
  });

  it('lets the comma bind least', () => {
    expect(parse('moe, "state space model" fast')).toEqual({
      kind: 'any',
      of: [word('moe'), { kind: 'all', of: [phrase('state space model'), word('fast')] }],
    });
  });

  it('groups by brackets and drops those that change nothing', () => {
    expect(parse('(a, b) -survey')).toEqual({
      kind: 'all',
      of: [
        { kind: 'any', of: [word('a'), word('b')] },
        { kind: 'not', of: word('survey') },
      ],
    });
    expect(parse('((a) (b c)), ((d))')).toEqual(parse('a b c, d'));
  });

  it('reads a plus as required and spreads a field over brackets', () => {
    expect(parse('+title:quantization')).toEqual({
      kind: 'required',
      of: { kind: 'word', text: 'quantization', field: 'title' },
    });
    expect(parse('author:("Song Han", LeCun)')).toEqual(parse('author:"Song Han", author:LeCun'));
  });

  it.each([
    '"song han"',
    '“song han”',
    '„song han“',
    '«song han»',
    '「song han」',
    '＂song han＂',
    "'song han'",
    '‘song  han’',
  ])('takes %s as a phrase', quoted => {
    expect(parse(quoted)).toEqual(phrase('song han'));
    expect(parse(`author:${quoted}`)).toEqual({ kind: 'phrase', text: 'song han', field: 'author' });
  });

  it('keeps apostrophes, hyphens, versions and names whole', () => {
    for (const text of ["don't", 'GPT-4o', '1.58-bit', 'C++', 'R&D', '2:4', 'https://example.org/a?b=c'])
      expect(parse(text)).toEqual(word(text));
  });

  it('leaves out bare punctuation, as pasted titles have it', () => {
    expect(parse('LoRA: low-rank & cheap — really?')).toEqual(parse('LoRA low-rank cheap really'));
  });

  it('reads prefixes and exact spellings', () => {
    expect(parse('quantiz*')).toEqual({ kind: 'word', text: 'quantiz', prefix: true });
    expect(parse('title:=RAG')).toEqual({ kind: 'word', text: 'RAG', exact: true, field: 'title' });
  });

  it('reads every filter', () => {
    const filters =
      'has:code votes:>20 comments:<=3 stars:≥100 votes:7 since:2026-01 until:2026-02 last:7d last:2weeks';
    expect(formatQuery(parse(filters))).toBe(
      'has:code votes:>20 comments:<=3 stars:>=100 votes:7 since:2026-01-01 until:2026-02-28 last:7d last:2w',
    );
  });

  it('finds a topic by name, label, synonym or acronym and calls it by its name', () => {
    for (const text of ['topic:mixture-of-experts', 'topic:"Mixture of Experts"', 'topic:moe', 'TOPIC:MoE'])
      expect(formatQuery(parse(text))).toBe('topic:mixture-of-experts');
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['', 'the query is empty: write words, a "phrase", or topic:quantization'],
    [' , ()', 'the brackets are empty (column 4 of the query)'],
    [
      'a titel:b',
      'unknown field "titel": did you mean "title:"? (quote the text to look for it as it is) (column 3 of the query)',
    ],
    [
      'a title: b',
      '"title:" has no value: write it right after the colon, such as title:quantization (column 3 of the query)',
    ],
    ['é "state space', 'the quote "state space is not closed (column 3 of the query)'],
    ['a (b, c', 'the bracket (b, c is not closed (column 3 of the query)'],
    ['a b) c', 'a closing bracket without an opening one (column 4 of the query)'],
    ['a ""', 'there is nothing to look for in the quotes "" (column 3 of the query)'],
    ['a - b', 'a minus with nothing right after it: write -word, or quote the text (column 3 of the query)'],
    ['a -&', 'there is nothing to look for in "-&" (column 3 of the query)'],
    ['--a', '"--": one sign is enough (column 1 of the query)'],
    ['title:-a', 'put the sign before the field: -title:a (column 1 of the query)'],
    ['title:(a cat:b)', '"cat:" can\'t stand inside title:( ) (column 10 of the query)'],
    [
      'topic:quantisatoin',
      'unknown topic "quantisatoin": did you mean topic:quantization? (column 1 of the query)',
    ],
    [
      'topic:weather',
      'unknown topic "weather": write it as words to look for it: weather (column 1 of the query)',
    ],
    ['topic:(a)', '"topic:" takes one value, such as topic:quantization (column 1 of the query)'],
    ['has:cod', '"has:cod" is unknown: did you mean "has:code"? (column 1 of the query)'],
    [
      'votes:many',
      '"votes:many" is not a number: write it such as votes:>20 or votes:<=3 (column 1 of the query)',
    ],
    [
      'since:2026-02-30',
      '"since:2026-02-30" is not a day: write it such as since:2026-01-31 (column 1 of the query)',
    ],
    [
      'last:soon',
      '"last:soon" is not a span: write it such as last:7d, last:2w, last:3m or last:1y (column 1 of the query)',
    ],
    ['a*b', 'the * in "a*b" can stand only at a word\'s end (column 1 of the query)'],
    [
      'x a*',
      '"a*" would match nearly everything: give at least two letters before the * (column 3 of the query)',
    ],
    ['=RAG*', '"=RAG*" can\'t be both exact (=) and the start of a word (*) (column 1 of the query)'],
  ])('%j is told: %s', (text, message) => {
    expect(problemOf(text)).toBe(message);
  });

  it('is refused when brackets go deeper than anyone types', () => {
    expect(problemOf('('.repeat(10_000))).toBe(
      'brackets are nested more than 50 deep (column 51 of the query)',
    );
    expect(problemOf('-('.repeat(60))).toMatch(/nested more than 50 deep/);
    expect(problemOf(`${'('.repeat(50)}a${')'.repeat(50)}`)).toBe('parsed as a');
  });

  it('is refused when it is longer than anyone types, not cut', () => {
    expect(problemOf('a'.repeat(120_001))).toBe('the query is too long: 120001 characters, at most 120000');
    expect(problemOf('a,'.repeat(15_000))).toMatch(/^the query has more than 20000 words and signs/);
  });
});

describe('formatQuery', () => {
  it('writes what parses to the same query, for every query', () => {
    fc.assert(
      fc.property(queries, query => {
        expect(parse(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('after parseQuery is the identity for any text that parses, and the rest is a UsageError', () => {
    let parsed = 0;
    fc.assert(
      fc.property(queryTexts, text => {
        const outcome = attempt(text);
        if ('query' in outcome) parsed++;
        const again = 'query' in outcome ? attempt(formatQuery(outcome.query)) : outcome;
        expect(again).toEqual(outcome);
      }),
      { numRuns: 3000, seed: 2 },
    );
    expect(parsed).toBeGreaterThan(100);
  });

  it('takes a query of ten thousand words, of wildcards, of apostrophes and of open quotes', () => {
    const long = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(' ');
    expect(formatQuery(parse(long))).toBe(long);
    const wild = Array.from({ length: 200 }, (_, i) => `word${i}*`).join(', ');
    expect(formatQuery(parse(wild))).toBe(wild);
    expect(parse(" 'a".repeat(20_000)).kind).toBe('all');
    expect(parse("-'a".repeat(40_000)).kind).toBe('not');
  });
});
