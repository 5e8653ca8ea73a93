import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDigest, type DigestRequest } from '../../../src/core/digest/build-digest.ts';
import type { Digest } from '../../../src/core/digest/digest.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { inventPaper } from './invent-paper.ts';

const noTopics = { find: () => undefined, suggest: () => [] };
const about = (text: string) => ({ topics: { text, query: parseQuery(text, { catalogue: noTopics }) } });
const build = (papers: readonly Paper[], request: Partial<DigestRequest> = {}): Digest =>
  buildDigest(papers, {
    period: { kind: 'day', day: '2026-01-07' },
    today: '2026-01-07',
    limit: 10,
    floor: -100,
    ranking: { now: Date.parse('2026-01-07T20:00:00Z') },
    ...request,
  });
const shown = (digest: Digest): string[] => digest.entries.map(entry => entry.paper.title);
const leftOut = (digest: Digest): Record<string, string> =>
  Object.fromEntries(digest.leftOut.map(({ paper, why }) => [paper.title, why]));

const drafts = inventPaper(1, { title: 'Speculative Decoding Again', upvotes: 40 });
const survey = inventPaper(2, { title: 'A Survey of Speculative Decoding', upvotes: 90 });
const robots = inventPaper(3, { title: 'Robots Fold Towels', upvotes: 300 });

describe('a digest', () => {
  it('ranks everything when nothing was asked for', () => {
    const digest = build([drafts, survey, robots]);
    expect(shown(digest)).toEqual([robots, survey, drafts].map(paper => paper.title));
    expect(digest).not.toHaveProperty('topics');
  });

  it('shows what was asked for, with what matched, and says why the others are not there', () => {
    const digest = build([drafts, survey, robots], about('"speculative decoding" -survey'));
    expect(shown(digest)).toEqual(['Speculative Decoding Again']);
    expect(digest.entries[0]?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'match', text: 'Speculative Decoding', where: 'title' }),
    );
    expect(leftOut(digest)).toEqual({
      'A Survey of Speculative Decoding': 'excluded',
      'Robots Fold Towels': 'no-topic',
    });
    expect(digest.topics).toBe('"speculative decoding" -survey');
  });

  it('ranks by merit when only filters and exclusions were asked for', () => {
    const digest = build([drafts, survey, robots], about('-survey votes:>20'));
    expect(shown(digest)).toEqual(['Robots Fold Towels', 'Speculative Decoding Again']);
    expect(leftOut(digest)).toEqual({ 'A Survey of Speculative Decoding': 'excluded' });
  });

  it('leaves out what the channel has seen, what has too few votes, and what is over the limit', () => {
    const digest = build([drafts, survey, robots], { seen: new Set([robots.id]), minVotes: 50 });
    expect(shown(digest)).toEqual(['A Survey of Speculative Decoding']);
    expect(leftOut(digest)).toEqual({
      'Robots Fold Towels': 'seen',
      'Speculative Decoding Again': 'too-few-votes',
    });
    expect(leftOut(build([drafts, robots], { limit: 1 }))).toEqual({
      'Speculative Decoding Again': 'over-limit',
    });
  });

  it("counts `last:` from the reader's day", () => {
    const old = inventPaper(4, { title: 'Old', listedOn: '2026-01-01' });
    expect(shown(build([robots, old], about('last:2d')))).toEqual(['Robots Fold Towels']);
    expect(shown(build([robots, old], { ...about('last:2d'), today: '2026-01-02' }))).toContain('Old');
  });

  it('folds near-duplicates into the better one', () => {
    const abstract = 'We ask language agents to reproduce the main table of forty-eight papers in two days.';
    const papers = [
      inventPaper(5, { title: 'WeekendBench: Papers in a Weekend', abstract, upvotes: 90 }),
      inventPaper(6, { title: 'WeekendBench: Papers in a Weekend (Workshop)', abstract, upvotes: 5 }),
    ];
    const digest = build(papers);
    expect(digest.entries.map(entry => entry.folded.map(paper => paper.id))).toEqual([[papers[1]?.id]]);
    expect(digest.leftOut.map(one => one.why)).toEqual(['duplicate']);
  });

  it('gives each paper its gist', () => {
    const paper = inventPaper(7, { abstract: 'It is hard. We propose a way.' });
    expect(build([paper, drafts]).entries.map(entry => entry.gist)).toEqual(
      expect.arrayContaining(['We propose a way.', undefined]),
    );
  });

  it('accounts for every paper once, whatever was asked', () => {
    const paper = fc
      .record({
        title: fc.constantFrom('Speculative decoding', 'A survey of decoding', 'Robots', 'Robots that fold'),
        abstract: fc.constantFrom('', 'We decode fast.', 'A survey of robots that fold towels and shirts.'),
        upvotes: fc.option(fc.nat(300), { nil: undefined }),
      })
      .map(({ upvotes, ...known }) => (upvotes === undefined ? known : { ...known, upvotes }));
    fc.assert(
      fc.property(
        fc.array(paper, { maxLength: 25 }),
        fc.constantFrom(undefined, 'decoding', 'robots -survey', '-survey', 'votes:>20'),
        fc.nat(10),
        fc.nat(30),
        (known, query, limit, minVotes) => {
          const papers = known.map((one, at) => inventPaper(at, one));
          const seen = new Set(papers.filter((_, at) => at % 7 === 3).map(one => one.id));
          const digest = build(papers, {
            limit,
            minVotes,
            seen,
            floor: -0.5,
            ...(query ? about(query) : {}),
          });
          const accounted = [...digest.entries, ...digest.leftOut].map(one => one.paper.id);
          expect(accounted.sort()).toEqual(papers.map(one => one.id).sort());
          expect(digest.considered).toBe(papers.length);
          expect(digest.entries.length).toBeLessThanOrEqual(limit);
        },
      ),
      { seed: 43 },
    );
  });
});
