import { expect, it } from 'vitest';
import type { SourceRun, SourceRunLog } from '../../src/core/sources/source-run-log.ts';

const NOW = Date.parse('2026-01-07T09:00:00Z');

const asked = (source: string, day: string, at: number, found = 3): SourceRun => ({
  source,
  day,
  at,
  kind: 'asked',
  found,
  added: 1,
  updated: 0,
  skipped: 0,
});
const failed = (source: string, day: string, at: number): SourceRun => ({
  source,
  day,
  at,
  kind: 'failed',
  code: 'timeout',
  reason: 'it did not answer within 30 s',
});

/** What every log of source runs does. */
export function sourceRunLogContract(log: () => SourceRunLog): void {
  it('starts empty', async () => {
    expect(await log().select({})).toEqual([]);
    expect(await log().lastOfEach()).toEqual([]);
  });

  it('keeps the last run of a source and day, an empty day apart from a failed one', async () => {
    await log().record(failed('huggingface', '2026-01-07', NOW));
    await log().record(asked('huggingface', '2026-01-07', NOW + 1, 0));
    await log().record(failed('arxiv:cs.CL', '2026-01-07', NOW));
    expect(await log().select({})).toEqual([
      asked('huggingface', '2026-01-07', NOW + 1, 0),
      failed('arxiv:cs.CL', '2026-01-07', NOW),
    ]);
  });

  it('finds runs by source and listing day, newest asking first', async () => {
    const runs = [
      asked('huggingface', '2026-01-05', NOW),
      asked('huggingface', '2026-01-06', NOW + 2),
      asked('arxiv:cs.CL', '2026-01-06', NOW + 2),
      asked('huggingface', '2026-01-07', NOW + 1),
    ];
    for (const run of runs) await log().record(run);
    expect(await log().select({})).toEqual([runs[2], runs[1], runs[3], runs[0]]);
    expect(await log().select({ source: 'huggingface', since: '2026-01-06' })).toEqual([runs[1], runs[3]]);
    expect(await log().select({ until: '2026-01-05' })).toEqual([runs[0]]);
  });

  it('gives the newest run of each source whatever its day, by name', async () => {
    await log().record(asked('huggingface', '2026-01-07', NOW));
    await log().record(failed('huggingface', '2026-01-05', NOW + 5));
    await log().record(asked('arxiv:cs.CL', '2026-01-06', NOW + 1));
    expect(await log().lastOfEach()).toEqual([
      asked('arxiv:cs.CL', '2026-01-06', NOW + 1),
      failed('huggingface', '2026-01-05', NOW + 5),
    ]);
  });
}
