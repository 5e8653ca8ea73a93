import { describe, expect, it } from 'vitest';
import { AnalysedPaper } from '../../../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../../../src/core/matching/match-query.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { catalogue } from '../query/query-arbitraries.ts';

const paper: Paper = {
  id: 'arxiv:2601.00001',
  title: 'FlashRouter: Pre-training Sparse MoEs with State-Space Routers',
  abstract:
    'We train mixtures of experts, and quantize them to 1.58-bit weights.\nLLMs coded in C++ run on CPUs. Naïve baselines fail.',
  authors: ['Ana-Maria Banks', 'Jörg Müller'],
  organization: { slug: 'tidal-lab', name: 'Tidal Research' },
  publishedAt: '2025-12-30T10:00:00Z',
  listedOn: '2026-01-07',
  upvotes: 21,
  categories: ['cs.CL', 'cs.LG'],
  keywords: ['expert routing', 'load balancing'],
  codeUrl: 'https://example.org/code',
  sightings: [{ source: 'huggingface' }, { source: 'arxiv:cs.CL' }],
};
const analysed = new AnalysedPaper(paper);

const match = (text: string, today = '2026-01-08') =>
  matchQuery(parseQuery(text, { catalogue }), analysed, today);

describe('matchQuery', () => {
  it.each([
    ['quantization', 'words by their stem'],
    ['naive baseline', 'words without accents, in any order'],
    ['pretraining', 'a compound written as one word'],
    ['"state space router"', 'a phrase over the parts of a compound'],
    ['pre-trained', 'a compound by its stem'],
    ['"flash router"', 'camel case'],
    ['"mixture of experts"', 'a phrase by stems'],
    ['1.58-bit', 'a number in a compound'],
    ['C++', 'signs that belong to a word'],
    ['llm', 'the plural of an acronym'],
    ['=MoE', 'an exact spelling in the plural'],
    ['quantiz*', 'a prefix'],
    ['pretrain*', 'a prefix of a compound'],
    ['author:"jorg muller"', 'a name without its accents'],
    ['author:anamaria', 'a hyphenated name as one'],
    ['org:tidal-lab, nothing', 'an organisation by its slug'],
    ['tidal', 'an organisation without saying the field'],
    ['cat:cs', 'an archive for its categories'],
    ['cs.lg', 'a category as a word'],
    ['cat:cs.*', 'a category by prefix'],
    ['source:arxiv', 'a source by its beginning'],
    ['keyword:"expert routing" title:sparse abstract:weights', 'each field'],
    ['+title:flashrouter -survey', 'a required word and an exclusion'],
    ['(nothing, moe) has:code votes:>20', 'filters'],
    ['-has:project -votes:>21 -comments:>0', 'the absence of facts'],
    ['since:2026-01-07 until:2026-01-07 last:1d', 'the day of listing'],
    ['topic:mixture-of-experts', 'a topic'],
  ])('matches %s: %s', text => {
    expect(match(text)).toBeDefined();
  });

  it.each([
    ['"coding"', 'a quoted word lets only its plural vary: coded is not coding'],
    ['=moe', 'an exact spelling has its capitals'],
    ['"experts of mixtures"', 'a phrase keeps its order'],
    ['"routers we train"', 'a phrase never runs from one text into the next'],
    ['"balancing expert"', 'nor from one keyword into the next'],
    ['title:quantize', 'a word in the wrong field'],
    ['author:bank', 'names have no plural'],
    ['cat:c', 'half an archive is none'],
    ['cs', 'an archive is not a word'],
    ['flashrouter -moe', 'an excluded word'],
    ['comments:0', 'an unknown fact fulfils no filter'],
    ['votes:<21', 'a bound'],
    ['since:2026-01-08', 'a day before'],
    ['topic:agents', 'another topic'],
    ['topic:robotics, banks jörg nobody', 'half of the words'],
  ])('does not match %s: %s', text => {
    expect(match(text)).toBeUndefined();
  });

  it('counts last: from the day that is given', () => {
    expect(match('last:2w', '2026-01-21')).toBeDefined();
    expect(match('last:2w', '2026-01-22')).toBeUndefined();
  });

  it("gives the best place of each term in the paper's own spelling", () => {
    expect(match('state-space quantization, "expert routing", nothing')).toEqual([
      { text: 'State-Space', where: 'title' },
      { text: 'quantize', where: 'abstract' },
      { text: 'expert routing', where: 'keywords' },
    ]);
    expect(match('müller tidal cat:cs.cl')).toEqual([
      { text: 'Jörg Müller', where: 'authors' },
      { text: 'Tidal Research', where: 'organization' },
      { text: 'cs.CL', where: 'categories' },
    ]);
  });

  it('says which topic stood behind a match, once a spelling', () => {
    expect(match('topic:moe')).toEqual([
      { text: 'mixtures of experts', where: 'abstract', topic: 'mixture-of-experts' },
      { text: 'MoEs', where: 'title', topic: 'mixture-of-experts' },
      { text: 'expert routing', where: 'keywords', topic: 'mixture-of-experts' },
      { text: 'Router', where: 'title', topic: 'mixture-of-experts' },
      { text: 'expert', where: 'keywords', topic: 'mixture-of-experts' },
    ]);
  });

  it('has no evidence for filters, sources and exclusions alone', () => {
    expect(match('has:code source:huggingface -survey')).toEqual([]);
  });

  it('takes nothing from an alternative that failed', () => {
    expect(match('(quantization nothing), moe')).toEqual([{ text: 'MoEs', where: 'title' }]);
  });

  it('finds a topic in what a paper says, not in who wrote it', () => {
    const byRobot = new AnalysedPaper({ ...paper, authors: ['Robot Jones'] });
    expect(matchQuery(parseQuery('topic:robotics', { catalogue }), byRobot, '2026-01-08')).toBeUndefined();
    const inRobotics = new AnalysedPaper({ ...paper, categories: ['cs.RO'] });
    expect(matchQuery(parseQuery('topic:robotics', { catalogue }), inRobotics, '2026-01-08')).toEqual([
      { text: 'cs.RO', where: 'categories', topic: 'robotics' },
    ]);
  });

  it('answers a phrase of thousands of compounds against a text of the same', () => {
    const long = 'state-space '.repeat(2_000);
    const wordy = new AnalysedPaper({ ...paper, abstract: long });
    const same = parseQuery(`"${long}"`, { catalogue });
    expect(matchQuery(same, wordy, '2026-01-08')).toHaveLength(1);
    expect(
      matchQuery(parseQuery(`"${'state-space '.repeat(40)} end"`, { catalogue }), wordy, '2026-01-08'),
    ).toBe(undefined);
  });
});
