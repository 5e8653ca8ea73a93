import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/core/digest/digest.ts';
import { bylineOf, digestDocument } from '../../../src/core/digest/digest-document.ts';
import type { Block } from '../../../src/core/document/document.ts';
import { blockText, lineText, plainText } from '../../../src/core/document/plain-text.ts';
import { DIGEST_STYLES } from '../../../src/core/platform.ts';
import { inventDigest, inventEntry, inventPaper } from './invent-paper.ts';

const draftline = inventPaper(12, {
  title: 'Draftline: Speculative Decoding That Knows When to Stop',
  authors: ['Mara Lindqvist', 'Tunde Bakare', 'Joon-ho Seong'],
  authorCount: 14,
  organization: { slug: 'halcyon-lab', name: 'Halcyon Lab' },
  upvotes: 214,
  comments: 11,
  codeUrl: 'https://github.com/broadsheet-samples/draftline',
  codeStars: 1312,
  keywords: ['speculative decoding', 'draft model'],
  thumbnailUrl: 'https://a.example/t.png',
});
const plain = inventPaper(13, { title: 'Plain' });
const workshop = inventPaper(14, { title: 'Draftline (Workshop)' });
const digest: Digest = inventDigest({
  topics: 'speculative decoding',
  considered: 27,
  entries: [
    inventEntry(draftline, {
      gist: 'It stops in time.',
      folded: [workshop],
      reasons: [
        { weight: 0.6, kind: 'match', text: 'Speculative Decoding', where: 'title' },
        { weight: 0.3, kind: 'rising', upvotes: 214, usual: 13 },
        { weight: 0.1, kind: 'organization', name: 'Halcyon Lab' },
      ],
    }),
    inventEntry(plain),
  ],
  leftOut: [
    { paper: workshop, why: 'duplicate' },
    { paper: inventPaper(15), why: 'no-topic' },
  ],
});
const text = (blocks: readonly Block[]): string[] => blocks.map(blockText);
const buttons = 'Abstract\nSave\nUp\nDown\nSimilar';

describe('a digest as a document', () => {
  it('says in full style the day, the topics, every paper, and what was left out', () => {
    expect(text(digestDocument(digest, 'full').blocks)).toEqual([
      'Wednesday 7 January 2026',
      '2 of 27 papers for speculative decoding',
      `1. ${draftline.title}\nIt stops in time.\nHalcyon Lab · Mara Lindqvist, Tunde Bakare +12\n` +
        'matched "Speculative Decoding" in the title · 214 upvotes, 16× usual · 11 comments · code ★ 1,312\n' +
        `speculative decoding, draft model\nalso as Draftline (Workshop)\n${buttons}`,
      `2. Plain\n${buttons}`,
      'Left out: 1 off topic, 1 near-duplicate.',
    ]);
  });

  it('says in compact style a line a paper and offers one choice to read on', () => {
    const { blocks } = digestDocument(digest, 'compact');
    expect(text(blocks)[2]).toBe(
      `1. ${draftline.title}\nHalcyon Lab · matched "Speculative Decoding" in the title · 214 upvotes, 16× usual · 11 comments · code ★ 1,312`,
    );
    expect(blocks.at(-1)).toEqual({
      kind: 'actions',
      actions: [
        {
          kind: 'choice',
          label: 'Read an abstract',
          options: [
            { label: draftline.title, command: 'show arxiv:2601.90012' },
            { label: 'Plain', command: 'show arxiv:2601.90013' },
          ],
        },
      ],
    });
  });

  it('says in thread style the titles first and each paper in a reply of its own', () => {
    const document = digestDocument(digest, 'thread');
    expect(text(document.blocks)[2]).toBe(`1. ${draftline.title} · 214 upvotes\n2. Plain`);
    expect(document.replies?.map(reply => reply.summary)).toEqual([`1. ${draftline.title}`, '2. Plain']);
    expect(document.replies?.flatMap(reply => reply.blocks)).toEqual(
      digestDocument(digest, 'full').blocks.filter(block => block.kind === 'entry'),
    );
  });

  it('gives a paper its page, its picture, its id and its commands', () => {
    const entry = digestDocument(digest, 'full').blocks[2];
    expect(entry).toMatchObject({
      paperId: 'arxiv:2601.90012',
      title: { kind: 'link', url: 'https://arxiv.org/abs/2601.90012' },
      imageUrl: 'https://a.example/t.png',
      actions: [
        { label: 'Abstract', command: 'show arxiv:2601.90012' },
        { label: 'Save', command: 'save arxiv:2601.90012' },
        { label: 'Up', command: 'vote up arxiv:2601.90012' },
        { label: 'Down', command: 'vote down arxiv:2601.90012' },
        { label: 'Similar', command: 'similar arxiv:2601.90012' },
      ],
    });
  });

  it('has a summary that reads well alone', () => {
    expect(digestDocument(digest, 'full').summary).toBe(
      `2 papers of Wednesday 7 January 2026 for speculative decoding: ${draftline.title}; Plain`,
    );
    const many = inventDigest({ entries: [1, 2, 3, 4, 5].map(number => inventEntry(inventPaper(number))) });
    expect(digestDocument(many, 'compact').summary).toBe(
      '5 papers of Wednesday 7 January 2026: Paper 1; Paper 2; Paper 3; and 2 more',
    );
  });

  it('names the sources that did not answer', () => {
    const missingSources = [
      { source: 'arxiv:cs.CL', reason: 'no answer within 30 s' },
      { source: 'huggingface', reason: 'HTTP 503' },
    ];
    expect(text(digestDocument({ ...digest, missingSources }, 'full').blocks).at(-1)).toBe(
      'Missing: arxiv:cs.CL (no answer within 30 s), huggingface (HTTP 503).',
    );
  });

  it('tells an empty day from a failed source and from a day with nothing wanted', () => {
    const said = (known: Partial<Digest>): string | undefined =>
      text(digestDocument(inventDigest(known), 'full').blocks)[1];
    const missingSources = [{ source: 'huggingface', reason: 'HTTP 503' }];
    expect(said({})).toBe('No papers were listed on Wednesday 7 January 2026.');
    expect(said({ period: { kind: 'since', since: '2026-01-10', until: '2026-01-11' } })).toBe(
      'No papers were listed from Saturday 10 January 2026 to Sunday 11 January 2026.',
    );
    expect(said({ missingSources })).toBe('No paper could be read. That does not mean that there are none.');
    expect(said({ considered: 27, topics: 'moe' })).toBe('None of the 27 papers is for moe.');
    expect(said({ considered: 27 })).toBe('None of the 27 papers is worth your while.');
    expect(said({ considered: 1 })).toBe('The only paper is not worth your while.');
  });

  it('has no buttons and no replies when there is nothing to show', () => {
    for (const style of DIGEST_STYLES) {
      const document = digestDocument(inventDigest(), style);
      expect(document.blocks.map(block => block.kind)).toEqual(['heading', 'paragraph']);
      expect(document).not.toHaveProperty('replies');
    }
  });

  it('says every title in every style', () => {
    for (const style of DIGEST_STYLES)
      for (const { paper } of digest.entries)
        expect(plainText(digestDocument(digest, style))).toContain(paper.title);
  });
});

describe('a byline', () => {
  const byline = (known: Parameters<typeof inventPaper>[1]): string =>
    lineText(bylineOf(inventPaper(1, known)));

  it('names two authors and counts the others', () => {
    expect(byline({ authors: ['A One', 'B Two'] })).toBe('A One, B Two');
    expect(byline({ authors: ['A One', 'B Two', 'C Three'] })).toBe('A One, B Two +1');
    expect(byline({ authors: ['A One'], authorCount: 3303 })).toBe('A One +3,302');
  });

  it('makes do with what is known', () => {
    expect(byline({ authorCount: 199 })).toBe('199 authors');
    expect(byline({ organization: { slug: 'x', name: 'X' } })).toBe('X');
    expect(byline({})).toBe('');
  });
});
