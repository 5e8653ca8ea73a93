import fc from 'fast-check';
import { parseTopicCatalogue } from '../../../src/core/query/parse-topic-catalogue.ts';
import {
  allOf,
  anyOf,
  COUNTS,
  type Filter,
  POSSESSIONS,
  type Query,
  TEXT_FIELDS,
  type Term,
} from '../../../src/core/query/query.ts';

/** A small catalogue of our own, with a topic of every shape. */
export const catalogue = parseTopicCatalogue([
  {
    name: 'agents',
    label: 'Agents',
    synonyms: ['autonomous agent', 'tool-using agent'],
    except: 'chemical',
  },
  { name: 'quantization', label: 'Quantization', synonyms: ['quantisation', 'low-bit'], acronyms: ['PTQ'] },
  {
    name: 'mixture-of-experts',
    label: 'Mixture of experts',
    acronyms: ['MoE'],
    also: '("expert routing", router) experts',
  },
  { name: 'robotics', label: 'Robotics', synonyms: ['robot'], categories: ['cs.RO'] },
]);

const WORDS = [
  'moe',
  'GPT-4o',
  '1.58-bit',
  'C++',
  'Müller',
  "don't",
  '推理',
  'agents',
  'text-to-image',
  '2:4',
  'R&D',
];

const term: fc.Arbitrary<Term> = fc
  .record({
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }),
    field: fc.option(fc.constantFrom(...TEXT_FIELDS), { nil: undefined }),
    shape: fc.constantFrom('word', 'phrase', 'prefix', 'exact'),
  })
  .map(({ words, field, shape }) => {
    const place = field === undefined ? {} : { field };
    if (shape === 'phrase') return { kind: 'phrase', text: words.join(' '), ...place };
    const text = shape === 'prefix' && words[0] === 'C++' ? 'quantiz' : (words[0] ?? 'moe');
    if (shape === 'word') return { kind: 'word', text, ...place };
    return { kind: 'word', text, ...place, [shape]: true };
  });

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...POSSESSIONS).map(what => ({ on: 'has', what }) as const),
  fc.record({
    on: fc.constantFrom(...COUNTS),
    op: fc.constantFrom('>', '>=', '<', '<=', '='),
    value: fc.nat(999_999_999),
  }),
  fc.record({
    on: fc.constantFrom('since', 'until'),
    day: fc.constantFrom('2026-01-01', '2024-02-29', '1999-12-31'),
  }),
  fc.record({
    on: fc.constant('last' as const),
    amount: fc.integer({ min: 1, max: 99_999 }),
    unit: fc.constantFrom('d', 'w', 'm', 'y'),
  }),
);

const topic: fc.Arbitrary<Query> = fc
  .constantFrom(...catalogue.topics)
  .map(({ name, expansion }) => ({ kind: 'topic', name, expansion }));

/** Queries as {@link parseQuery} makes them: no `all` in an `all`, no single member. */
export const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>(tie => {
  const several = fc.array(tie('query'), { minLength: 2, maxLength: 4 });
  const joined = (join: (members: readonly [Query, ...Query[]]) => Query) =>
    several.map(([first, ...others]) => join([first as Query, ...others]));
  return {
    query: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'query' },
      term,
      term,
      topic,
      filter.map((it): Query => ({ kind: 'filter', filter: it })),
      joined(allOf),
      joined(anyOf),
      tie('query').map((of): Query => ({ kind: 'not', of })),
      tie('query').map((of): Query => ({ kind: 'required', of })),
    ),
  };
}).query;

/** Text made of what the language is made of, so that much of it parses and the rest breaks in interesting places. */
export const queryTexts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...WORDS,
        ...[
          '(',
          ')',
          ',',
          '，',
          '"',
          '“',
          '”',
          "'",
          '’',
          '«',
          '-',
          '−',
          '+',
          '=',
          '*',
          ':',
          ' ',
          ' ',
          '\n',
          '.',
        ],
        ...[
          'title:',
          'author:',
          'cat:',
          'votes:>',
          'has:',
          'since:2026-01',
          'last:7d',
          'topic:',
          'http://x.y',
        ],
        ...['code', 'agents', '5', 'MoE', '\u200b', '\u0301', '\ud800', '😀', '—', '&'],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''));
