import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/errors.ts';
import { parsePapers } from '../../../src/core/sources/parse-papers.ts';

const read = (name: string): string => readFileSync(`tests/fixtures/arxiv/${name}`, 'utf8');
const papersOf = (text: string, context = {}) => parsePapers(text, context).papers.map(({ paper }) => paper);

describe('arXiv API answers', () => {
  it('become papers, the primary category first', () => {
    const { format, papers, problems } = parsePapers(read('answer.xml'), {});
    expect({ format, problems }).toEqual({ format: 'arxiv-atom', problems: [] });
    expect(papers[0]?.paper).toEqual({
      id: 'arxiv:2601.90003',
      title: 'Sheep & Wolves: A 2ⁿ Study',
      abstract: 'We study ‘wolves’ and “sheep” at α ≥ 0.5.\nIn particular, wolves eat.',
      authors: ['Ada Fielding', 'Jide Okoro'],
      authorCount: 2,
      publishedAt: '2026-01-05T12:00:00Z',
      categories: ['cs.CL', 'cs.LG'],
      url: 'https://arxiv.org/abs/2601.90003',
      sightings: [{ source: 'arxiv' }],
    });
  });

  it('have ids of the old style without their subject class', () => {
    expect(papersOf(read('answer.xml'))[1]?.id).toBe('arxiv:math/0309136');
  });

  it('are listed on the day that was asked for', () => {
    expect(papersOf(read('answer.xml'), { source: 'arxiv:cs.CL', day: '2026-01-07' })[0]).toMatchObject({
      listedOn: '2026-01-07',
      sightings: [{ source: 'arxiv:cs.CL', day: '2026-01-07' }],
    });
  });

  it('reject with what arXiv says when it is an error', () => {
    expect(() => parsePapers(read('error.xml'), {})).toThrow(
      new Fault('bad-format', 'arXiv answered with an error: incorrect id format for sheep'),
    );
  });

  it('may be wrapped in a recording', () => {
    const recording = JSON.stringify({
      url: 'https://export.arxiv.org/api/query',
      status_code: 200,
      body: read('answer.xml'),
    });
    expect(papersOf(recording)).toEqual(papersOf(read('answer.xml')));
  });

  it('may be empty, which is said', () => {
    const empty = read('answer.xml').replace(/<entry>.*<\/entry>/s, '');
    expect(parsePapers(empty, {})).toMatchObject({ papers: [], notes: ['the answer lists no papers'] });
  });

  it('lose an entry without a title or id and keep its neighbours', () => {
    const { papers, problems } = parsePapers(read('answer.xml').replace(/<title>Sheep.*?<\/title>/s, ''), {});
    expect(papers.map(({ paper }) => paper.title)).toEqual(['Knots of Wool']);
    expect(problems).toEqual([{ place: 'item 1', reason: 'title: there is no title' }]);
  });

  it('lose only the entry whose markup is broken', () => {
    for (const damage of ['<!--', '<![CDATA[', '</feed>', '<entry', '</entry ', '"', '<a b="', '&', '<?'])
      expect(papersOf(read('answer.xml').replace('<updated>2026-01-07', `${damage}$&`)).at(-1)?.title).toBe(
        'Knots of Wool',
      );
  });

  it('are not read when they come with a document type', () => {
    const bomb = read('answer.xml')
      .replace('<feed', '<!DOCTYPE feed [<!ENTITY a "sheep">]>\n<feed')
      .replace('Knots', '&a;');
    expect(() => parsePapers(bomb, {})).toThrow(/document type/);
  });

  it('keep entities that XML does not know as they are written', () => {
    expect(papersOf(read('answer.xml').replace('Knots', '&sheep;'))[1]?.title).toBe('&sheep; of Wool');
  });
});

describe('arXiv feeds', () => {
  it('become papers listed on the day of the feed', () => {
    const { format, papers, problems, notes } = parsePapers(read('feed.rss.xml'), {});
    expect({ format, problems }).toEqual({ format: 'arxiv-feed', problems: [] });
    expect(papers[0]?.paper).toEqual({
      id: 'arxiv:2601.90004',
      title: 'Bleating in Context',
      abstract: 'Sheep bleat <b>loudly</b>.',
      authors: ['Ada Fielding', 'José Okoro'],
      authorCount: 2,
      publishedAt: '2026-01-07',
      listedOn: '2026-01-07',
      categories: ['cs.CL', 'cs.AI'],
      url: 'https://arxiv.org/abs/2601.90004',
      sightings: [{ source: 'arxiv:cs.CL', day: '2026-01-07' }],
    });
    expect(notes).toEqual(['1 of 3 are new versions of papers announced before']);
  });

  it('list a cross-listed paper without claiming that it is new, and a new version not at all', () => {
    const [, cross, version] = papersOf(read('feed.rss.xml'), { day: '2026-01-07' });
    expect(cross).toMatchObject({ listedOn: '2026-01-07' });
    expect(cross).not.toHaveProperty('publishedAt');
    expect(version).not.toHaveProperty('listedOn');
    expect(version).toMatchObject({
      title: 'Hay, Revised',
      sightings: [{ source: 'arxiv:cs.CL', day: '2026-01-07' }],
    });
  });

  it('say the same as Atom', () => {
    const [fromAtom, version] = papersOf(read('feed.atom.xml'));
    expect(fromAtom).toMatchObject({
      id: 'arxiv:2601.90004',
      abstract: 'Sheep bleat loudly.',
      authors: ['Ada Fielding', 'Jide Okoro'],
      categories: ['cs.CL', 'cs.AI'],
      listedOn: '2026-01-07',
      sightings: [{ source: 'arxiv:cs.AI+cs.CL', day: '2026-01-07' }],
    });
    expect(version).not.toHaveProperty('listedOn');
  });

  it('are empty at weekends, and the note says why', () => {
    expect(parsePapers(read('weekend.rss.xml'), {})).toMatchObject({
      papers: [],
      problems: [],
      notes: ['the channel announces no papers on 2026-01-10, a Saturday: it skips Saturday and Sunday'],
    });
  });

  it('are unknown when they are not of arXiv', () => {
    expect(() => parsePapers('<rss><channel><item><title>x</title></item></channel></rss>', {})).toThrow(
      /^not a format Broadsheet knows/,
    );
  });
});

describe('OAI-PMH records', () => {
  it('become papers from each of arXiv’s own formats and from Dublin Core', () => {
    const { format, papers, problems, notes } = parsePapers(read('records.oai.xml'), {});
    expect({ format, problems, notes }).toEqual({
      format: 'oai-pmh',
      problems: [],
      notes: ['1 of 4 records are deleted'],
    });
    expect(papers.map(({ paper }) => paper)).toEqual([
      {
        id: 'arxiv:2601.90007',
        title: 'Flocks at Scale',
        abstract: 'Flocks grow when fed.\nThey shrink otherwise.',
        authors: ['Ada Fielding Jr', 'Meadow Collaboration'],
        authorCount: 2,
        publishedAt: '2026-01-05',
        categories: ['cs.MA', 'cs.AI'],
        url: 'https://arxiv.org/abs/2601.90007',
        sightings: [{ source: 'arxiv' }],
      },
      {
        id: 'arxiv:hep-th/9901001',
        title: 'Strings of Wool',
        abstract: 'Wool vibrates.',
        authors: ['A. Ram', 'B. Ewe', 'C. Lamb'],
        authorCount: 3,
        publishedAt: '1999-01-01',
        categories: ['hep-th', 'math-ph'],
        url: 'https://arxiv.org/abs/hep-th/9901001',
        sightings: [{ source: 'arxiv' }],
      },
      {
        id: 'arxiv:2601.90009',
        title: 'Grass as a Service',
        abstract: 'Grass scales.',
        authors: ['Jide Okoro', 'B. Ewe'],
        authorCount: 2,
        publishedAt: '2026-01-04',
        url: 'https://arxiv.org/abs/2601.90009',
        sightings: [{ source: 'arxiv' }],
      },
    ]);
  });

  it('may be none, and an error rejects with its code', () => {
    const answer = (error: string): string => `<OAI-PMH xmlns="x">${error}</OAI-PMH>`;
    expect(parsePapers(answer('<error code="noRecordsMatch">none</error>'), {}).notes).toEqual([
      'the answer has no records',
    ]);
    expect(() => parsePapers(answer('<error code="badArgument">bad date</error>'), {})).toThrow(
      'arXiv answered with an error: badArgument: bad date',
    );
  });
});
