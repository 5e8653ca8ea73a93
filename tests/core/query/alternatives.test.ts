import { describe, expect, it } from 'vitest';
import {
  alternativesOf,
  withAlternatives,
  withoutAlternatives,
} from '../../../src/core/query/alternatives.ts';
import { formatQuery } from '../../../src/core/query/format-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import type { Query } from '../../../src/core/query/query.ts';
import { catalogue } from './query-arbitraries.ts';

const parse = (text: string): Query => parseQuery(text, { catalogue });

describe('the topics of a subscription', () => {
  it('are what the commas at the top separate', () => {
    expect(alternativesOf(parse('moe, (a, b) c, topic:agents')).map(formatQuery)).toEqual([
      'moe',
      '(a, b) c',
      'topic:agents',
    ]);
    expect(alternativesOf(parse('one topic')).map(formatQuery)).toEqual(['one topic']);
  });

  it('gain only what they do not have', () => {
    expect(formatQuery(withAlternatives(parse('moe, rag'), parse('RAG, topic:agents, rag -survey')))).toBe(
      'moe, rag, topic:agents, rag -survey',
    );
  });

  it('lose what is named and say what was not there', () => {
    const { query, removed, missing } = withoutAlternatives(
      parse('moe, rag, "state space"'),
      parse('RAG, agents'),
    );
    expect(query && formatQuery(query)).toBe('moe, "state space"');
    expect(removed.map(formatQuery)).toEqual(['rag']);
    expect(missing.map(formatQuery)).toEqual(['agents']);
  });

  it('can all be lost', () => {
    expect(withoutAlternatives(parse('moe, rag'), parse('rag, moe'))).toEqual({
      removed: [parse('moe'), parse('rag')],
      missing: [],
    });
  });
});
