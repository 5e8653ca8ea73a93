import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeBlock,
  inlineMarkup,
  labelText,
  lineMarkup,
  linkTarget,
} from '../../../src/adapters/discord/markup.ts';
import type { Inline } from '../../../src/core/document/document.ts';
import { code, emphasis, link, strong, text } from '../../../src/core/document/document.ts';
import { inlineText } from '../../../src/core/document/plain-text.ts';
import { line, words } from '../../core/document/generate-document.ts';
import { bare } from './judge-digest.ts';
import { visible } from './visible-text.ts';

const RUNS = 300;

describe('text for Discord', () => {
  it.each([
    ['@everyone and @here'],
    ['<@123456789012345678> <@&123456789012345678> <#123456789012345678> </papers today:123456789012345678>'],
    ['<:kappa:123456789012345678> <a:wave:123456789012345678> :smile: <t:1767790800:R> <id:customize>'],
    ['[click](https://evil.example) ](https://evil.example) [a]( https://evil.example )'],
    ['https://evil.example/x http://evil.example steam://run/1 <https://evil.example>'],
    ['**bold** __under__ ~~gone~~ ||hidden|| `code` ```fence```'],
    ['# heading'],
    ['-# small'],
    ['> quote'],
    ['>>> quotes'],
    ['- item'],
    ['1. one'],
    ['12) twelve'],
    ['¯\\_(ツ)_/¯'],
    ['\\$x^2\\$ and \\frac{a}{b} and \\* \\['],
    ['snake_case_name and 2*3*4'],
  ])('shows %s exactly so, and nothing comes of it', given => {
    const shown = visible(lineMarkup([text(given)]));
    expect(bare(shown.text)).toBe(bare(given));
    expect(shown.links).toEqual([]);
    expect(shown.odd).toEqual([]);
  });

  it('reads as it stands, whatever a line holds', () => {
    fc.assert(
      fc.property(line, one => {
        const still = one.filter(inline => inline.kind !== 'time');
        const shown = visible(lineMarkup(still));
        const said = bare(still.map(inlineText).join(''));
        expect(bare(shown.text.replaceAll(' [page]', '')).replaceAll('page', '')).toBe(
          said.replaceAll('page', ''),
        );
        expect(shown.odd).toEqual([]);
        const targets = still.flatMap(inline =>
          inline.kind === 'link' && bare(inline.text) !== '' ? [linkTarget(inline.url)] : [],
        );
        expect(shown.links.map(each => each.target)).toEqual(targets);
      }),
      { numRuns: RUNS, seed: 5 },
    );
  });

  it('keeps a title a link where Discord would make one of it', () => {
    const markup = inlineMarkup(link('[CLS] tokens (again)', 'https://arxiv.org/abs/2601.90001'));
    expect(visible(markup).links).toEqual([
      { text: '[CLS] tokens (again)', target: 'https://arxiv.org/abs/2601.90001' },
    ]);
  });

  it.each(['see https://evil.example', 'an [open bracket', 'a closing] bracket', 'www.evil.example'])(
    'puts the link after a title that Discord makes no link of: %s',
    title => {
      const shown = visible(inlineMarkup(link(title, 'https://arxiv.org/abs/2601.90001')));
      expect(shown.text).toBe(`${title} page`);
      expect(shown.links).toEqual([{ text: 'page', target: 'https://arxiv.org/abs/2601.90001' }]);
    },
  );

  it('marks a moment that every reader sees in their own zone', () => {
    expect(inlineMarkup({ kind: 'time', at: 1_767_790_800_000, fallback: '7 January' })).toBe(
      '<t:1767790800:f>',
    );
  });

  it('lets no stars of neighbours run together', () => {
    const neighbours: Inline[] = [strong('a'), emphasis('b'), strong('c'), code('d'), code('e`f')];
    expect(visible(lineMarkup(neighbours)).text).toBe('abcde`f');
  });

  it('never ends a block of code early', () => {
    fc.assert(
      fc.property(words, given => {
        const block = codeBlock(given);
        const fenced = block.startsWith('```\n');
        const inside = fenced ? block.slice(4, -4).includes('```') : visible(block).odd.length > 0;
        expect(inside).toBe(false);
      }),
      { numRuns: RUNS, seed: 6 },
    );
  });

  it('cuts a label at a character and says so', () => {
    expect(labelText('word '.repeat(30), 20)).toBe('word word word word…');
    expect(labelText('👩‍👩‍👧‍👦'.repeat(10), 25)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
    expect(labelText(' \n ', 20)).toBe('…');
  });
});
