import fc from 'fast-check';
import type { Action, Block, Document, Inline, Line } from '../../../src/core/document/document.ts';

const NASTY = [
  '@everyone <!channel> <@U123> <#C1|x>',
  '](http://evil.example) [x](javascript:alert(1))',
  '**bold** _it_ ~~no~~ `code` ```fence``` ||spoiler||',
  '<script>alert(1)</script> &lt; &amp; <b onmouseover=x>',
  '# not a heading\n> not a quote\n- not a list',
  '1. not a number\n---\n===',
  '\u001b[31mred\u001b[0m \u0007 \u001b]8;;http://evil.example\u0007here\u001b]8;;\u0007',
  '\u202eesrever\u202c \u200bzero\u200d \u2066isolate\u2069',
  '大規模言語モデルの推論を高速化する投機的デコーディングの新しい手法について',
  '👩‍👩‍👧‍👦 🇩🇪 1️⃣ é ﷽ Z̷̢͝a̸l̵g̶o',
  'https://plain.example/a_b_c?x=1&y=2 www.example.com me@example.com',
  '$x^2$ \\frac{a}{b} \\* \\[ | a | b |',
  '   leading and trailing   ',
];

export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 30 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 80, maxLength: 400 }) },
);

const url: fc.Arbitrary<string> = fc.webUrl({ withQueryParameters: true, withFragments: true });

const inline: fc.Arbitrary<Inline> = fc.oneof(
  words.map(text => ({ kind: 'text' as const, text })),
  words.map(text => ({ kind: 'strong' as const, text })),
  words.map(text => ({ kind: 'emphasis' as const, text })),
  words.map(text => ({ kind: 'code' as const, text })),
  fc.record({ kind: fc.constant('link' as const), text: words, url }),
  fc.record({
    kind: fc.constant('time' as const),
    at: fc.integer({ min: 0, max: 4e12 }),
    fallback: fc.constant('7 January 2026, 09:00'),
  }),
);

export const line: fc.Arbitrary<Line> = fc.array(inline, { minLength: 1, maxLength: 5 });
const title: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('link' as const), text: words, url }) },
  { weight: 1, arbitrary: words.map(text => ({ kind: 'text' as const, text })) },
);
const option = fc.record({ label: fc.lorem({ maxCount: 3 }), command: fc.constant('show arxiv:2601.90001') });
const action: fc.Arbitrary<Action> = fc.oneof(
  option.map(one => ({ kind: 'command' as const, ...one })),
  fc.record({ kind: fc.constant('link' as const), label: fc.lorem({ maxCount: 2 }), url }),
  fc.record({
    kind: fc.constant('choice' as const),
    label: fc.lorem({ maxCount: 2 }),
    options: fc.array(option, { minLength: 1, maxLength: 6 }),
  }),
);
const actions = fc.array(action, { maxLength: 5 });

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Block>({ kind: 'divider' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('heading' as const),
      text: words,
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
    }),
  },
  { weight: 2, arbitrary: line.map(one => ({ kind: 'paragraph' as const, line: one })) },
  { weight: 1, arbitrary: line.map(one => ({ kind: 'note' as const, line: one })) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(line, { maxLength: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({
        title,
        lines: fc.array(line, { maxLength: 3 }),
        meta: fc.array(line, { maxLength: 3 }),
        actions,
        number: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
        imageUrl: fc.option(url, { nil: undefined }),
      })
      .map(({ number, imageUrl, ...entry }) => ({
        kind: 'entry' as const,
        paperId: 'arxiv:2601.90001',
        ...(number === undefined ? {} : { number }),
        ...(imageUrl === undefined ? {} : { imageUrl }),
        ...entry,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fields' as const),
      fields: fc.array(fc.record({ label: fc.lorem({ maxCount: 2 }), value: line }), { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('code' as const),
      text: fc.array(words, { minLength: 1, maxLength: 4 }).map(lines => lines.join('\n')),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('image' as const),
      alt: fc.lorem({ maxCount: 5 }),
      source: fc.oneof(
        fc.record({ kind: fc.constant('url' as const), url }),
        fc.record({
          kind: fc.constant('bytes' as const),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
          mediaType: fc.constant('image/png'),
          name: fc.constant('chart.png'),
        }),
      ),
    }),
  },
  { weight: 1, arbitrary: actions.map(some => ({ kind: 'actions' as const, actions: some })) },
);

const blocks = fc.array(block, { maxLength: 10 });

/** Any document at all, with the text that breaks renderers. */
export const anyDocument: fc.Arbitrary<Document> = fc
  .record({
    summary: fc.lorem({ maxCount: 6 }),
    blocks,
    replies: fc.array(fc.record({ summary: fc.lorem({ maxCount: 3 }), blocks }), { maxLength: 2 }),
  })
  .map(({ replies, ...document }) => (replies.length > 0 ? { ...document, replies } : document));
