import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault, UsageError } from '../../../src/core/errors.ts';
import { type BackfillProgress, backfill } from '../../../src/core/sources/backfill.ts';
import { ARXIV_CALENDAR } from '../../../src/core/sources/listing-day.ts';
import { type OpenAskPorts, openAskPorts } from '../../fakes/open-ask-ports.ts';
import { ScriptedSource } from '../../fakes/scripted-source.ts';

let source: ScriptedSource;
let ports: OpenAskPorts;

beforeEach(async () => {
  source = new ScriptedSource('huggingface');
  ports = await openAskPorts('2026-01-07T12:00:00Z');
  for (const day of ['05', '06', '07']) source.lists.set(`2026-01-${day}`, [`arxiv:2601.000${day}`]);
});
afterEach(() => ports.close());

describe('a backfill', () => {
  it('asks for every day of the range, oldest first, and tells how far it is', async () => {
    const progress: BackfillProgress[] = [];
    const range = {
      since: '2026-01-05',
      until: '2026-01-06',
      onProgress: (p: BackfillProgress) => progress.push(p),
    };
    const report = await backfill(source, ports, range);
    expect(source.asked).toEqual(['2026-01-05', '2026-01-06']);
    expect(report).toMatchObject({ alreadyComplete: 0, unreached: [] });
    expect(progress).toEqual([
      { done: 0, total: 2, found: 0, added: 0, failed: 0 },
      { done: 1, total: 2, found: 1, added: 1, failed: 0 },
      { done: 2, total: 2, found: 2, added: 2, failed: 0 },
    ]);
  });

  it('goes on where it was stopped', async () => {
    const stop = new AbortController();
    const range = { since: '2025-12-29', until: '2026-01-06' };
    const stopped = backfill(source, ports, {
      ...range,
      signal: stop.signal,
      onProgress: ({ done }) => done === 4 && stop.abort(new Error('interrupted')),
    });
    await expect(stopped).rejects.toThrow('interrupted');
    expect(source.asked).toHaveLength(4);
    const report = await backfill(source, ports, range);
    expect(report.alreadyComplete).toBe(4);
    expect(source.asked).toHaveLength(9);
    expect(new Set(source.asked).size).toBe(9);
  });

  it('asks again for days that were still open, and for complete ones on request', async () => {
    const range = { since: '2026-01-06', until: '2026-01-07' };
    await backfill(source, ports, range);
    await backfill(source, ports, range);
    expect(source.asked).toEqual(['2026-01-06', '2026-01-07', '2026-01-07']);
    await backfill(source, ports, { ...range, again: true });
    expect(source.asked.slice(3)).toEqual(['2026-01-06', '2026-01-07']);
  });

  it('goes past a bad day and asks for it the next time', async () => {
    source.failures.set('2026-01-05', new Fault('bad-format', 'no list'));
    const range = { since: '2026-01-04', until: '2026-01-06' };
    const report = await backfill(source, ports, range);
    expect(report.runs.map(run => run.kind)).toEqual(['asked', 'failed', 'asked']);
    source.failures.clear();
    source.asked.length = 0;
    await backfill(source, ports, range);
    expect(source.asked).toEqual(['2026-01-05']);
  });

  it('stops when the source is out of reach, and names what it did not reach', async () => {
    source.failures.set('2026-01-05', new Fault('unreachable', 'no network'));
    const report = await backfill(source, ports, { since: '2026-01-04', until: '2026-01-07' });
    expect(report.runs.map(run => [run.day, run.kind])).toEqual([
      ['2026-01-04', 'asked'],
      ['2026-01-05', 'failed'],
    ]);
    expect(report.unreached).toEqual(['2026-01-06', '2026-01-07']);
  });

  it('leaves out days that have not begun', async () => {
    await backfill(source, ports, { since: '2026-01-06', until: '2026-03-01' });
    expect(source.asked).toEqual(['2026-01-06', '2026-01-07']);
  });

  it('of days on which the source lists nothing asks for nothing', async () => {
    const arxiv = new ScriptedSource('arxiv:cs.CL', ARXIV_CALENDAR);
    const nothing = { runs: [], alreadyComplete: 0, unreached: [] };
    const weekend = { since: '2026-01-03', until: '2026-01-04' };
    expect(await backfill(arxiv, ports, weekend)).toEqual(nothing);
    const tomorrow = { since: '2026-01-08', until: '2026-01-08' };
    expect(await backfill(arxiv, ports, tomorrow)).toEqual(nothing);
    expect(arxiv.asked).toEqual([]);
  });

  it('refuses a range that ends before it begins, and one in the future', async () => {
    const refused = [
      backfill(source, ports, { since: '2026-01-06', until: '2026-01-05' }),
      backfill(source, ports, { since: '2026-02-01', until: '2026-02-02' }),
    ];
    for (const range of refused) await expect(range).rejects.toBeInstanceOf(UsageError);
    await expect(refused[1]).rejects.toThrow('the newest day of huggingface is 2026-01-07');
    expect(source.asked).toEqual([]);
  });
});
