import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedPaper } from '../../../src/core/sources/huggingface-item.ts';
import { isListedPaper } from '../../../src/core/sources/is-listed-paper.ts';

const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1.5,
  2 ** 60,
  true,
  [],
  ['x'],
  [1],
  {},
  { name: 'x' },
);
const maybe = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

const text = maybe(fc.string({ maxLength: 4 }));
const count = maybe(fc.nat());
const organization = maybe(fc.record({ name: text, fullname: text }, { requiredKeys: [] }));
const account = maybe(fc.record({ name: text, _id: text }, { requiredKeys: [] }));
const paper = fc.record(
  {
    id: text,
    title: text,
    summary: text,
    authors: maybe(
      fc.array(maybe(fc.oneof(fc.record({ name: text, _id: text }), fc.string())), { maxLength: 3 }),
    ),
    publishedAt: text,
    upvotes: count,
    numComments: count,
    day: text,
    fetchedAt: text,
    submittedOnDailyAt: text,
    ai_summary: text,
    ai_keywords: maybe(fc.array(text, { maxLength: 2 })),
    githubRepo: text,
    githubStars: count,
    projectPage: text,
    thumbnail: text,
    organization,
    submittedOnDailyBy: account,
    discussionId: text,
  },
  { requiredKeys: ['id', 'title'] },
);
const item = fc.record(
  {
    paper: maybe(paper),
    publishedAt: text,
    numComments: count,
    thumbnail: text,
    organization,
    submittedBy: account,
    title: text,
  },
  { requiredKeys: ['paper'] },
);

describe('isListedPaper', () => {
  it('says what the schema says, of any item', () => {
    const said = { yes: 0, no: 0 };
    fc.assert(
      fc.property(maybe(item), value => {
        const { success } = ListedPaper.safeParse(value);
        said[success ? 'yes' : 'no']++;
        expect(isListedPaper(value)).toBe(success);
      }),
      { numRuns: 3000 },
    );
    // Both answers have been compared often enough to mean something.
    expect(Math.min(said.yes, said.no)).toBeGreaterThan(300);
  });
});
