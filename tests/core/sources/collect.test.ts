import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/errors.ts';
import { collect } from '../../../src/core/sources/collect.ts';
import { ARXIV_CALENDAR, HUGGINGFACE_CALENDAR } from '../../../src/core/sources/listing-day.ts';
import { missingSources } from '../../../src/core/sources/missing-sources.ts';
import { type OpenAskPorts, openAskPorts } from '../../fakes/open-ask-ports.ts';
import { ScriptedSource } from '../../fakes/scripted-source.ts';

let source: ScriptedSource;
let ports: OpenAskPorts;

beforeEach(async () => {
  source = new ScriptedSource('huggingface');
  ports = await openAskPorts('2026-01-07T09:00:00Z');
});
afterEach(() => ports.close());

/** Asks at an instant and says which days were asked for. */
async function askAt(instant: string, options = {}): Promise<string[]> {
  ports.clock.set(instant);
  source.asked.length = 0;
  await collect([source], ports, options);
  return [...source.asked];
}

describe('collecting', () => {
  it('follows a list until it closes, asks once more after that, and then leaves it alone', async () => {
    const options = { lookBackDays: 1 };
    await askAt('2026-01-06T12:00:00Z', options);
    // 21:30 in New York is 02:30 UTC; the next day takes papers from 14:30 UTC.
    expect(await askAt('2026-01-07T02:29:00Z', options)).toEqual(['2026-01-06', '2026-01-07']);
    expect(await askAt('2026-01-07T02:44:00Z', options)).toEqual(['2026-01-07', '2026-01-06']);
    expect(await askAt('2026-01-07T02:59:00Z', options)).toEqual(['2026-01-07']);
    expect(await askAt('2026-01-07T15:00:00Z', options)).toEqual(['2026-01-07', '2026-01-08']);
  });

  it('keeps what half a day had and merges what the whole day has', async () => {
    source.lists.set('2026-01-07', ['arxiv:2601.00001', 'arxiv:2601.00002']);
    await askAt('2026-01-07T09:00:00Z', { lookBackDays: 0 });
    source.lists.set('2026-01-07', ['arxiv:2601.00002', 'arxiv:2601.00003', 'arxiv:2601.00004']);
    await askAt('2026-01-08T02:45:00Z', { lookBackDays: 1 });
    expect(await ports.archive.count()).toBe(4);
    const [run] = await ports.runs.select({ since: '2026-01-07', until: '2026-01-07' });
    expect(run).toMatchObject({ kind: 'asked', found: 3, added: 2, updated: 0 });
    expect(source.confirmed).toBeGreaterThan(0);
  });

  it('after an outage asks for every closed day it has not seen complete, newest first', async () => {
    source = new ScriptedSource('without votes', { ...HUGGINGFACE_CALENDAR, settlingDays: 0 });
    await askAt('2026-01-06T03:00:00Z', { lookBackDays: 2 });
    expect(await askAt('2026-01-09T12:00:00Z', { lookBackDays: 5 })).toEqual([
      '2026-01-09',
      '2026-01-08',
      '2026-01-07',
      '2026-01-06',
    ]);
  });

  it('tells a failed day from an empty one, and asks for it again', async () => {
    source.failures.set('2026-01-06', new Fault('bad-format', 'the answer was a web page'));
    await askAt('2026-01-07T09:00:00Z', { lookBackDays: 1 });
    expect(await ports.runs.select({})).toEqual([
      expect.objectContaining({ day: '2026-01-06', kind: 'failed', reason: 'the answer was a web page' }),
      expect.objectContaining({ day: '2026-01-07', kind: 'asked', found: 0 }),
    ]);
    source.failures.clear();
    expect(await askAt('2026-01-07T09:15:00Z', { lookBackDays: 1 })).toContain('2026-01-06');
    expect((await ports.runs.select({})).map(run => run.kind)).toEqual(['asked', 'asked']);
  });

  it('leaves a source that is out of reach alone, and says of every day that it is missing', async () => {
    source.failures.set('every day', new Fault('unreachable', "huggingface.co can't be reached"));
    const asked = await askAt('2026-01-07T15:00:00Z', { lookBackDays: 1 });
    expect(asked).toEqual(['2026-01-07']);
    const runs = await ports.runs.select({});
    expect(runs.map(run => [run.day, run.kind === 'failed' && run.reason])).toEqual([
      ['2026-01-06', "not asked: huggingface.co can't be reached"],
      ['2026-01-07', "huggingface.co can't be reached"],
      ['2026-01-08', "not asked: huggingface.co can't be reached"],
    ]);
  });

  it('gives a source that answers with failures two tries', async () => {
    source.failures.set('every day', new Fault('unavailable', 'answered 500'));
    expect(await askAt('2026-01-07T15:00:00Z', { lookBackDays: 4 })).toEqual(['2026-01-07', '2026-01-08']);
  });

  it('leaves out open days that were asked for just now, unless that failed', async () => {
    const options = { lookBackDays: 0, freshMs: 600_000 };
    source.failures.set('2026-01-08', new Fault('unavailable', 'answered 500'));
    expect(await askAt('2026-01-07T15:00:00Z', options)).toEqual(['2026-01-07', '2026-01-08']);
    expect(await askAt('2026-01-07T15:09:59Z', options)).toEqual(['2026-01-08']);
    expect(await askAt('2026-01-07T15:10:00Z', options)).toEqual(['2026-01-07', '2026-01-08']);
  });

  it('asks once a day for complete lists while their votes move', async () => {
    const options = { lookBackDays: 2 };
    await askAt('2026-01-07T03:00:00Z', options);
    expect(await askAt('2026-01-08T02:45:00Z', options)).toEqual(['2026-01-08', '2026-01-07']);
    expect(await askAt('2026-01-08T03:00:00Z', options)).toEqual(['2026-01-08', '2026-01-06']);
    expect(await askAt('2026-01-08T03:15:00Z', options)).toEqual(['2026-01-08']);
    source = new ScriptedSource('arxiv:cs.CL', ARXIV_CALENDAR);
    await askAt('2026-01-08T12:00:00Z', options);
    expect(await askAt('2026-01-09T12:00:00Z', options)).toEqual(['2026-01-09', '2026-01-08']);
  });

  it('misses no source for a complete day whose votes can not be brought up to date', async () => {
    const options = { lookBackDays: 1 };
    await askAt('2026-01-07T03:00:00Z', options);
    source.failures.set('2026-01-06', new Fault('unavailable', 'answered 500'));
    expect(await askAt('2026-01-08T02:00:00Z', options)).not.toContain('2026-01-06');
    expect(await askAt('2026-01-08T03:00:00Z', { lookBackDays: 2 })).toContain('2026-01-06');
    expect(missingSources(await ports.runs.select({}))).toEqual([]);
    expect(ports.log.events.at(-1)).toMatchObject({ event: 'source-failed', fields: { day: '2026-01-06' } });
  });

  it('does not ask for weekends that never have anything', async () => {
    source = new ScriptedSource('arxiv:cs.CL', ARXIV_CALENDAR);
    // A Sunday.
    expect(await askAt('2026-01-11T12:00:00Z', { lookBackDays: 3 })).toEqual(['2026-01-09', '2026-01-08']);
  });
});

describe('several sources', () => {
  it('do not hide each other', async () => {
    const arxiv = new ScriptedSource('arxiv:cs.CL', ARXIV_CALENDAR);
    arxiv.lists.set('2026-01-07', ['arxiv:2601.00009']);
    source.failures.set('every day', new Fault('timeout', 'huggingface.co did not answer within 30 s'));
    ports.clock.set('2026-01-07T12:00:00Z');
    const runs = await collect([source, arxiv], ports, { lookBackDays: 0 });
    expect(runs.map(run => [run.source, run.kind])).toEqual([
      ['huggingface', 'failed'],
      ['arxiv:cs.CL', 'asked'],
    ]);
    expect(await ports.archive.get('arxiv:2601.00009')).toBeDefined();
    expect(missingSources(runs)).toEqual([
      { source: 'huggingface', reason: 'huggingface.co did not answer within 30 s' },
    ]);
    expect(ports.log.events.map(({ level, event }) => `${level} ${event}`).sort()).toEqual([
      'info source-asked',
      'warn source-failed',
    ]);
  });

  it('are all heard before a broken archive stops the collecting', async () => {
    const arxiv = new ScriptedSource('arxiv:cs.CL', ARXIV_CALENDAR);
    ports.archive.add = () => Promise.reject(new Fault('storage', 'the disk is full'));
    ports.clock.set('2026-01-07T12:00:00Z');
    await expect(collect([source, arxiv], ports)).rejects.toMatchObject({ code: 'storage' });
    expect([source.asked.length, arxiv.asked.length]).toEqual([1, 1]);
    expect([source.confirmed, arxiv.confirmed]).toEqual([0, 0]);
    expect(await ports.runs.select({})).toEqual([]);
  });

  it('stop when the process wants to end', async () => {
    await expect(
      collect([source], ports, { signal: AbortSignal.abort(new Error('stopping')) }),
    ).rejects.toThrow('stopping');
    expect(await ports.runs.select({})).toEqual([]);
  });
});
