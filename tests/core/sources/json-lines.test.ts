import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';
import { arbitraryPaper } from '../papers/arbitrary-paper.ts';

describe('a corpus', () => {
  const text = readFileSync('tests/fixtures/corpus/corpus.jsonl', 'utf8');

  it('becomes papers under the ids of its documents', () => {
    const { format, papers, problems } = parsePapers(text, {});
    expect(format).toBe('corpus');
    expect(papers.map(({ paper }) => paper)).toEqual([
      {
        id: 'corpus:d1',
        title: 'On Sheep',
        abstract: 'Sheep graze.',
        authors: ['A. Ram'],
        authorCount: 1,
        sightings: [{ source: 'corpus' }],
      },
      {
        id: 'corpus:d2',
        title: 'A document that has no title and whose first words have to…',
        abstract: 'A document that has no title and whose first words have to stand for one.',
        authors: ['ewe,b.'],
        authorCount: 1,
        sightings: [{ source: 'corpus' }],
      },
      { id: 'corpus:3', title: 'On Hay', abstract: '', authors: [], sightings: [{ source: 'corpus' }] },
    ]);
    expect(problems).toEqual([{ place: 'line 4', reason: 'document d4 is empty' }]);
  });

  it('is not what queries are taken for', () => {
    expect(() =>
      parsePapers('{"_id":"1","text":"what is wool"}\n{"_id":"2","text":"why","title":""}', {}),
    ).toThrow(/^not a format/);
  });
});

describe('papers of our own', () => {
  const ids = fc.constantFrom('arxiv:2601.00001', 'page:sheep', 'corpus:d1', 'arxiv:hep-th/9901001');

  it('come back as they were written, one a line or as an array', () => {
    fc.assert(
      fc.property(fc.array(arbitraryPaper(ids), { minLength: 1, maxLength: 5 }), papers => {
        const lines = papers.map(paper => JSON.stringify(paper)).join('\n');
        expect(parsePapers(lines, { day: '2026-01-01' })).toEqual({
          format: 'paper-ndjson',
          papers: papers.map(paper => ({ paper })),
          problems: [],
          notes: [],
        });
        expect(parsePapers(JSON.stringify(papers), {}).papers).toEqual(papers.map(paper => ({ paper })));
      }),
    );
  });

  it('lose a line that is broken, not valid or cut off, and name it', () => {
    const line = '{"id":"page:a","title":"A","abstract":"","authors":[],"sightings":[]}';
    const { papers, problems } = parsePapers(
      [
        line,
        '{"id":"page:b"',
        line.replace('"A"', 'null'),
        '',
        line.replace('page:a', 'sheep'),
        line.slice(0, 40),
      ].join('\n'),
      {},
    );
    expect(papers).toHaveLength(1);
    expect(problems.map(({ place }) => place)).toEqual(['line 2', 'line 3', 'line 5', 'line 6']);
    expect(problems[1]?.reason).toBe('title: expected string, received null');
  });
});
