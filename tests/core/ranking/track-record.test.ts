import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrackRecord, TrackRecord } from '../../../src/core/ranking/track-record.ts';
import { samplePaper } from './sample-paper.ts';

const lab = { slug: 'example-lab', name: 'Example Lab' };
const past = [
  samplePaper('1', { authors: ['Ada Example'], upvotes: 80, listedOn: '2026-01-05', organization: lab }),
  samplePaper('2', { authors: ['Ben Sample'], upvotes: 3, listedOn: '2026-01-05' }),
  samplePaper('3', { authors: ['Cy Placeholder'], upvotes: 12, listedOn: '2026-01-05' }),
  samplePaper('4', { authors: ['Ada Example', 'Ben Sample'], upvotes: 60, listedOn: '2026-01-08' }),
  samplePaper('5', { authors: ['Dee Standin'], upvotes: 9, listedOn: '2026-01-08' }),
];

describe('the track record', () => {
  it('stands those higher whose papers had more votes than the others of their days', () => {
    const record = buildTrackRecord(past);
    const of = (name: string) => record.author(name, '2026-02-01').standing;
    expect(of('Ada Example')).toBeGreaterThan(of('Ben Sample'));
    expect(of('Ben Sample')).toBeGreaterThan(of('Dee Standin'));
    expect(record.organization('Example-Lab', '2026-02-01').standing).toBeGreaterThan(0);
  });

  it('knows who put papers on their lists, and how their earlier ones fared', () => {
    const record = buildTrackRecord(
      past,
      new Map([
        ['arxiv:1', 'finder'],
        ['arxiv:2', 'other'],
      ]),
    );
    expect(record.submitterOf('arxiv:1')).toBe('finder');
    expect(record.submitter('finder', '2026-02-01').standing).toBeGreaterThan(0);
    expect(record.submitter('other', '2026-02-01').standing).toBeLessThan(0);
    expect(record.submitter('finder', '2026-01-05').papers).toBe(0);
  });

  it('learns a submitter of a paper that it knew without one', () => {
    const [paper] = past;
    if (!paper) throw new Error('no paper');
    const record = buildTrackRecord(past);
    record.add([paper], new Map([[paper.id, 'finder']]));
    expect(record.submitter('finder', '2026-02-01').standing).toBeGreaterThan(0);
    expect(record.author('Ada Example', '2026-02-01')).toEqual(
      buildTrackRecord(past).author('Ada Example', '2026-02-01'),
    );
  });

  it('knows nothing of a name without a paper', () => {
    expect(buildTrackRecord(past).author('Nobody', '2026-02-01')).toEqual({ standing: 0, papers: 0 });
  });

  it('answers for a day from the days before it alone', () => {
    const record = buildTrackRecord(past);
    expect(record.author('Ada Example', '2026-01-05').papers).toBe(0);
    expect(record.author('Ada Example', '2026-01-08').papers).toBeLessThan(
      record.author('Ada Example', '2026-01-09').papers,
    );
  });

  it('finds a name whatever its accents, case and spaces', () => {
    const record = buildTrackRecord([
      samplePaper('9', { authors: ['José  Muñoz'], upvotes: 50, listedOn: '2026-01-05' }),
    ]);
    expect(record.author('jose munoz', '2026-02-01').papers).toBeGreaterThan(0);
  });

  it('believes many papers more than one', () => {
    const one = buildTrackRecord([
      ...past.slice(1),
      samplePaper('1', { authors: ['E F'], upvotes: 80, listedOn: '2026-01-05' }),
    ]);
    const many = buildTrackRecord([
      ...past.slice(1),
      ...['1', '6', '7', '8'].map((id, i) =>
        samplePaper(id, { authors: ['E F'], upvotes: 80, listedOn: `2026-01-0${i + 5}` }),
      ),
    ]);
    expect(many.author('E F', '2026-02-01').standing).toBeGreaterThan(
      one.author('E F', '2026-02-01').standing,
    );
  });

  it('passes over papers whose votes or day are unknown', () => {
    const { listedOn: _, ...undated } = samplePaper('8', { upvotes: 4 });
    expect(buildTrackRecord([samplePaper('7'), undated]).size).toBe(0);
  });

  it('is the same whatever order papers came in, and when they came in twice with newer votes last', () => {
    const names = ['Ada Example', 'Ben Sample', 'Cy Placeholder', 'Dee Standin'];
    const standings = (record: TrackRecord) =>
      names.map(name => record.author(name, '2026-02-01').standing.toFixed(9));
    const expected = standings(buildTrackRecord(past));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(past, { minLength: past.length }),
        fc.subarray(past),
        (shuffled, early) => {
          const record = new TrackRecord();
          record.add(early.map(paper => ({ ...paper, upvotes: 1 })));
          record.add(shuffled);
          expect(standings(record)).toEqual(expected);
        },
      ),
    );
  });
});
