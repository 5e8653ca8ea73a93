import fc from 'fast-check';
import type { Paper, Sighting } from '../../../src/core/papers/paper.ts';

const day = fc
  .integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 11, 31) })
  .map(at => new Date(at).toISOString().slice(0, 10));
const instant = fc
  .integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 11, 31) })
  .map(at => new Date(at).toISOString());

export const arbitrarySighting: fc.Arbitrary<Sighting> = fc.record(
  { source: fc.constantFrom('huggingface', 'arxiv:cs.CL', 'arxiv'), day, at: instant },
  { requiredKeys: ['source'] },
);

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(value => value.trim() || 'x');
const url = fc.webUrl();

/** Any paper that the schema allows, with the given id. */
export const arbitraryPaper = (id: fc.Arbitrary<string>): fc.Arbitrary<Paper> =>
  fc.record(
    {
      id,
      title: text,
      abstract: fc.oneof(fc.constant(''), text),
      authors: fc.array(text, { maxLength: 4 }),
      authorCount: fc.nat(300),
      organization: fc.record({ slug: text, name: text }),
      publishedAt: fc.oneof(day, instant),
      listedOn: day,
      upvotes: fc.nat(500),
      comments: fc.nat(50),
      categories: fc.array(fc.constantFrom('cs.CL', 'cs.LG', 'math.GT'), { minLength: 1, maxLength: 3 }),
      keywords: fc.array(text, { minLength: 1, maxLength: 3 }),
      summary: text,
      codeUrl: url,
      codeStars: fc.nat(9000),
      projectUrl: url,
      thumbnailUrl: url,
      url,
      sightings: fc.uniqueArray(arbitrarySighting, {
        maxLength: 3,
        selector: sighting => `${sighting.day ?? ''} ${sighting.source}`,
      }),
    },
    { requiredKeys: ['id', 'title', 'abstract', 'authors', 'sightings'] },
  );
