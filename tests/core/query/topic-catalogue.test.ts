import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/core/errors.ts';
import { formatQuery } from '../../../src/core/query/format-query.ts';
import { parseTopicCatalogue } from '../../../src/core/query/parse-topic-catalogue.ts';

const problemOf = (json: unknown): string => {
  try {
    parseTopicCatalogue(json);
    return 'none';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

describe('parseTopicCatalogue', () => {
  const catalogue = parseTopicCatalogue([
    {
      name: 'mixture-of-experts',
      label: 'Mixture of experts',
      synonyms: ['expert routing'],
      acronyms: ['MoE'],
      inTitle: ['experts'],
      categories: ['cs.LG'],
      also: 'router title:sparse',
      except: '"expert annotators"',
    },
    { name: 'fairness', label: 'Bias and fairness', labelMatches: false, synonyms: ['Fairness'] },
  ]);

  it('makes one query of everything an entry says', () => {
    expect(catalogue.topics.map(topic => formatQuery(topic.expansion))).toEqual([
      '("Mixture of experts", "expert routing", =MoE, title:"experts", keyword:"experts", cat:cs.LG, router title:sparse)' +
        ' -"expert annotators"',
      '"Fairness"',
    ]);
  });

  it('finds a topic by name, label or alias whatever the case, accents, hyphens and plural', () => {
    for (const name of [
      'mixture-of-experts',
      'Mixture of Experts',
      'mixture_of_éxpert',
      'moe',
      'MoEs',
      'EXPERT-ROUTING',
    ])
      expect(catalogue.find(name)?.name).toBe('mixture-of-experts');
    expect(catalogue.find('experts')).toBeUndefined();
  });

  it('suggests what was probably meant, each topic once', () => {
    expect(catalogue.suggest('mixtrue of experts')).toEqual(['mixture-of-experts']);
    expect(catalogue.suggest('expert')).toEqual(['mixture-of-experts']);
    expect(catalogue.suggest('weather')).toEqual([]);
    expect(catalogue.suggest('x'.repeat(10_000))).toEqual([]);
  });

  it('names every wrong entry', () => {
    expect(
      problemOf([
        { name: 'No Kebab', label: 'x' },
        { name: 'b', label: '"quoted"' },
      ]),
    ).toMatch(/kebab-case[\s\S]*\[0\]\.name[\s\S]*no quotes[\s\S]*\[1\]\.label/);
    expect(problemOf([{ name: 'a', label: 'A', synonym: [] }])).toMatch(/synonym/);
    expect(problemOf('topics')).toMatch(/expected array/);
  });

  it('refuses two topics of one name', () => {
    const entries = [
      { name: 'a', label: 'One' },
      { name: 'b', label: 'Two', synonyms: ['One', 'a'] },
    ];
    expect(problemOf(entries)).toBe('topics: "One" names both a and b; "a" names both a and b');
    expect(
      problemOf([
        { name: 'a', label: 'Models' },
        { name: 'b', label: 'model' },
      ]),
    ).toBe('topics: "model" names both a and b');
  });

  it('refuses a part that is no query, and a topic that stands for nothing', () => {
    expect(problemOf([{ name: 'a', label: 'A', also: '"open' }])).toBe(
      'topics: a.also: the quote "open is not closed (column 1 of the query)',
    );
    expect(problemOf([{ name: 'a', label: 'A', also: 'topic:b' }])).toMatch(
      /^topics: a\.also: unknown topic "b"/,
    );
    expect(problemOf([{ name: 'a', label: 'A', labelMatches: false }])).toBe('topics: a stands for nothing');
  });
});
