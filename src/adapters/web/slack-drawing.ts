import { escapeHtml } from '../export/escape-html.ts';
import { webAddress } from '../export/web-address.ts';
import type { SlackBlock } from '../slack/block-kit.ts';
import { type DrawingTheme, themeRules } from './theme-rules.ts';

/** Slack's colours as its clients show them. */
const THEMES = {
  dark: {
    ground: '#1a1d21',
    ink: '#d1d2d3',
    soft: '#ababad',
    link: '#1d9bd1',
    edge: '#565856',
    line: '#56585666',
    badge: '#56585655',
    button: '#1a1d21',
    code: '#232529',
    codeInk: '#e8912d',
    primary: '#007a5a',
  },
  light: {
    ground: '#ffffff',
    ink: '#1d1c1d',
    soft: '#616061',
    link: '#1264a3',
    edge: '#cacaca',
    line: '#cacaca66',
    badge: '#cacaca55',
    button: '#ffffff',
    code: '#f8f8f8',
    codeInk: '#c01343',
    primary: '#007a5a',
  },
};

type Json = Readonly<Record<string, unknown>>;

/** One message, modal or home tab to draw. */
export interface Scene {
  readonly blocks: readonly Json[];
  /** What was typed before it. */
  readonly typed?: string;
  /** Under the name: that only one person sees it. */
  readonly hint?: string;
  readonly modal?: { readonly title: string; readonly submit?: string; readonly close?: string };
  readonly home?: true;
  /** Answers the message before it. */
  readonly reply?: true;
}

/** A page of nothing but these scenes. */
export function slackPage(theme: DrawingTheme, scenes: readonly Scene[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Slack</title><style>body{margin:0}${SLACK_STYLE}</style><main class="slack ${theme}">${drawSlack(scenes)}</main></html>`;
}

/** Blocks as Slack draws them, from nothing but the payload; to stand in an element of class `slack`. */
export function drawSlack(scenes: readonly Scene[]): string {
  return scenes.map(scene).join('');
}

function scene({ blocks, typed, hint, modal, home, reply }: Scene): string {
  const body = blocks.map(block).join('');
  if (modal)
    return `<section class="modal"><header><b>${escapeHtml(modal.title)}</b><i>✕</i></header><div>${body}</div><footer><span class="button">${escapeHtml(modal.close ?? 'Close')}</span>${modal.submit ? `<span class="button primary">${escapeHtml(modal.submit)}</span>` : ''}</footer></section>`;
  if (home) return `<section class="home"><nav>Home <u>Messages</u> <u>About</u></nav>${body}</section>`;
  const asked = typed === undefined ? '' : `<p class="typed">${escapeHtml(typed)}</p>`;
  return `${asked}<article${reply ? ' class="reply"' : ''}><div class="face" aria-hidden="true">B</div><div class="said">${hint ? `<small>${escapeHtml(hint)}</small>` : ''}<p class="name"><b>Broadsheet</b><span>APP</span><time>9:00 AM</time></p>${body}</div></article>`;
}

function block(one: Json): string {
  switch (one['type']) {
    case 'header':
      return `<h3>${object(one['text'])}</h3>`;
    case 'divider':
      return '<hr>';
    case 'section': {
      const fields = list(one['fields'])
        .map(field => `<p>${object(field)}</p>`)
        .join('');
      const accessory = one['accessory'] as Json | undefined;
      return `<div class="section"><div>${one['text'] ? object(one['text']) : ''}${fields ? `<div class="fields">${fields}</div>` : ''}</div>${accessory ? element(accessory) : ''}</div>`;
    }
    case 'context':
      return `<p class="context">${list(one['elements']).map(object).join(' ')}</p>`;
    case 'actions':
      return `<div class="actions">${list(one['elements']).map(element).join('')}</div>`;
    case 'rich_text':
      return list(one['elements']).map(rich).join('');
    case 'image':
      return `<p class="context">${escapeHtml(String(one['alt_text']))}</p>`;
    case 'input':
      return `<label>${object(one['label'])}${one['optional'] ? ' <i>(optional)</i>' : ''}</label>${element(one['element'] as Json)}`;
    default:
      return '';
  }
}

function element(one: Json): string {
  const initial = (one['initial_option'] as Json | undefined)?.['text'];
  switch (one['type']) {
    case 'button':
      return `<span class="button${one['style'] === 'primary' ? ' primary' : ''}">${object(one['text'])}</span>`;
    case 'overflow':
      return '<span class="button">•••</span>';
    case 'image':
      return `<span class="picture"></span>`;
    case 'plain_text_input':
      return `<span class="field soft">${one['placeholder'] ? object(one['placeholder']) : ''}</span>`;
    case 'timepicker':
      return `<span class="field">◷ ${escapeHtml(String(one['initial_time']))}</span>`;
    case 'conversations_select':
      return '<span class="field"># reading-group <b>⌄</b></span>';
    default: {
      const words = initial
        ? object(initial)
        : `<i>${one['placeholder'] ? object(one['placeholder']) : 'Select'}</i>`;
      return `<span class="field select">${words} <b>⌄</b></span>`;
    }
  }
}

function rich(one: Json): string {
  const inner = list(one['elements']);
  switch (one['type']) {
    case 'rich_text_list': {
      const tag = one['style'] === 'ordered' ? 'ol' : 'ul';
      const start = Number(one['offset'] ?? 0) + 1;
      return `<${tag} start="${start}">${inner.map(item => `<li>${list(item['elements']).map(run).join('')}</li>`).join('')}</${tag}>`;
    }
    case 'rich_text_preformatted':
      return `<pre>${inner.map(run).join('')}</pre>`;
    default:
      return `<p>${inner.map(run).join('')}</p>`;
  }
}

function run(one: Json): string {
  const words = escapeHtml((one['text'] ?? one['fallback'] ?? '') as string).replaceAll('\n', '<br>');
  const marks = (one['style'] ?? {}) as Readonly<Record<string, boolean>>;
  const linked = one['type'] === 'link' ? anchor(String(one['url']), words) : words;
  const code = marks['code'] ? `<code>${linked}</code>` : linked;
  const bold = marks['bold'] ? `<b>${code}</b>` : code;
  return marks['italic'] ? `<i>${bold}</i>` : bold;
}

/** Of mrkdwn only what the renderer writes; anything else in angle brackets is left out. */
function object(given: unknown): string {
  const { type, text } = given as SlackBlock & { text: string };
  if (type !== 'mrkdwn') return escapeHtml(text).replaceAll('\n', '<br>');
  const drawn: string[] = [];
  // Links stand aside while marks are read: an address may hold stars and underscores.
  const marked = text
    .replace(/\p{Co}/gu, '')
    .replace(/<([^<>]*)>/g, (_whole, inner: string) => {
      drawn.push(token(inner));
      return '\ue000';
    })
    .split('\ue000')
    .map(literal)
    .join('\ue000')
    .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replace(/(^|[\s(])_([^_\n]+)_/g, '$1<i>$2</i>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll('\n', '<br>');
  let next = 0;
  return marked.replaceAll('\ue000', () => drawn[next++] ?? '');
}

/** What stands in angle brackets: a date, a channel, a link. */
function token(inner: string): string {
  const [head = '', label = ''] = inner.split('|');
  if (head.startsWith('!date^')) return literal(label);
  if (head.startsWith('#')) return '<a>#reading-group</a>';
  return anchor(decode(head), literal(label));
}

/** Slack's three entities: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const literal = (text: string): string => escapeHtml(decode(text));

/** A link only to where the web is; `words` are escaped. */
function anchor(target: string, words: string): string {
  const url = webAddress(target);
  return url === undefined ? words : `<a href="${escapeHtml(url)}" rel="noreferrer">${words}</a>`;
}

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);
/** Everything inside `.slack`; colours by its class `light`, `dark` or `auto`. */
export const SLACK_STYLE = `${themeRules('slack', THEMES)}
.slack{box-sizing:border-box;padding:18px 20px;background:var(--ground);color:var(--ink);font:15px/1.467 Lato,"Noto Sans",sans-serif;overflow-wrap:anywhere;
article{display:flex;gap:8px;margin:0 0 14px}article.reply{margin-left:44px}
.face{flex:none;width:36px;height:36px;border-radius:8px;background:#1d2733;color:#fff;font:700 20px/36px Georgia,serif;text-align:center}
.said{min-width:0;flex:1}.said>small{display:block;color:var(--soft);font-size:12px;margin-bottom:2px}p{margin:4px 0}
.name{margin:0;line-height:18px}.name span{font-size:10px;background:var(--badge);color:var(--soft);border-radius:2px;padding:1px 3px;margin:0 6px;vertical-align:1px}
time,.context,.soft,label i{color:var(--soft)}time{font-size:12px}.context{font-size:13px;line-height:1.38;margin:4px 0 8px}h3{font-size:18px;line-height:1.33;margin:8px 0 4px}
a{color:var(--link);text-decoration:none}.context i{font-style:italic}b{font-weight:700}hr{border:0;border-top:1px solid var(--line);margin:12px 0}
.typed{font-family:inherit;color:var(--soft);border:1px solid var(--edge);border-radius:8px;padding:7px 12px;margin:0 0 14px}
.button,.select{display:inline-block;background:var(--button);color:var(--ink);border:1px solid var(--edge);border-radius:8px;font:700 13px/28px Lato,"Noto Sans",sans-serif;padding:0 10px;margin:0 8px 6px 0}
.button.primary{background:var(--primary);border-color:var(--primary);color:#fff}.actions{margin:4px 0 10px}.select{font-weight:400;max-width:320px}
.section{display:flex;gap:12px;justify-content:space-between;margin:4px 0}.picture{flex:none;width:80px;height:60px;border-radius:6px;background:linear-gradient(135deg,var(--edge),var(--code))}
.fields{display:grid;grid-template-columns:1fr 1fr;column-gap:16px}.fields p{margin:4px 0}
code{background:var(--code);color:var(--codeInk);border:1px solid var(--line);border-radius:3px;padding:1px 3px;font:12px Menlo,"DejaVu Sans Mono",monospace}
pre{background:var(--code);border:1px solid var(--line);border-radius:4px;padding:8px;font:12px/1.5 Menlo,"DejaVu Sans Mono",monospace;white-space:pre-wrap;margin:4px 0}
ol,ul{margin:4px 0;padding-left:28px}.modal{border:1px solid var(--edge);border-radius:8px;max-width:520px;margin:0 auto}
.modal header,.modal footer{display:flex;justify-content:space-between;padding:14px 20px;font-size:18px}.modal header i{font-style:normal;color:var(--soft)}.modal footer{justify-content:flex-end;border-top:1px solid var(--line);padding-bottom:8px}.modal>div{padding:0 20px 12px}
.modal .field{display:block;border:1px solid var(--edge);border-radius:8px;padding:5px 12px;margin:4px 0 14px;font-size:15px;line-height:28px;max-width:none;font-weight:400}.modal .field b{float:right;font-weight:400}label{font-weight:700}label i{font-weight:400;font-style:normal}
.home nav{font-weight:700;border-bottom:1px solid var(--line);padding-bottom:10px;margin-bottom:10px}.home nav u{text-decoration:none;font-weight:400;color:var(--soft);margin-left:16px}
}`;
