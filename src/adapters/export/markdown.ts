import { allBlocks } from '../../core/document/all-blocks.ts';
import type { Action, Block, Document, Inline, Line } from '../../core/document/document.ts';
import { strong, text } from '../../core/document/document.ts';
import { webAddress } from './web-address.ts';

/**
 * A document as GitHub-flavoured Markdown, ending in a line break. Text is escaped so that it reads as it stands and
 * links nowhere; buttons under papers, which a page can't press, are left out.
 */
export function renderMarkdown(document: Document): string {
  const parts: string[] = [];
  let before: Block | undefined;
  for (const block of allBlocks(document)) {
    const part = renderBlock(block);
    if (part === '') continue;
    // Two lists in a row would be read as one.
    if (before && isList(before) && isList(block)) parts.push('<!-- -->');
    parts.push(part);
    before = block;
  }
  return `${parts.join('\n\n')}\n`;
}

const isList = (block: Block): boolean =>
  block.kind === 'list' || block.kind === 'fields' || block.kind === 'actions';

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return heading(block.level, [{ kind: 'text', text: block.text }]);
    case 'paragraph':
    case 'note':
      return atLineStart(renderLine(block.line));
    case 'list':
      return block.items
        .map(
          (item, at) =>
            `${block.ordered ? `${(block.start ?? 1) + at}.` : '-'} ${atLineStart(renderLine(item))}`,
        )
        .join('\n');
    case 'entry':
      return renderEntry(block);
    case 'fields':
      return block.fields
        .map(({ label, value }) => `- ${renderLine([strong(label), text(': '), ...value])}`)
        .join('\n');
    case 'code':
      return renderCode(block.text, block.language ?? '');
    case 'image':
      return block.source.kind === 'url'
        ? `!${renderInline({ kind: 'link', text: block.alt || 'picture', url: block.source.url }, '')}`
        : renderLine([{ kind: 'emphasis', text: block.alt }]);
    case 'actions':
      return block.actions
        .flatMap(renderAction)
        .map(line => `- ${line}`)
        .join('\n');
    case 'divider':
      return '---';
  }
}

function renderEntry({ number, title, lines, meta }: Extract<Block, { kind: 'entry' }>): string {
  const numbered: Line = number === undefined ? [title] : [{ kind: 'text', text: `${number}. ` }, title];
  const said = lines.map(line => atLineStart(renderLine(line)));
  const small = meta.map(line => atLineStart(renderLine(line))).filter(line => line !== '');
  return [heading(3, numbered), ...said, small.join('\\\n')].filter(part => part !== '').join('\n\n');
}

function heading(level: 1 | 2 | 3, line: Line): string {
  const words = renderLine(line).replace(/#/g, '\\#');
  return words === '' ? '' : `${'#'.repeat(level)} ${words}`;
}

function renderCode(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language.replace(/[^\w+-]/g, '')}\n${text}\n${fence}`;
}

function renderAction(action: Action): string[] {
  switch (action.kind) {
    case 'link':
      return [renderLine([{ kind: 'link', text: action.label, url: action.url }])];
    case 'command':
      return [
        renderLine([
          { kind: 'text', text: `${action.label}: ` },
          { kind: 'code', text: action.command },
        ]),
      ];
    case 'choice':
      return action.options.map(option =>
        renderLine([
          { kind: 'text', text: `${option.label}: ` },
          { kind: 'code', text: option.command },
        ]),
      );
  }
}

function renderLine(line: Line): string {
  let out = '';
  for (const inline of line) out += renderInline(inline, out);
  return out.trim();
}

function renderInline(inline: Inline, before: string): string {
  switch (inline.kind) {
    case 'time':
      return escapeText(inline.fallback);
    case 'text':
      return escapeText(inline.text);
    case 'strong':
      return emphasised(inline.text, '**', 'strong', before);
    case 'emphasis':
      return emphasised(inline.text, '*', 'em', before);
    case 'code':
      return codeSpan(inline.text, before);
    case 'link': {
      const url = webAddress(inline.url);
      const words = escapeText(inline.text);
      return url === undefined || words.trim() === '' ? words : `[${words.trim()}](${destination(url)})`;
    }
  }
}

/** Stars where the rules of flanking make them work whatever stands beside, else the HTML that Markdown allows. */
function emphasised(text: string, stars: string, tag: string, before: string): string {
  const [, lead = '', core = '', trail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (core === '') return escapeText(text);
  const words = escapeText(core);
  const safe =
    /^[\p{L}\p{N}]/u.test(core) && /[\p{L}\p{N}]$/u.test(core) && (lead !== '' || !before.endsWith('*'));
  const marked = safe ? `${stars}${words}${stars}` : `<${tag}>${words}</${tag}>`;
  return (lead && ' ') + marked + (trail && ' ');
}

function codeSpan(text: string, before: string): string {
  const words = oneLine(text);
  if (words.trim() === '') return words;
  if (before.endsWith('`')) return `<code>${escapeText(words)}</code>`;
  const fence = '`'.repeat(longestRun(words) + 1);
  const pad = /^[` ]|[` ]$/.test(words) ? ' ' : '';
  return `${fence}${pad}${words}${pad}${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));

/** Brackets end an address early; an entity in it would be decoded. */
function destination(url: string): string {
  const plain = url
    .replace(/\\/g, '%5C')
    .replace(/</g, '%3C')
    .replace(/>/g, '%3E')
    .replace(/&(?=#?\w+;)/g, '\\&');
  return /[()\s]/.test(plain) ? `<${plain}>` : plain;
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ');

/** GitHub makes links of bare addresses even where they are escaped: an empty comment breaks them up. */
function escapeText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&~|$]/g, '\\$&')
    .replace(/(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)|(?<=@)/gi, '<!-- -->');
}

/** What only the beginning of a line makes a heading, a list, a quotation or a rule. */
function atLineStart(line: string): string {
  return line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[#+=-]/, '\\$&');
}
