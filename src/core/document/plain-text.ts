import type { Action, Block, Document, Inline, Line } from './document.ts';

/** What a person reads of an inline: never its address. */
export const inlineText = (inline: Inline): string =>
  inline.kind === 'time' ? inline.fallback : inline.text;

/** What a person reads of a line. */
export const lineText = (line: Line): string => line.map(inlineText).join('');

const actionText = (action: Action): string =>
  action.kind === 'choice' ? action.options.map(option => option.label).join('\n') : action.label;

/** Everything a block says, in reading order, one line a line; actions by their labels, a choice by its options'. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'code':
      return block.text;
    case 'paragraph':
    case 'note':
      return lineText(block.line);
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${(block.start ?? 1) + at}. ` : '• '}${lineText(item)}`)
        .join('\n');
    case 'entry':
      return [
        `${block.number === undefined ? '' : `${block.number}. `}${inlineText(block.title)}`,
        ...block.lines.map(lineText),
        ...block.meta.map(lineText),
        ...block.actions.map(actionText),
      ].join('\n');
    case 'fields':
      return block.fields.map(field => `${field.label}: ${lineText(field.value)}`).join('\n');
    case 'image':
      return block.alt;
    case 'actions':
      return block.actions.map(actionText).join('\n');
    case 'divider':
      return '';
  }
}

/** A document without any looks: blocks apart by an empty line, replies after what they answer. */
export function plainText(document: Document): string {
  const own = document.blocks.map(blockText).filter(part => part !== '');
  return [...own, ...(document.replies ?? []).map(plainText)].join('\n\n');
}
