import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Document, Inline } from '../../../src/core/document/document.ts';
import { link, paragraph, text } from '../../../src/core/document/document.ts';
import { blockText, inlineText, plainText } from '../../../src/core/document/plain-text.ts';
import { splitDocument } from '../../../src/core/document/split-document.ts';
import { anyDocument } from './generate-document.ts';

const linksOf = (value: unknown): Extract<Inline, { kind: 'link' }>[] => {
  if (Array.isArray(value)) return value.flatMap(linksOf);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('kind' in value && value.kind === 'link' && 'text' in value)
    return [value as { kind: 'link'; text: string; url: string }];
  return Object.values(value).flatMap(linksOf);
};
/** As a platform would count: letters, and for links their address. */
const sizeOf = (blocks: readonly Block[]): number =>
  blocks.map(blockText).join('\n').length +
  linksOf(blocks).reduce((sum, one) => sum + one.url.length, 0) +
  blocks.length;
const within =
  (size: number, count = 12) =>
  (blocks: readonly Block[]): boolean =>
    blocks.length <= count && sizeOf(blocks) <= size;
const bare = (value: string): string => value.replace(/\s+/g, '');
const flat = (document: Document): Document[] => [document, ...(document.replies ?? []).flatMap(flat)];
const said = (documents: readonly Document[]): string => bare(documents.map(plainText).join('\n'));

describe('splitting a document', () => {
  it('leaves a document alone that fits', () => {
    const document: Document = {
      summary: 's',
      blocks: [paragraph(text('a')), { kind: 'divider' }, paragraph(text('b'))],
    };
    expect(splitDocument(document, () => true)).toEqual([document]);
  });

  it('gives one empty part for an empty document', () => {
    expect(splitDocument({ summary: 's', blocks: [] }, within(10))).toEqual([{ summary: 's', blocks: [] }]);
  });

  it('keeps every part within the measure, loses no word, and says each once and in order', () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 90, max: 1200 }), (document, size) => {
        const fits = within(size);
        const parts = splitDocument(document, fits);
        for (const part of parts.flatMap(flat)) expect(fits(part.blocks)).toBe(true);
        expect(said(parts)).toBe(said([document]));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('keeps a link whole wherever it fits alone, and its address always', () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 260, max: 900 }), (document, size) => {
        const fits = within(size);
        const after = linksOf(splitDocument(document, fits));
        for (const one of linksOf(document).filter(each => inlineText(each).trim() !== '')) {
          const alone = fits([paragraph({ ...one, text: `120. ${one.text}` })]);
          const kept = after.filter(each => each.url === one.url);
          expect(kept.some(each => !alone || bare(each.text).endsWith(bare(one.text)))).toBe(true);
        }
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it('cuts text after a sentence, else after a word, never inside a character', () => {
    const cut = (value: string, size: number): string[] =>
      splitDocument({ summary: '', blocks: [paragraph(text(value))] }, within(size)).flatMap(part =>
        part.blocks.map(blockText),
      );
    expect(cut('One two three. Four five six seven.', 24)).toEqual([
      'One two three.',
      'Four five six seven.',
    ]);
    expect(cut('One two three four five six', 16)).toEqual(['One two three', 'four five six']);
    expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 26)).toEqual(['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']);
  });

  it('makes several links of one that fits nowhere, and text of one whose address fits nowhere', () => {
    const parts = (url: string, words: string): Document[] =>
      splitDocument({ summary: '', blocks: [paragraph(link(words, url))] }, within(60));
    const several = linksOf(parts('https://a.example/', 'word '.repeat(20).trim()));
    expect(several.length).toBeGreaterThan(1);
    expect(new Set(several.map(one => one.url))).toEqual(new Set(['https://a.example/']));
    const texts = parts(`https://a.example/${'x'.repeat(90)}`, 'A title');
    expect(linksOf(texts)).toEqual([]);
    expect(said(texts)).toBe('Atitle');
  });

  it('takes a heading along with what it heads', () => {
    const blocks: Block[] = [
      paragraph(text('x'.repeat(40))),
      { kind: 'heading', level: 2, text: 'Next' },
      paragraph(text('y'.repeat(40))),
    ];
    const parts = splitDocument({ summary: '', blocks }, within(60));
    expect(parts.map(part => part.blocks.map(block => block.kind))).toEqual([
      ['paragraph'],
      ['heading', 'paragraph'],
    ]);
  });

  it('goes on counting an ordered list', () => {
    const items = ['one', 'two', 'three', 'four'].map(word => [text(word.padEnd(12, '.'))]);
    const parts = splitDocument(
      { summary: '', blocks: [{ kind: 'list', ordered: true, items }] },
      within(40),
    );
    expect(parts.map(plainText)).toEqual([
      '1. one.........\n2. two.........',
      '3. three.......\n4. four........',
    ]);
  });

  it('keeps the title of a paper with the beginning of what is said about it, and the buttons after all of it', () => {
    const entry: Block = {
      kind: 'entry',
      paperId: 'arxiv:2601.90001',
      number: 3,
      title: link('A title', 'https://a.example/'),
      lines: [[text('First sentence here. Second sentence is longer than the first.')]],
      meta: [[text('124 upvotes')]],
      actions: [{ kind: 'command', label: 'Save', command: 'save arxiv:2601.90001' }],
    };
    const parts = splitDocument({ summary: 'Papers', blocks: [entry] }, within(70));
    expect(parts.map(part => part.blocks.map(blockText))).toEqual([
      ['3. A title\nFirst sentence here.'],
      ['Second sentence is longer than the first.', '124 upvotes', 'Save'],
    ]);
    expect(parts.map(part => part.summary)).toEqual(['Papers (1/2)', 'Papers (2/2)']);
    expect(parts[0]?.blocks[0]).toMatchObject({ paperId: 'arxiv:2601.90001' });
  });

  it('sends replies after the last part', () => {
    const reply: Document = { summary: 'r', blocks: [paragraph(text('r'.repeat(30)))] };
    const blocks = [paragraph(text('a'.repeat(30))), paragraph(text('b'.repeat(30)))];
    const parts = splitDocument({ summary: 's', blocks, replies: [reply] }, within(40));
    expect(parts.map(part => part.replies?.length ?? 0)).toEqual([0, 1]);
  });

  it('refuses a measure that admits nothing', () => {
    expect(() => splitDocument({ summary: '', blocks: [paragraph(text('a'))] }, () => false)).toThrow(
      new RangeError('nothing of a paragraph fits into a message'),
    );
  });
});
