import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { qualityOf } from '../../../src/core/ranking/quality.ts';
import { PLAIN_MODEL } from '../../../src/core/ranking/rank-papers.ts';
import { buildTrackRecord } from '../../../src/core/ranking/track-record.ts';
import { samplePaper } from './sample-paper.ts';

const evening = Date.parse('2026-03-03T20:00:00Z');
const total = (paper: Paper, now = evening) =>
  qualityOf(paper, { now, model: PLAIN_MODEL }).reduce((sum, { value }) => sum + value, 0);
const seenAt = (at: string, source = 'huggingface') =>
  samplePaper('1', { upvotes: 8, sightings: [{ source, day: '2026-03-03', at }] });

describe('the quality of a paper', () => {
  it('takes votes for as old as they are, not for as old as the list', () => {
    expect(total(seenAt('2026-03-03T06:00:00Z'))).toBeGreaterThan(total(seenAt('2026-03-03T18:00:00Z')));
  });

  it('does not take votes for newer because arXiv, which has none, listed the paper later', () => {
    const early = seenAt('2026-03-03T06:00:00Z');
    const again = { source: 'arxiv:cs.CL', day: '2026-03-03', at: '2026-03-03T19:00:00Z' };
    expect(total({ ...early, sightings: [...early.sightings, again] })).toBe(total(early));
  });

  it('has a value for a paper of which hardly anything is known', () => {
    const { listedOn: _, ...bare } = samplePaper('1', { authors: [], upvotes: 3 });
    expect(total(bare)).toBeTypeOf('number');
    expect(Number.isFinite(total(bare))).toBe(true);
  });

  it('has a value for votes that were seen before the list opened', () => {
    expect(Number.isFinite(total(samplePaper('1', { upvotes: 0 }), Date.parse('2026-03-01T00:00:00Z')))).toBe(
      true,
    );
  });

  it('names the author whose earlier papers fared best', () => {
    const record = buildTrackRecord([
      samplePaper('7', { authors: ['Ada Example'], upvotes: 90, listedOn: '2026-02-02' }),
      samplePaper('8', { authors: ['Someone Else'], upvotes: 4, listedOn: '2026-02-02' }),
    ]);
    const parts = qualityOf(samplePaper('1'), { now: evening, model: PLAIN_MODEL, record });
    expect(parts).toContainEqual(
      expect.objectContaining({ reason: { kind: 'authors', name: 'Ada Example' } }),
    );
  });

  it('names who put the paper on the list when their earlier ones fared well', () => {
    const record = buildTrackRecord(
      [
        samplePaper('7', { authors: ['Cy Placeholder'], upvotes: 90, listedOn: '2026-02-02' }),
        samplePaper('8', { authors: ['Someone Else'], upvotes: 4, listedOn: '2026-02-02' }),
      ],
      new Map([
        ['arxiv:7', 'finder'],
        ['arxiv:8', 'other'],
        ['arxiv:1', 'finder'],
      ]),
    );
    const kinds = (before: string) =>
      qualityOf(samplePaper('1', { listedOn: before }), { now: evening, model: PLAIN_MODEL, record });
    const named = expect.objectContaining({ reason: { kind: 'submitter', name: 'finder' } });
    expect(kinds('2026-03-03')).toContainEqual(named);
    expect(kinds('2026-02-02')).not.toContainEqual(named);
  });

  it('names no code where there is none, though its absence moves the paper', () => {
    const reasons = qualityOf(samplePaper('1'), { now: evening, model: PLAIN_MODEL }).map(
      ({ reason }) => reason?.kind,
    );
    expect(reasons).not.toContain('code');
  });

  it('counts what is expected of a paper for less once its votes are in', () => {
    const team = (size: number, upvotes?: number) =>
      total(samplePaper('1', { authorCount: size, ...(upvotes !== undefined && { upvotes }) }));
    const unseen = team(40) - team(2);
    const seen = team(40, 30) - team(2, 30);
    expect(unseen).toBeGreaterThan(seen);
    expect(seen).toBeGreaterThan(0);
  });
});
