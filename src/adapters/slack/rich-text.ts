import type { Inline, Line } from '../../core/document/document.ts';
import type { SlackBlock } from './block-kit.ts';
import { inert, safeUrl } from './markup.ts';

type Style = Readonly<Partial<Record<'bold' | 'italic' | 'code', true>>>;

/** Elements of a rich text section: every text in them is literal, nothing is escaped. */
export function richElements(line: Line, style: Style = {}): SlackBlock[] {
  return line.flatMap(inline => richInline(inline, style));
}

function richInline(inline: Inline, style: Style): SlackBlock[] {
  switch (inline.kind) {
    case 'text':
      return richText(inline.text, style);
    case 'strong':
      return richText(inline.text, { ...style, bold: true });
    case 'emphasis':
      return richText(inline.text, { ...style, italic: true });
    case 'code':
      return richText(inline.text, { ...style, code: true });
    case 'time':
      return [
        {
          type: 'date',
          timestamp: Math.floor(inline.at / 1000),
          format: '{date_short_pretty} at {time}',
          fallback: inert(inline.fallback),
          ...styled(style),
        },
      ];
    case 'link': {
      const url = safeUrl(inline.url);
      const text = inert(inline.text);
      if (url === undefined || text.trim() === '') return richText(inline.text, style);
      return [{ type: 'link', url, text, ...styled(style) }];
    }
  }
}

function richText(given: string, style: Style): SlackBlock[] {
  const text = inert(given);
  return text === '' ? [] : [{ type: 'text', text, ...styled(style) }];
}

const styled = (style: Style): { style?: Style } => (Object.keys(style).length > 0 ? { style } : {});

/** A block of these parts; nothing when no part says anything. */
export function richTextBlock(elements: readonly SlackBlock[]): SlackBlock[] {
  const said = elements.filter(({ elements: inner }) => Array.isArray(inner) && inner.length > 0);
  return said.length > 0 ? [{ type: 'rich_text', elements: said }] : [];
}

export const richSection = (elements: readonly SlackBlock[]): SlackBlock => ({
  type: 'rich_text_section',
  elements,
});

/** Lines under each other in one section. */
export function stackedLines(lines: readonly (readonly SlackBlock[])[]): SlackBlock[] {
  const said = lines.filter(line => line.length > 0);
  return said.flatMap((line, at) => (at === 0 ? line : [{ type: 'text', text: '\n' }, ...line]));
}
