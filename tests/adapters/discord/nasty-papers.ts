import fc from 'fast-check';
import type { Digest } from '../../../src/core/digest/digest.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { inventDigest, inventEntry } from '../../core/digest/invent-paper.ts';

/** What breaks a renderer for Discord. */
const NASTY: readonly string[] = [
  '@everyone @here <@123456789012345678> <@!123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '[free nitro](https://evil.example) ](https://evil.example) [a][b]',
  'A title with [CLS] and [MASK] tokens',
  'An [open bracket and a closing) one',
  '</papers today:123456789012345678> <id:browse> <t:1767790800:R>',
  '<:kappa:123456789012345678> <a:wave:123456789012345678> :smile: :flag_de:',
  '```js\nalert(1)\n``` `code` ``more``',
  '**bold** *it* __under__ ~~gone~~ ||hidden|| _em_ ***both***',
  '# heading',
  '## heading',
  '-# small',
  '> quote',
  '>>> quotes',
  '- item',
  '* item',
  '1. one',
  '$O(n^2)$ \\frac{1}{2} \\* $\\mathcal{L}_{\\text{KL}}$',
  'https://evil.example http://evil.example/?a=1&b=2 discord.gg/abc www.evil.example',
  'שלום עולם \u202eevil\u202c \u2066isolated\u2069 مرحبا بالعالم',
  '大規模言語モデルの推論を高速化する投機的デコーディング'.repeat(20),
  '𠮷𩸽 👩‍👩‍👧‍👦 🇯🇵 ﷽'.repeat(12),
  'Z̷̢̛̤̦͝a̸̧̛l̵̢̛g̶̨̛o̴̢̕'.repeat(14),
  'x'.repeat(2000),
  'Long words of a title that never seems to end, '.repeat(42).trim(),
  '¯\\_(ツ)_/¯ \\',
  'lone \ud800 surrogate and \u0000 null',
  '&lt;b&gt; <script>alert(1)</script>',
];

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map(two => two.join(' ')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.lorem({ maxCount: 12 }) },
);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'https://huggingface.co/papers/2601.90001',
    'https://example.org/a_(b)_[c]/*d*?q=](http://evil.example)',
    `https://example.org/${'long/'.repeat(380)}`,
  ),
);
const manyAuthors = Array.from({ length: 3303 }, (_, at) => `Author ${at}`);

export const nastyPaper: fc.Arbitrary<Omit<Paper, 'id'>> = fc.record(
  {
    title: text.filter(title => title.trim() !== ''),
    abstract: fc.oneof(text, fc.constant('大規模言語モデル。'.repeat(400))),
    authors: fc.oneof(fc.array(text, { maxLength: 4 }), fc.constant(manyAuthors)),
    authorCount: fc.constantFrom(1, 12, 3303),
    organization: fc.record({ slug: fc.constant('org'), name: text }),
    upvotes: fc.nat(5000),
    comments: fc.nat(50),
    keywords: fc.array(text, { minLength: 1, maxLength: 8 }),
    codeUrl: url,
    codeStars: fc.nat(90_000),
    thumbnailUrl: url,
    url,
    sightings: fc.constant([]),
  },
  { requiredKeys: ['title', 'abstract', 'authors', 'sightings'] },
);

/** Digests of such papers, eight at most. */
export const nastyDigest = (most: number): fc.Arbitrary<Digest> =>
  fc
    .array(fc.tuple(nastyPaper, fc.option(text, { nil: undefined })), { minLength: 1, maxLength: most })
    .map(papers =>
      inventDigest({
        topics: NASTY[papers.length % NASTY.length] ?? 'agents',
        entries: papers.map(([paper, gist], at) =>
          inventEntry(
            {
              ...paper,
              id:
                at % 5 === 4
                  ? `page:${'very-long-slug-'.repeat(9)}${at}`
                  : `arxiv:2601.9${String(at).padStart(4, '0')}`,
            },
            gist === undefined ? {} : { gist },
          ),
        ),
      }),
    );
