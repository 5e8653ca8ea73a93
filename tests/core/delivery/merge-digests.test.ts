import { describe, expect, it } from 'vitest';
import { mergeDigests } from '../../../src/core/delivery/merge-digests.ts';
import type { Digest, DigestEntry, LeftOutReason } from '../../../src/core/digest/digest.ts';
import { inventedPaper } from '../../fakes/papers.ts';

const entry = (id: string, score: number, folded: readonly string[] = []): DigestEntry => ({
  paper: inventedPaper({ id }),
  score,
  reasons: [],
  folded: folded.map(other => inventedPaper({ id: other })),
});
const digest = (
  entries: readonly DigestEntry[],
  leftOut: Readonly<Record<string, LeftOutReason>>,
  facts: Partial<Digest> = {},
): Digest => ({
  period: { kind: 'since', since: '2026-01-06', until: '2026-01-07' },
  entries,
  considered: entries.length + Object.keys(leftOut).length,
  leftOut: Object.entries(leftOut).map(([id, why]) => ({ paper: inventedPaper({ id }), why })),
  missingSources: [],
  ...facts,
});
const idsOf = (merged: Digest): string[] => merged.entries.map(({ paper }) => paper.id);

describe('mergeDigests', () => {
  it('shows every paper once, best first', () => {
    const merged = mergeDigests([
      digest([entry('page:a', 3), entry('page:b', 1)], {}),
      digest([entry('page:b', 4), entry('page:c', 2)], {}),
    ]);
    expect(idsOf(merged)).toEqual(['page:b', 'page:a', 'page:c']);
  });

  it('shows no paper that another entry folded in', () => {
    const merged = mergeDigests([
      digest([entry('page:a', 3, ['page:a2'])], { 'page:a2': 'duplicate' }),
      digest([entry('page:a2', 2)], { 'page:a': 'no-topic' }),
    ]);
    expect(idsOf(merged)).toEqual(['page:a']);
    expect(merged.leftOut.map(({ paper, why }) => [paper.id, why])).toEqual([['page:a2', 'duplicate']]);
    expect(merged.considered).toBe(2);
  });

  it('gives the reason of the subscription that came nearest to showing a paper', () => {
    const merged = mergeDigests([
      digest([], { 'page:a': 'over-limit', 'page:b': 'no-topic', 'page:c': 'no-topic' }),
      digest([entry('page:c', 1)], { 'page:a': 'no-topic', 'page:b': 'too-few-votes' }),
    ]);
    expect(merged.leftOut.map(({ paper, why }) => [paper.id, why])).toEqual([
      ['page:a', 'over-limit'],
      ['page:b', 'too-few-votes'],
    ]);
    expect(merged.considered).toBe(3);
  });

  it('names all topics, or none when one subscription wants everything', () => {
    const [moe, agents] = [digest([], {}, { topics: 'moe' }), digest([], {}, { topics: 'agents' })];
    expect(mergeDigests([moe, agents]).topics).toBe('moe, agents');
    expect(mergeDigests([moe, digest([], {})]).topics).toBeUndefined();
  });

  it('covers the longest of the periods', () => {
    const long = digest([], {}, { period: { kind: 'since', since: '2026-01-02', until: '2026-01-07' } });
    expect(mergeDigests([digest([], {}), long]).period).toMatchObject({ since: '2026-01-02' });
  });
});
