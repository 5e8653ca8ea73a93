import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/core/document/document.ts';
import {
  code,
  emphasis,
  isLinkable,
  joinLines,
  link,
  note,
  paragraph,
  strong,
  text,
} from '../../../src/core/document/document.ts';
import { lineText, plainText } from '../../../src/core/document/plain-text.ts';

const everything: Document = {
  summary: 'All nodes',
  blocks: [
    { kind: 'heading', level: 1, text: 'Head' },
    paragraph(text('one '), strong('two '), emphasis('three '), code('four '), {
      kind: 'time',
      at: 0,
      fallback: 'then',
    }),
    { kind: 'divider' },
    { kind: 'list', ordered: true, start: 4, items: [[text('fourth')], [text('fifth')]] },
    {
      kind: 'entry',
      number: 1,
      title: link('Title', 'https://a.example/'),
      lines: [[text('gist')]],
      meta: [[text('small')]],
      actions: [{ kind: 'command', label: 'Save', command: 'save x' }],
    },
    { kind: 'fields', fields: [{ label: 'When', value: [text('now')] }] },
    { kind: 'code', text: 'a\n  b' },
    { kind: 'image', alt: 'a chart', source: { kind: 'url', url: 'https://a.example/c.png' } },
    note(text('fine print')),
    {
      kind: 'actions',
      actions: [
        { kind: 'link', label: 'More', url: 'https://a.example/more' },
        { kind: 'choice', label: 'Read…', options: [{ label: 'Title', command: 'show x' }] },
      ],
    },
  ],
  replies: [{ summary: 'r', blocks: [paragraph(text('reply'))] }],
};

describe('plain text', () => {
  it('says everything a document says, in order, without an address', () => {
    expect(plainText(everything).split('\n\n')).toEqual([
      'Head',
      'one two three four then',
      '4. fourth\n5. fifth',
      '1. Title\ngist\nsmall\nSave',
      'When: now',
      'a\n  b',
      'a chart',
      'fine print',
      'More\nTitle',
      'reply',
    ]);
  });
});

describe('building lines', () => {
  it('joins only what says something', () => {
    expect(lineText(joinLines([[text('a')], [], [strong('b')]], ' · '))).toBe('a · b');
  });

  it('links to web pages only', () => {
    expect(link('x', 'https://a.example/')).toEqual({ kind: 'link', text: 'x', url: 'https://a.example/' });
    for (const url of [
      undefined,
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a b',
      `https://a.example/${'x'.repeat(2000)}`,
    ])
      expect(link('x', url)).toEqual({ kind: 'text', text: 'x' });
    expect(isLinkable('HTTP://a.example')).toBe(true);
  });
});
