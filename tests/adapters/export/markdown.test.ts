import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/adapters/export/markdown.ts';
import { webAddress } from '../../../src/adapters/export/web-address.ts';
import type { Block, Document, Inline } from '../../../src/core/document/document.ts';
import { code, emphasis, link, paragraph, strong, text } from '../../../src/core/document/document.ts';
import { inlineText } from '../../../src/core/document/plain-text.ts';
import { anyDocument, line, words } from '../../core/document/generate-document.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}
const parse = (markdown: string): Node =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const nodes = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodes)];
const textOf = (node: Node): string =>
  nodes(node)
    .filter(one => one.type === 'text' || one.type === 'inlineCode' || one.type === 'code')
    .map(one => one.value ?? '')
    .join('');
const bare = (value: string): string => value.replace(/[\s\p{Cc}\p{Surrogate}]+/gu, '');
const linksIn = (node: Node): (string | undefined)[] =>
  nodes(node)
    .filter(one => one.type === 'link')
    .map(one => one.url);

const show = (...blocks: Block[]): string => renderMarkdown({ summary: '', blocks });
const inlinesOf = (value: unknown): Inline[] => {
  if (Array.isArray(value)) return value.flatMap(inlinesOf);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('kind' in value && ['text', 'strong', 'emphasis', 'code', 'link', 'time'].includes(String(value.kind)))
    return 'text' in value || 'fallback' in value ? [value as Inline] : [];
  return Object.values(value).flatMap(inlinesOf);
};
const saidLinks = (document: Document): string[] =>
  inlinesOf([document.blocks, (document.replies ?? []).map(reply => reply.blocks)]).flatMap(inline =>
    inline.kind === 'link' && bare(inline.text) !== '' ? (webAddress(inline.url) ?? []) : [],
  );

describe('a document as Markdown', () => {
  it('reads as it stands: no text becomes markup, whatever it holds', () => {
    fc.assert(
      fc.property(line, one => {
        const tree = parse(show(paragraph(...one)));
        expect(bare(textOf(tree))).toBe(bare(one.map(inlineText).join('')));
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it('keeps every kind of text in headings, papers and lists', () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        const said = (block: Block): string => bare(textOf(parse(show(block))));
        expect(said({ kind: 'heading', level: 2, text: a })).toBe(bare(a));
        expect(said({ kind: 'list', ordered: false, items: [[text(a)], [strong(b)]] })).toBe(bare(a + b));
        const entry: Block = {
          kind: 'entry',
          title: text(a),
          lines: [[text(b)]],
          meta: [[code(c)]],
          actions: [],
        };
        expect(said(entry)).toBe(bare(a + b + c));
      }),
      { numRuns: 100, seed: 22 },
    );
  });

  it('links where it should and nowhere else', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const links = linksIn(parse(renderMarkdown(document)));
        const wanted = saidLinks(document);
        for (const url of links) expect(wanted.concat(actionLinks(document))).toContain(url);
        for (const url of wanted) expect(links).toContain(url);
      }),
      { numRuns: 50, seed: 23 },
    );
  });

  it('holds no HTML that a text brought along', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const html = nodes(parse(renderMarkdown(document))).filter(one => one.type === 'html');
        for (const one of html) expect(one.value).toMatch(/^<(?:\/?(?:strong|em|code)>|!-- -->$)/);
      }),
      { numRuns: 50, seed: 24 },
    );
  });

  it('draws every kind of block', () => {
    const markdown = show(
      { kind: 'heading', level: 1, text: 'Head #' },
      paragraph(
        text('8 of 27 papers for '),
        strong('quantization'),
        text(', '),
        emphasis('"moe"'),
        text(' '),
        code('a`b'),
      ),
      {
        kind: 'entry',
        number: 1,
        title: link('A [title] with *stars*', 'https://a.example/(x)'),
        lines: [[text('1. no list')]],
        meta: [[text('Halcyon Lab')], [strong('214 upvotes')]],
        actions: [{ kind: 'command', label: 'Save', command: 'save x' }],
      },
      { kind: 'list', ordered: true, start: 3, items: [[text('three')], [text('- four')]] },
      { kind: 'fields', fields: [{ label: 'At', value: [text('09:00')] }] },
      { kind: 'code', text: 'a\n```\nb', language: 'json' },
      { kind: 'image', alt: 'a chart', source: { kind: 'url', url: 'https://a.example/c.png' } },
      { kind: 'divider' },
      { kind: 'actions', actions: [{ kind: 'command', label: 'More', command: 'search moe page:2' }] },
    );
    expect(markdown).toBe(`# Head \\#

8 of 27 papers for **quantization**, <em>"moe"</em> \`\`a\`b\`\`

### 1. [A \\[title\\] with \\*stars\\*](<https://a.example/(x)>)

1\\. no list

Halcyon Lab\\
**214 upvotes**

3. three
4. \\- four

<!-- -->

- **At**: 09:00

\`\`\`\`json
a
\`\`\`
b
\`\`\`\`

![a chart](https://a.example/c.png)

---

- More: \`search moe page:2\`
`);
  });
});

function actionLinks(document: Document): string[] {
  const own = document.blocks.flatMap(block =>
    block.kind === 'actions'
      ? block.actions.flatMap(action => (action.kind === 'link' ? (webAddress(action.url) ?? []) : []))
      : [],
  );
  return [...own, ...(document.replies ?? []).flatMap(actionLinks)];
}
