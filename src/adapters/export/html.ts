import { allBlocks } from '../../core/document/all-blocks.ts';
import type { Action, Block, Document, ImageSource, Inline, Line } from '../../core/document/document.ts';
import { escapeHtml } from './escape-html.ts';
import { PAGE_STYLE } from './page-style.ts';
import { webAddress } from './web-address.ts';

/** The same in another form, for feed readers to find. */
export interface Alternate {
  readonly title: string;
  readonly type: string;
  readonly url: string;
}

/**
 * A document as a whole page that stands alone: it loads nothing, runs nothing, and follows the reader's light or dark.
 * Text is escaped and every line finds its own direction. Buttons, which a page can't press, are left out.
 */
export function renderHtml(document: Document, alternates: readonly Alternate[] = []): string {
  const heading = document.blocks.find(block => block.kind === 'heading');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${escapeHtml(document.summary)}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(heading?.text ?? document.summary)}</title>${alternates.map(alternateLink).join('')}
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${allBlocks(document).map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

function alternateLink({ title, type, url }: Alternate): string {
  return `\n<link rel="alternate" type="${escapeHtml(type)}" title="${escapeHtml(title)}" href="${escapeHtml(url)}">`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} dir="auto">${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p dir="auto">${renderLine(block.line)}</p>`;
    case 'note':
      return `<p class="note" dir="auto">${renderLine(block.line)}</p>`;
    case 'list': {
      const items = block.items.map(item => `<li dir="auto">${renderLine(item)}</li>`).join('');
      return block.ordered ? `<ol start="${block.start ?? 1}">${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'entry':
      return renderEntry(block);
    case 'fields':
      return `<dl>${block.fields
        .map(
          ({ label, value }) =>
            `<dt dir="auto">${escapeHtml(label)}</dt><dd dir="auto">${renderLine(value)}</dd>`,
        )
        .join('')}</dl>`;
    case 'code':
      return `<pre dir="auto"><code>${escapeHtml(block.text)}</code></pre>`;
    case 'image':
      return renderImage(block.alt, block.source);
    case 'actions':
      return `<ul class="actions">${block.actions.flatMap(renderAction).join('')}</ul>`;
    case 'divider':
      return '<hr>';
  }
}

function renderEntry({ number, title, lines, meta }: Extract<Block, { kind: 'entry' }>): string {
  const mark = number === undefined ? '' : `<span class="number">${number}</span> `;
  return `<article>
<h2 dir="auto">${mark}${renderInline(title)}</h2>
${lines.map(line => `<p dir="auto">${renderLine(line)}</p>\n`).join('')}${meta
  .map(line => `<p class="meta" dir="auto">${renderLine(line)}</p>\n`)
  .join('')}</article>`;
}

/** A picture given as bytes is in the page; one elsewhere is a link, for a page that loads nothing. */
function renderImage(alt: string, source: ImageSource): string {
  if (source.kind === 'url')
    return `<p dir="auto">${renderInline({ kind: 'link', text: alt || 'picture', url: source.url })}</p>`;
  const data = `data:${source.mediaType};base64,${Buffer.from(source.bytes).toString('base64')}`;
  return `<figure><img src="${escapeHtml(data)}" alt="${escapeHtml(alt)}"></figure>`;
}

function renderAction(action: Action): string[] {
  const item = (label: string, command: string): string =>
    `<li dir="auto">${escapeHtml(label)} <code>${escapeHtml(command)}</code></li>`;
  switch (action.kind) {
    case 'link':
      return [`<li dir="auto">${renderInline({ kind: 'link', text: action.label, url: action.url })}</li>`];
    case 'command':
      return [item(action.label, action.command)];
    case 'choice':
      return action.options.map(option => item(option.label, option.command));
  }
}

const renderLine = (line: Line): string => line.map(renderInline).join('');

function renderInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text);
    case 'strong':
      return `<strong>${escapeHtml(inline.text)}</strong>`;
    case 'emphasis':
      return `<em>${escapeHtml(inline.text)}</em>`;
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'time':
      return `<time datetime="${new Date(inline.at).toISOString()}">${escapeHtml(inline.fallback)}</time>`;
    case 'link': {
      const url = webAddress(inline.url);
      const words = escapeHtml(inline.text);
      return url === undefined ? words : `<a href="${escapeHtml(url)}">${words}</a>`;
    }
  }
}
