import fc from 'fast-check';
import type { Digest } from '../../../src/core/digest/digest.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { inventDigest, inventEntry } from '../../core/digest/invent-paper.ts';

const NASTY = [
  '<!channel> <!here|x> <@U012AB3CD> <#C024BE7LR> <!subteam^S1>',
  '<http://evil.example|A safe title> and <https://evil.example>',
  '&lt;!channel&gt; &amp;lt; &amp;amp;',
  '*bold* _it_ ~no~ `code` ```fence```',
  '> quoted\n>>> more',
  ':wave: :+1: 10:30:45',
  'a * b * c _ d _ e',
  '\u202eesrever\u202c \u2066isolate\u2069 \u200bzero\u200d',
  '大規模言語モデルの推論を高速化する投機的デコーディング',
  '👩‍👩‍👧‍👦 🇩🇪 é ﷽ Z̷̢͝a̸l̵g̶o',
  'https://evil.example/a|b www.evil.example @everyone #general',
  '\ud800 half \u0007 bell \u0000 null',
  '   blanks around   ',
  'A plain title: with a colon',
];

const words = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { minLength: 2, maxLength: 3 }).map(all => all.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 200, maxLength: 900 }) },
);
const longest = fc.constantFrom(...NASTY).map(one => one.repeat(Math.ceil(4000 / one.length)));
const anyWords = fc.oneof({ weight: 30, arbitrary: words }, { weight: 1, arbitrary: longest });

const paper: fc.Arbitrary<Paper> = fc
  .record({
    title: anyWords,
    gist: anyWords,
    authors: fc.array(words, { maxLength: 3 }),
    keywords: fc.array(words, { maxLength: 3 }),
    upvotes: fc.nat(500),
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    codeUrl: fc.webUrl({ withQueryParameters: true }),
    organization: anyWords,
    picture: fc.option(fc.webUrl(), { nil: undefined }),
  })
  .map(({ gist, organization, picture, ...known }) => ({
    id: 'arxiv:2601.90001',
    abstract: gist,
    sightings: [],
    listedOn: '2026-01-07',
    organization: { slug: 'lab', name: organization },
    ...(picture === undefined ? {} : { thumbnailUrl: picture }),
    ...known,
  }));

/** A digest of papers whose every text is what breaks messages; their addresses tell them apart. */
export const nastyDigest: fc.Arbitrary<Digest> = fc
  .record({ papers: fc.array(paper, { minLength: 1, maxLength: 5 }), topics: anyWords })
  .map(({ papers, topics }) =>
    inventDigest({
      topics,
      entries: papers.map((one, at) => {
        const url = new URL(one.url ?? 'https://x.example');
        url.searchParams.set('paper', String(at));
        return inventEntry(
          { ...one, id: `arxiv:2601.9000${at + 1}`, url: url.href },
          { gist: one.abstract, reasons: [] },
        );
      }),
    }),
  );
