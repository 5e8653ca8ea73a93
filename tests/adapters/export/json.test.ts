import { describe, expect, it } from 'vitest';
import { renderDigestJson } from '../../../src/adapters/export/json.ts';
import { inventDigest, inventEntry, inventPaper } from '../../core/digest/invent-paper.ts';

describe('a digest as JSON', () => {
  const paper = inventPaper(1, { upvotes: 214, keywords: ['moe'] });
  const digest = inventDigest({
    topics: 'moe',
    considered: 3,
    entries: [
      inventEntry(paper, {
        gist: 'It works.',
        score: 1.234567,
        reasons: [
          { weight: 0.61239, kind: 'match', text: 'moe', where: 'keywords' },
          { weight: 0.3, kind: 'rising', upvotes: 214, usual: 13 },
        ],
        folded: [inventPaper(2)],
      }),
    ],
    leftOut: [
      { paper: inventPaper(2), why: 'duplicate' },
      { paper: inventPaper(3), why: 'no-topic' },
    ],
    missingSources: [{ source: 'arxiv:cs.CL', reason: 'HTTP 503' }],
  });

  it('holds the papers whole, why they are there, and why the others are not', () => {
    expect(JSON.parse(renderDigestJson(digest))).toEqual({
      period: { kind: 'day', day: '2026-01-07' },
      topics: 'moe',
      considered: 3,
      papers: [
        {
          ...paper,
          gist: 'It works.',
          score: 1.2346,
          why: ['matched "moe" in its keywords', '214 upvotes, 16× usual'],
          reasons: [
            { weight: 0.6124, kind: 'match', text: 'moe', where: 'keywords' },
            { weight: 0.3, kind: 'rising', upvotes: 214, usual: 13 },
          ],
          alsoAs: ['arxiv:2601.90002'],
        },
      ],
      leftOut: [
        { id: 'arxiv:2601.90002', title: 'Paper 2', why: 'duplicate' },
        { id: 'arxiv:2601.90003', title: 'Paper 3', why: 'no-topic' },
      ],
      missingSources: [{ source: 'arxiv:cs.CL', reason: 'HTTP 503' }],
    });
  });

  it('never holds a null', () => {
    const bare = inventDigest({ entries: [inventEntry(inventPaper(1))] });
    expect(renderDigestJson(bare)).not.toContain('null');
    expect(JSON.parse(renderDigestJson(bare)).papers[0]).not.toHaveProperty('gist');
  });
});
