import { parse } from 'discord-markdown-parser';
import type { Child, MessageBody } from '../src/adapters/discord/components.ts';

/** One message of a scene: who is seen above it and what it holds. */
export interface ShownMessage {
  readonly body: MessageBody;
  /** Under the name: what the person used, and that only they see it. */
  readonly command?: string;
  readonly hint?: string;
}

interface Theme {
  readonly name: 'dark' | 'light';
  readonly ground: string;
  readonly box: string;
  readonly edge: string;
  readonly ink: string;
  readonly strong: string;
  readonly soft: string;
  readonly link: string;
  readonly button: string;
  readonly buttonInk: string;
  readonly field: string;
  readonly code: string;
}

export const THEMES: readonly Theme[] = [
  {
    name: 'dark',
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
  {
    name: 'light',
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
];

/** A page that shows messages as Discord's client does, as near as boxes and Markdown go. */
export function discordPage(theme: Theme, messages: readonly ShownMessage[]): string {
  return `<!doctype html><meta charset="utf-8"><style>${style(theme)}</style><main>${messages.map(message).join('')}</main>`;
}

function message({ body, command, hint }: ShownMessage): string {
  const above =
    command === undefined ? '' : `<p class="used"><b>Mara</b> used <span>${escapeHtml(command)}</span></p>`;
  const below = hint === undefined ? '' : `<p class="hint">${escapeHtml(hint)}</p>`;
  const boxes = body.components
    .map(
      ({ accent_color, components }) =>
        `<section class="box" style="border-left-color:#${accent_color.toString(16).padStart(6, '0')}">${components.map(child).join('')}</section>`,
    )
    .join('');
  return `<article>${above}<div class="row"><i class="face">B</i><div><p class="who"><b>Broadsheet</b><em>APP</em><small>09:00</small></p>${boxes}${below}</div></div></article>`;
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

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`);

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
  readonly timestamp?: string;
}

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
      return `<a>${inner}</a>`;
    case 'inlineCode':
      return `<code>${inner}</code>`;
    case 'codeBlock':
      return `<pre>${inner}</pre>`;
    case 'heading':
      return `<h${node.level ?? 3}>${inner}</h${node.level ?? 3}>`;
    case 'subtext':
      return `<small>${inner}</small>`;
    case 'timestamp':
      return `<code>${new Date(Number(node.timestamp) * 1000).toUTCString().slice(5, 22)}</code>`;
    default:
      return inner;
  }
}

const style = (t: Theme): string => `
*{box-sizing:border-box;margin:0}
body{width:720px;background:${t.ground};color:${t.ink};font:16px/22px "gg sans","Noto Sans","Noto Sans CJK JP","DejaVu Sans",sans-serif}
main{padding:16px 16px 20px}
article{padding:6px 0 10px}
.row{display:flex;gap:16px}.row>div{flex:1;min-width:0}
.face{flex:none;width:40px;height:40px;border-radius:50%;background:#5b7c99;color:#fff;font:600 20px/40px "Noto Serif",Georgia,serif;text-align:center}
.used{margin:0 0 4px 56px;font-size:14px;line-height:18px;color:${t.soft}}.used b{color:${t.ink};font-weight:500}.used span{color:${t.link}}
.who{line-height:22px}.who b{color:${t.strong};font-weight:600}.who em{margin:0 6px;padding:1px 5px;border-radius:4px;background:#5865f2;color:#fff;font:600 10.5px/15px "Noto Sans",sans-serif;vertical-align:1px}.who small{font-size:12px;color:${t.soft}}
.hint{margin-top:4px;font-size:12px;line-height:16px;color:${t.soft}}
.box{display:flex;flex-direction:column;gap:8px;max-width:600px;margin-top:4px;padding:16px;border:1px solid ${t.edge};border-left:4px solid;border-radius:8px;background:${t.box}}
.text{min-width:0;overflow-wrap:anywhere}.text>*+*{margin-top:2px}
.text>small,small{display:block;font-size:13px;line-height:18px;color:${t.soft}}small b{color:${t.soft};font-weight:600}.who small{display:inline}
h1,h2,h3{color:${t.strong};font-weight:700}h2{font-size:20px;line-height:26px}h3{font-size:16px;line-height:22px}h3 a,b>a{font-weight:600}
b{color:${t.strong};font-weight:600}a{color:${t.link}}
code{padding:0 4px;border-radius:4px;background:${t.code};font:13.6px/18px "Noto Sans Mono","DejaVu Sans Mono",monospace}
pre{padding:8px;border:1px solid ${t.edge};border-radius:4px;background:${t.code};font:13.6px/18px "Noto Sans Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap}
.item{display:flex;gap:8px}.item>span:first-child{flex:none;min-width:14px;text-align:right}
hr{width:100%;border:0;height:1px;margin:4px 0}hr.line{background:${t.edge}}
.section{display:flex;gap:16px}.section .text{flex:1}.thumb{flex:none;width:85px;height:85px;border-radius:8px;background:linear-gradient(135deg,#8fa9be,#5b7c99)}
.buttons{display:flex;flex-wrap:wrap;gap:8px}
.button{display:inline-flex;align-items:center;height:32px;padding:0 12px;border-radius:8px;background:${t.button};color:${t.buttonInk};font-size:14px;font-weight:500}.s1{background:#5865f2;color:#fff}.s4{background:#da373c;color:#fff}
.button u{margin-left:6px;text-decoration:none;opacity:.7;font-size:13px}
.select{display:flex;justify-content:space-between;align-items:center;width:100%;max-width:400px;height:40px;padding:0 12px;border:1px solid ${t.edge};border-radius:8px;background:${t.field};color:${t.soft};font-size:15px}.select u{text-decoration:none}
.file,.gallery i{display:block;padding:12px;border:1px solid ${t.edge};border-radius:8px;background:${t.field};font-style:normal;color:${t.link}}
`;
