import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../src/adapters/terminal/render.ts';
import { buildDigest, type DigestRequest } from '../src/core/digest/build-digest.ts';
import { digestDocument } from '../src/core/digest/digest-document.ts';
import type { Paper } from '../src/core/papers/paper.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { parsePapers } from '../src/core/sources/parse-papers.ts';

const sample = parsePapers(readFileSync('samples/daily-papers.json', 'utf8'), { source: 'huggingface' });
const papers = sample.papers.map(one => one.paper);
const share = (has: (paper: Paper) => boolean): number => papers.filter(has).length;

const digest = (request: Partial<DigestRequest> = {}) =>
  buildDigest(papers, {
    period: { kind: 'day', day: '2026-01-07' },
    today: '2026-01-07',
    limit: 8,
    ranking: { now: Date.parse('2026-01-07T13:00:00Z') },
    ...request,
  });

describe('the sample day', () => {
  it('is read whole, as the papers of one day', () => {
    expect(sample.problems).toEqual([]);
    expect(papers).toHaveLength(27);
    expect(new Set(papers.map(paper => paper.listedOn))).toEqual(new Set(['2026-01-07']));
  });

  it('has what a real day has: votes of every size, and papers without summary, code, organisation or comments', () => {
    const votes = papers.map(paper => paper.upvotes ?? 0);
    expect([Math.min(...votes), Math.max(...votes)]).toEqual([5, 214]);
    expect(share(paper => paper.summary === undefined)).toBe(7);
    expect(share(paper => paper.keywords === undefined)).toBe(7);
    expect(share(paper => paper.codeUrl === undefined)).toBe(13);
    expect(share(paper => paper.organization === undefined)).toBe(6);
    expect(share(paper => paper.comments === 0)).toBe(3);
    expect(share(paper => (paper.authorCount ?? 0) > 100)).toBe(1);
  });

  it('holds formulas that read as text', () => {
    expect(papers.map(paper => paper.abstract).filter(text => /[$\\]/.test(text))).toEqual([]);
    expect(papers.find(paper => paper.title.startsWith('Draftline'))?.abstract).toContain('2.9× faster');
  });

  it('makes a digest in which two versions of one paper are one', () => {
    const { entries, leftOut } = digest({ limit: 20 });
    const bench = entries.find(entry => entry.paper.title.startsWith('WeekendBench'));
    expect(bench?.folded.map(paper => paper.id)).toEqual(['arxiv:2601.90233']);
    expect(leftOut.filter(one => one.why === 'duplicate')).toHaveLength(1);
    expect(entries.every(entry => entry.gist !== undefined)).toBe(true);
  });

  it('puts what was asked for first, and says so', () => {
    const text = 'speculative decoding, quantization';
    const query = parseQuery(text, { catalogue: { find: () => undefined, suggest: () => [] } });
    const asked = digest({ topics: { text, query } });
    expect(asked.entries.map(entry => entry.paper.title)).toEqual([
      'Draftline: Speculative Decoding That Knows When to Stop',
      'Quantization Noise Is Not Your Enemy: Training 4-Bit Models With the Rounding They Will Meet',
    ]);
    const shown = renderTerminal(digestDocument(asked, 'full'), { width: 96, colour: false, links: false });
    expect(shown).toContain('matched "Quantization" in the title · 156 upvotes');
    expect(shown).toContain('Left out: 25 off topic.');
  });
});
