import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { inert } from '../../../src/adapters/terminal/markup.ts';
import { renderTerminal } from '../../../src/adapters/terminal/render.ts';
import type { TerminalLook } from '../../../src/adapters/terminal/terminal-look.ts';
import type { Block, Document } from '../../../src/core/document/document.ts';
import { code, emphasis, link, note, paragraph, strong, text } from '../../../src/core/document/document.ts';
import { inlineText } from '../../../src/core/document/plain-text.ts';
import { anyDocument } from '../../core/document/generate-document.ts';

const plain: TerminalLook = { width: 40, colour: false, links: false };
const show = (blocks: readonly Block[], look: Partial<TerminalLook> = {}): string[] =>
  renderTerminal({ summary: '', blocks }, { ...plain, ...look })
    .trimEnd()
    .split('\n');

/** The escapes we write, and no others. */
const OURS = new RegExp(String.raw`ESC\[[\d;]*m|ESC\]8;;[!-~]*ESC\\`.replaceAll('ESC', '\u001b'), 'g');
const bare = (value: string): string => value.replace(/\s+/g, '');
const titlesOf = (document: Document): string[] => [
  ...document.blocks.flatMap(block => (block.kind === 'entry' ? [inlineText(block.title)] : [])),
  ...(document.replies ?? []).flatMap(titlesOf),
];
const anyLook: fc.Arbitrary<TerminalLook> = fc.record({
  width: fc.integer({ min: 24, max: 96 }),
  colour: fc.boolean(),
  links: fc.boolean(),
});

const entry: Block = {
  kind: 'entry',
  number: 7,
  title: link('Draftline: Speculative Decoding That Knows When to Stop', 'https://arxiv.org/abs/2601.90012'),
  lines: [[text('A draft head that predicts whether its next guess will be accepted.')]],
  meta: [
    [text('Halcyon Lab'), text(' · '), text('Mara Lindqvist +4')],
    [strong('214 upvotes'), text(' · '), link('code', 'https://github.com/broadsheet-samples/draftline')],
  ],
  actions: [{ kind: 'command', label: 'Save', command: 'save arxiv:2601.90012' }],
};

describe('a document in the terminal', () => {
  it('is never wider than the terminal', () => {
    fc.assert(
      fc.property(anyDocument, anyLook, (document, look) => {
        for (const line of renderTerminal(document, look).split('\n'))
          expect(stringWidth(line.replace(OURS, ''))).toBeLessThanOrEqual(look.width);
      }),
      { numRuns: 70, seed: 11 },
    );
  });

  it('holds every title, whatever is in it', () => {
    fc.assert(
      fc.property(anyDocument, anyLook, (document, look) => {
        const shown = bare(renderTerminal(document, look).replace(OURS, ''));
        for (const title of titlesOf(document)) expect(shown).toContain(bare(inert(title)));
      }),
      { numRuns: 70, seed: 12 },
    );
  });

  it('sends the terminal no control but the line break and its own styles and links', () => {
    fc.assert(
      fc.property(anyDocument, anyLook, (document, look) => {
        const shown = renderTerminal(document, look);
        expect(shown.replace(OURS, '')).not.toMatch(
          /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u,
        );
        expect(look.colour || !shown.includes('\u001b[')).toBe(true);
      }),
      { numRuns: 70, seed: 13 },
    );
  });

  it('hangs a paper under its number and writes addresses out where links do not work', () => {
    expect(show([entry])).toEqual([
      ' 7  Draftline: Speculative Decoding',
      '    That Knows When to Stop',
      '    A draft head that predicts whether',
      '    its next guess will be accepted.',
      '    Halcyon Lab · Mara Lindqvist +4',
      '    214 upvotes · code',
      '    https://arxiv.org/abs/2601.90012',
      '    https://github.com/broadsheet-sample',
      '    s/draftline',
    ]);
  });

  it('hides addresses behind their words where links work, on every line of a title', () => {
    const [first, second] = show([entry], { links: true });
    expect(first).toBe(
      ' 7  \u001b]8;;https://arxiv.org/abs/2601.90012\u001b\\Draftline: Speculative Decoding\u001b]8;;\u001b\\',
    );
    expect(second).toBe(
      '    \u001b]8;;https://arxiv.org/abs/2601.90012\u001b\\That Knows When to Stop\u001b]8;;\u001b\\',
    );
    expect(show([entry], { links: true }).join('\n').replace(OURS, '')).not.toContain('https:');
  });

  it('colours only where colour is wanted', () => {
    expect(show([paragraph(strong('a'), text(' '), emphasis('b'))], { colour: true })).toEqual([
      '\u001b[1ma\u001b[0m \u001b[36mb\u001b[0m',
    ]);
    expect(show([paragraph(strong('a'), text(' '), emphasis('b'))])).toEqual(['a b']);
  });

  it('keeps what stands between middle dots together and needs no dot where a line ends', () => {
    const facts = paragraph(
      emphasis('matched "MoE" in the title'),
      text(' · '),
      strong('214 upvotes'),
      text(' · '),
      text('code ★ 1,312'),
      text(' · '),
      text('11 comments'),
    );
    expect(show([facts], { width: 44 })).toEqual([
      'matched "MoE" in the title · 214 upvotes',
      'code ★ 1,312 · 11 comments',
    ]);
    expect(show([facts], { width: 34 })).toEqual([
      'matched "MoE" in the title',
      '214 upvotes · code ★ 1,312',
      '11 comments',
    ]);
  });

  it('divides a title evenly, so that its last word does not stand alone', () => {
    const long: Block = {
      kind: 'entry',
      title: text('Training 4-Bit Models With the Rounding They Meet'),
      lines: [],
      meta: [],
      actions: [],
    };
    expect(show([long], { width: 46 })).toEqual(['Training 4-Bit Models With', 'the Rounding They Meet']);
  });

  it('breaks Chinese and Japanese between characters, but not before a full stop', () => {
    const lines = show(
      [paragraph(text('投機的デコーディングは大規模言語モデルの推論を速くする。新しい手法を示す。'))],
      {
        width: 24,
      },
    );
    expect(lines).toEqual([
      '投機的デコーディングは大',
      '規模言語モデルの推論を速',
      'くする。新しい手法を示',
      'す。',
    ]);
  });

  it('lines up the numbers, the labels and the marks of a list', () => {
    const item = (number: number): Block => ({ ...entry, number, title: text('T'), lines: [], meta: [] });
    expect(show([item(9), item(10)], { links: true })).toEqual(['  9  T', ' 10  T']);
    expect(show([{ kind: 'list', ordered: true, start: 9, items: [[text('nine')], [text('ten')]] }])).toEqual(
      ['  9. nine', ' 10. ten'],
    );
    const fields = [
      { label: 'At', value: [text('09:00')] },
      { label: 'Topics', value: [text('quantization')] },
    ];
    expect(show([{ kind: 'fields', fields }])).toEqual(['At      09:00', 'Topics  quantization']);
  });

  it('draws every kind of block', () => {
    const blocks: Block[] = [
      { kind: 'heading', level: 1, text: 'Head' },
      paragraph(text('lead '), code('x'), text(' '), { kind: 'time', at: 0, fallback: 'then' }),
      { kind: 'divider' },
      { kind: 'heading', level: 2, text: 'Sub' },
      { kind: 'list', ordered: false, items: [[text('one')]] },
      { kind: 'code', text: 'a\n  b' },
      { kind: 'image', alt: 'a chart', source: { kind: 'url', url: 'https://a.example/c.png' } },
      {
        kind: 'image',
        alt: '',
        source: { kind: 'bytes', bytes: new Uint8Array(), mediaType: 'image/png', name: 'c.png' },
      },
      note(text('fine')),
      note(text('print')),
      {
        kind: 'actions',
        actions: [
          { kind: 'command', label: 'More', command: 'search moe page:2' },
          { kind: 'link', label: 'Page', url: 'https://a.example/' },
          { kind: 'choice', label: 'Read', options: [{ label: 'A title', command: 'show x' }] },
        ],
      },
    ];
    const reply: Document = { summary: '', blocks: [paragraph(text('reply'))] };
    expect(renderTerminal({ summary: '', blocks, replies: [reply] }, { ...plain, width: 56 })).toBe(
      [
        'Head',
        '─'.repeat(56),
        'lead x then',
        '',
        '─'.repeat(56),
        '',
        'Sub',
        ' • one',
        '',
        '  a',
        '    b',
        '',
        '[a chart] (https://a.example/c.png)',
        '',
        '[picture] c.png',
        '',
        'fine',
        'print',
        '',
        'More  broadsheet papers search moe page:2',
        'Page (https://a.example/)',
        'Read',
        '  broadsheet papers show x  A title',
        '',
        'reply',
        '',
      ].join('\n'),
    );
  });

  it('makes no link of an address that is not a web page', () => {
    const javascript: Block = paragraph({ kind: 'link', text: 'x', url: 'javascript:alert(1)' });
    expect(show([javascript], { links: true })).toEqual(['x']);
    const breaking: Block = paragraph({ kind: 'link', text: 'x', url: 'https://a.example/\u001b\\\u0007' });
    expect(show([breaking], { links: true })).toEqual([
      '\u001b]8;;https://a.example/%1B/\u001b\\x\u001b]8;;\u001b\\',
    ]);
  });
});
