import { parse } from 'discord-markdown-parser';
import type { Child, MessageBody } from '../discord/components.ts';
import { escapeHtml } from '../export/escape-html.ts';
import { webAddress } from '../export/web-address.ts';
import { type DrawingTheme, themeRules } from './theme-rules.ts';

/** One message of a scene: who is seen above it and what it holds. */
export interface ShownMessage {
  readonly body: MessageBody;
  /** Under the name: what the person used, and that only they see it. */
  readonly command?: string;
  readonly hint?: string;
}

/** Discord's colours as its clients show them. */
const THEMES = {
  dark: {
    ground: '#313338',
    box: '#2b2d31',
    edge: '#3f4147',
    ink: '#dbdee1',
    strong: '#f2f3f5',
    soft: '#949ba4',
    link: '#00a8fc',
    button: '#4e5058',
    buttonInk: '#ffffff',
    field: '#1e1f22',
    code: '#1e1f22',
  },
  light: {
    ground: '#ffffff',
    box: '#f7f7f8',
    edge: '#e1e2e4',
    ink: '#313338',
    strong: '#060607',
    soft: '#5c5e66',
    link: '#0067e0',
    button: '#e3e5e8',
    buttonInk: '#1f2023',
    field: '#ffffff',
    code: '#ebecee',
  },
};

/** A page of nothing but these messages, 720 pixels wide. */
export function discordPage(theme: DrawingTheme, messages: readonly ShownMessage[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Discord</title><style>body{margin:0;width:720px}${DISCORD_STYLE}</style><main class="discord ${theme}">${drawDiscord(messages)}</main></html>`;
}

/** Messages as Discord's client shows them, as near as boxes and Markdown go, from nothing but the payload; to stand in an element of class `discord`. */
export function drawDiscord(messages: readonly ShownMessage[]): string {
  return messages.map(message).join('');
}

function message({ body, command, hint }: ShownMessage): string {
  const above =
    command === undefined ? '' : `<p class="used"><b>Mara</b> used <span>${escapeHtml(command)}</span></p>`;
  const below = hint === undefined ? '' : `<p class="hint">${escapeHtml(hint)}</p>`;
  const boxes = body.components
    .map(
      ({ accent_color, components }) =>
        `<div class="box">${stripe(accent_color)}${components.map(child).join('')}</div>`,
    )
    .join('');
  return `<article>${above}<div class="row"><i class="face" aria-hidden="true">B</i><div><p class="who"><b>Broadsheet</b><em>APP</em><small>09:00</small></p>${boxes}${below}</div></div></article>`;
}

/** In an attribute that no content security policy forbids. */
function stripe(colour: number): string {
  const fill = `#${colour.toString(16).padStart(6, '0')}`;
  return `<svg class="stripe" aria-hidden="true"><rect width="4" height="100%" fill="${fill}"/></svg>`;
}

function child(one: Child): string {
  switch (one.type) {
    case 10:
      return `<div class="text">${markdown(one.content)}</div>`;
    case 9:
      return `<div class="section"><div class="text">${one.components.map(text => markdown(text.content)).join('')}</div><i class="thumb"></i></div>`;
    case 14:
      return `<hr class="${one.divider ? 'line' : ''}">`;
    case 12:
      return `<div class="gallery">${one.items.map(item => `<i>${escapeHtml(item.description ?? '')}</i>`).join('')}</div>`;
    case 13:
      return `<div class="file">${escapeHtml(one.file.url.replace('attachment://', ''))}</div>`;
    case 1:
      return `<div class="buttons">${one.components
        .map(inner =>
          inner.type === 3
            ? `<span class="select">${escapeHtml(inner.placeholder)}<u>⌄</u></span>`
            : `<span class="button s${inner.style}">${escapeHtml(inner.label)}${inner.style === 5 ? '<u>↗</u>' : ''}</span>`,
        )
        .join('')}</div>`;
  }
}

/** A link only to where the web is. */
function anchor(target: string | undefined, inner: string): string {
  const url = target === undefined ? undefined : webAddress(target);
  return url === undefined ? `<a>${inner}</a>` : `<a href="${escapeHtml(url)}" rel="noreferrer">${inner}</a>`;
}

/** By the independent parser; lists, which it does not know, line by line. */
function markdown(source: string): string {
  const blocks = source.split(/(```[\s\S]*?```)/);
  return blocks
    .map(block => (block.startsWith('```') ? html(parse(block, 'extended')) : lines(block)))
    .join('');
}

function lines(block: string): string {
  return block
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [, mark = ''] = /^(- |\d+\. )/.exec(line) ?? [];
      const inner = html(parse(line.slice(mark.length), 'extended'));
      if (mark === '') return /^<(h\d|small)/.test(inner) ? inner : `<p>${inner}</p>`;
      return `<p class="item"><span>${mark === '- ' ? '•' : mark}</span><span>${inner}</span></p>`;
    })
    .join('');
}

interface Node {
  readonly type: string;
  readonly content?: unknown;
  readonly level?: number;
  readonly target?: string;
  readonly timestamp?: string;
}

/** As Discord shows a moment to somebody in Berlin. */
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
});

function html(value: unknown): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (Array.isArray(value)) return value.map(html).join('');
  if (typeof value !== 'object' || value === null) return '';
  const node = value as Node;
  const inner = html(node.content);
  switch (node.type) {
    case 'strong':
      return `<b>${inner}</b>`;
    case 'em':
      return `<em>${inner}</em>`;
    case 'link':
      return anchor(node.target, inner);
    case 'inlineCode':
      return `<code>${inner}</code>`;
    case 'codeBlock':
      return `<pre>${inner}</pre>`;
    case 'heading': {
      // Below the heading of the panel it is drawn in.
      const tag = (node.level ?? 3) < 3 ? 'h3' : 'h4';
      return `<${tag}>${inner}</${tag}>`;
    }
    case 'subtext':
      return `<small>${inner}</small>`;
    case 'timestamp':
      return `<code>${MOMENT.format(Number(node.timestamp) * 1000)}</code>`;
    default:
      return inner;
  }
}

/** Everything inside `.discord`; colours by its class `light`, `dark` or `auto`. */
export const DISCORD_STYLE = `${themeRules('discord', THEMES)}
.discord{
box-sizing:border-box;padding:16px 16px 20px;background:var(--ground);color:var(--ink);font:16px/22px "gg sans","Noto Sans","Noto Sans CJK JP","DejaVu Sans",sans-serif;
*{box-sizing:border-box;margin:0}
article{padding:6px 0 10px}
.row{display:flex;gap:16px}.row>div{flex:1;min-width:0}
.face{flex:none;width:40px;height:40px;border-radius:50%;background:#4a6984;color:#fff;font:600 20px/40px "Noto Serif",Georgia,serif;text-align:center}
.used{margin:0 0 4px 56px;font-size:14px;line-height:18px;color:var(--soft)}.used b{color:var(--ink);font-weight:500}.used span{color:var(--link)}
.who{line-height:22px}.who b{color:var(--strong);font-weight:600}.who em{margin:0 6px;padding:1px 5px;border-radius:4px;background:#5865f2;color:#fff;font:600 10.5px/15px "Noto Sans",sans-serif;vertical-align:1px}.who small{font-size:12px;color:var(--soft)}
.hint{margin-top:4px;font-size:12px;line-height:16px;color:var(--soft)}
.box{display:flex;flex-direction:column;gap:8px;max-width:600px;margin-top:4px;padding:16px 16px 16px 20px;position:relative;overflow:hidden;border:1px solid var(--edge);border-radius:8px;background:var(--box)}
.stripe{position:absolute;left:0;top:0;width:4px;height:100%}
.text{min-width:0;overflow-wrap:anywhere}.text>*+*{margin-top:2px}
.text>small,small{display:block;font-size:13px;line-height:18px;color:var(--soft)}small b{color:var(--soft);font-weight:600}.who small{display:inline}
h3,h4{color:var(--strong);font-weight:700}h3{font-size:20px;line-height:26px}h4{font-size:16px;line-height:22px}h4 a,b>a{font-weight:600}
b{color:var(--strong);font-weight:600}a{color:var(--link);text-decoration:none}
code{padding:0 4px;border-radius:4px;background:var(--code);font:13.6px/18px "Noto Sans Mono","DejaVu Sans Mono",monospace}
pre{padding:8px;border:1px solid var(--edge);border-radius:4px;background:var(--code);font:13.6px/18px "Noto Sans Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap}
.item{display:flex;gap:8px}.item>span:first-child{flex:none;min-width:14px;text-align:right}
hr{width:100%;border:0;height:1px;margin:4px 0}hr.line{background:var(--edge)}
.section{display:flex;gap:16px}.section .text{flex:1}.thumb{flex:none;width:85px;height:85px;border-radius:8px;background:linear-gradient(135deg,#8fa9be,#5b7c99)}
.buttons{display:flex;flex-wrap:wrap;gap:8px}
.button{display:inline-flex;align-items:center;height:32px;padding:0 12px;border-radius:8px;background:var(--button);color:var(--buttonInk);font-size:14px;font-weight:500}.s1{background:#5865f2;color:#fff}.s4{background:#da373c;color:#fff}
.button u{margin-left:6px;text-decoration:none;opacity:.7;font-size:13px}
.select{display:flex;justify-content:space-between;align-items:center;width:100%;max-width:400px;height:40px;padding:0 12px;border:1px solid var(--edge);border-radius:8px;background:var(--field);color:var(--soft);font-size:15px}.select u{text-decoration:none}
.file,.gallery i{display:block;padding:12px;border:1px solid var(--edge);border-radius:8px;background:var(--field);font-style:normal;color:var(--link)}
}`;
