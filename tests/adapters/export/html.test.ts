import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/adapters/export/html.ts';
import { webAddress } from '../../../src/adapters/export/web-address.ts';
import type { Block, Document } from '../../../src/core/document/document.ts';
import { link, paragraph, strong, text } from '../../../src/core/document/document.ts';
import { plainText } from '../../../src/core/document/plain-text.ts';
import { anyDocument } from '../../core/document/generate-document.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const parseErrors: string[] = [];
const elements = (node: Node): Element[] => {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own;
};
const read = (html: string): Element[] => {
  parseErrors.length = 0;
  return elements(parse(html, { onParseError: error => parseErrors.push(error.code) }));
};
const textOf = (node: Node): string =>
  'value' in node && node.nodeName === '#text'
    ? node.value
    : 'childNodes' in node
      ? node.childNodes.map(textOf).join('')
      : '';
const attributes = (element: Element): Record<string, string> =>
  Object.fromEntries(element.attrs.map(one => [one.name, one.value]));
const bare = (value: string): string =>
  value.replace(/[\s\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\ufffd]+/gu, '');
/** What a page leaves out of a document: buttons, the dots of lists, and the numbers that the browser writes itself. */
const withoutButtons = (document: Document): Document => ({
  ...document,
  blocks: document.blocks.flatMap((block): Block[] => {
    if (block.kind === 'actions') return [];
    if (block.kind === 'list') return block.items.map(item => paragraph(...item));
    if (block.kind === 'image') return [];
    if (block.kind === 'fields')
      return block.fields.map(field => paragraph(text(field.label), ...field.value));
    if (block.kind !== 'entry') return [block];
    const number = block.number === undefined ? [] : [text(String(block.number))];
    return [
      paragraph(...number, block.title),
      ...[...block.lines, ...block.meta].map(one => paragraph(...one)),
    ];
  }),
  ...(document.replies ? { replies: document.replies.map(withoutButtons) } : {}),
});

const KNOWN = new Set(
  'html head meta title style body main h1 h2 h3 p ol ul li article span dl dt dd pre code figure img strong em time a hr'.split(
    ' ',
  ),
);

describe('a document as a page', () => {
  it('holds only elements, attributes and addresses of ours, whatever a text brings along', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const page = read(renderHtml(document));
        expect(parseErrors).toEqual([]);
        for (const element of page) {
          expect(KNOWN).toContain(element.tagName);
          const { href, src, ...others } = attributes(element);
          for (const name of Object.keys(others))
            expect('lang charset name content http-equiv class dir start alt datetime'.split(' ')).toContain(
              name,
            );
          expect(href ?? 'https:').toMatch(/^https?:/);
          expect(src ?? 'data:').toMatch(/^data:/);
        }
      }),
      { numRuns: 60, seed: 31 },
    );
  });

  it('says what the document says, in its order', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const said = {
          ...document,
          blocks: document.blocks.filter(block => block.kind !== 'image' && block.kind !== 'actions'),
        };
        const replies = (document.replies ?? []).map(reply => ({
          ...reply,
          blocks: reply.blocks.filter(block => block.kind !== 'image' && block.kind !== 'actions'),
        }));
        const main = read(renderHtml({ ...said, replies })).find(element => element.tagName === 'main');
        expect(bare(main ? textOf(main) : '')).toBe(bare(plainText(withoutButtons({ ...said, replies }))));
      }),
      { numRuns: 60, seed: 32 },
    );
  });

  it('links a title to the address it was given and no other', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        (title, url) => {
          const links = read(
            renderHtml({ summary: '', blocks: [paragraph({ kind: 'link', text: title, url })] }),
          )
            .filter(element => element.tagName === 'a')
            .map(element => attributes(element)['href']);
          expect(links).toEqual([webAddress(url)]);
        },
      ),
      { numRuns: 200, seed: 33 },
    );
  });

  it('loads nothing and runs nothing', () => {
    const html = renderHtml({
      summary: 'Eight papers',
      blocks: [
        { kind: 'heading', level: 1, text: 'Wednesday 7 January 2026' },
        { kind: 'image', alt: 'there', source: { kind: 'url', url: 'https://a.example/c.png' } },
        {
          kind: 'image',
          alt: 'here',
          source: { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png', name: 'c.png' },
        },
        paragraph({ kind: 'link', text: 'x', url: 'javascript:alert(1)' }),
      ],
    });
    const page = read(html);
    expect(page.filter(element => ['script', 'link', 'iframe'].includes(element.tagName))).toEqual([]);
    expect(page.filter(element => element.tagName === 'img').map(attributes)).toEqual([
      { src: 'data:image/png;base64,AQID', alt: 'here' },
    ]);
    expect(page.filter(element => element.tagName === 'a').map(attributes)).toEqual([
      { href: 'https://a.example/c.png' },
    ]);
    expect(html).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`);
    expect(html).toContain('prefers-color-scheme:dark');
  });

  it('is named after its heading, else after what it says', () => {
    const title = (blocks: readonly Block[]): string | undefined => {
      const found = read(renderHtml({ summary: 'Nothing <here>', blocks })).find(
        one => one.tagName === 'title',
      );
      return found && textOf(found);
    };
    expect(title([{ kind: 'heading', level: 1, text: 'A & B' }])).toBe('A & B');
    expect(title([])).toBe('Nothing <here>');
  });

  it('draws a paper with its number, its title, what is said and the small print', () => {
    const entry: Block = {
      kind: 'entry',
      number: 2,
      title: link('A <title>', 'https://a.example/?x=1&y=2'),
      lines: [[text('gist')]],
      meta: [[strong('214 upvotes')]],
      actions: [{ kind: 'command', label: 'Save', command: 'save x' }],
    };
    expect(renderHtml({ summary: '', blocks: [entry] })).toContain(`<article>
<h2 dir="auto"><span class="number">2</span> <a href="https://a.example/?x=1&amp;y=2">A &lt;title&gt;</a></h2>
<p dir="auto">gist</p>
<p class="meta" dir="auto"><strong>214 upvotes</strong></p>
</article>`);
  });
});
