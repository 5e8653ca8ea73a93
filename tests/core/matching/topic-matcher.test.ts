import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysedPaper } from '../../../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../../../src/core/matching/match-query.ts';
import { TopicMatcher } from '../../../src/core/matching/topic-matcher.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import type { Query } from '../../../src/core/query/query.ts';
import { catalogue, queries } from '../query/query-arbitraries.ts';

const TODAY = '2026-01-08';
const parse = (text: string): Query => parseQuery(text, { catalogue });

const words = fc
  .array(
    fc.constantFrom(
      ...[
        'MoE',
        'moes',
        'GPT-4o',
        '1.58-bit',
        'C++',
        'Müller',
        'muller',
        "don't",
        '推理',
        'agents',
        'agentic',
        'text-to-image',
      ],
      ...[
        'text',
        'image',
        '2:4',
        'R&D',
        'quantization',
        'quantize',
        'low-bit',
        'PTQ',
        'robots',
        'autonomous',
        'agent',
      ],
      ...['expert', 'routing', 'router', 'mixture', 'of', 'experts', 'chemical', 'tool', 'using', '.'],
    ),
    { maxLength: 14 },
  )
  .map(row => row.join(' '));

const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map(given => (given === undefined ? {} : { [key]: given }));

const papers: fc.Arbitrary<Paper> = fc
  .tuple(
    fc.record({
      id: fc.constant('arxiv:2601.00001'),
      title: words.map(text => text || 'untitled'),
      abstract: words,
      authors: fc.array(fc.constantFrom('Jörg Müller', 'Agents Smith', 'C. Router'), { maxLength: 2 }),
      sightings: fc.array(fc.constantFrom({ source: 'huggingface' }, { source: 'arxiv:cs.RO' }), {
        maxLength: 2,
      }),
    }),
    optional('keywords', fc.array(words.filter(Boolean), { maxLength: 2 })),
    optional('categories', fc.constantFrom(['cs.RO'], ['cs.CL', 'moe'], [])),
    optional('organization', fc.constant({ slug: 'moe-lab', name: 'Quantization Group' })),
    optional('upvotes', fc.nat(40)),
    optional('listedOn', fc.constantFrom('2026-01-07', '2024-02-29', '1999-12-30')),
    optional('codeUrl', fc.constant('https://example.org/code')),
  )
  .map(([paper, ...rest]) => Object.assign({ ...paper }, ...rest));

/** What the plain loop over all queries finds. */
const plainly = (kept: ReadonlyMap<string, Query>, paper: AnalysedPaper): string[] =>
  [...kept].filter(([, query]) => matchQuery(query, paper, TODAY)).map(([name]) => name);

describe('TopicMatcher', () => {
  it('finds exactly the queries that match one by one, also after some were replaced and taken away', () => {
    let matches = 0;
    fc.assert(
      fc.property(
        fc.array(queries, { minLength: 1, maxLength: 12 }),
        fc.array(papers, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(11), fc.option(queries, { nil: undefined })), { maxLength: 6 }),
        (first, listed, changes) => {
          const analysed = listed.map(paper => new AnalysedPaper(paper));
          const matcher = new TopicMatcher();
          const kept = new Map(first.map((query, i) => [`s${i}`, query]));
          for (const [name, query] of kept) matcher.set(name, query);
          const check = (): void => {
            expect(matcher.size).toBe(kept.size);
            for (const paper of analysed) {
              const found = [...matcher.match(paper, TODAY)].sort();
              expect(found).toEqual(plainly(kept, paper).sort());
              matches += found.length;
            }
          };
          check();
          for (const [slot, query] of changes) {
            const name = `s${slot}`;
            expect(matcher.delete(name)).toBe(kept.delete(name));
            if (!query) continue;
            matcher.set(name, query);
            kept.set(name, query);
          }
          check();
        },
      ),
      { numRuns: 200, seed: 3 },
    );
    expect(matches).toBeGreaterThan(500);
  }, 30_000);

  it('asks a part that two queries share once, and still tells both', () => {
    const matcher = new TopicMatcher();
    matcher.set('composite', parse('(moe agents) -survey, nothing'));
    matcher.set('part', parse('agents moe'));
    const paper = new AnalysedPaper({
      id: 'arxiv:2601.00001',
      title: 'Agents of MoE',
      abstract: '',
      authors: [],
      sightings: [],
    });
    expect([...matcher.match(paper, TODAY)].sort()).toEqual(['composite', 'part']);
    expect(matcher.delete('composite')).toBe(true);
    expect(matcher.match(paper, TODAY)).toEqual(['part']);
  });
});
