import { parse } from 'discord-markdown-parser';

/** A node of the independent parser's tree. */
interface Node {
  readonly type: string;
  readonly content?: unknown;
  readonly target?: string;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const PLAIN = new Set(['text', 'inlineCode', 'codeBlock', 'twemoji', 'emoticon']);
const MARKUP = new Set(['strong', 'em', 'link', 'heading', 'subtext']);

/** What a reader sees of Discord Markdown and where it leads, by a parser that knows nothing of ours. */
export interface Visible {
  readonly text: string;
  readonly links: readonly { readonly text: string; readonly target: string }[];
  /** Kinds of node that no text of ours should become: mentions, emoji, timestamps, spoilers, bare addresses, quotes. */
  readonly odd: readonly string[];
}

export function visible(markdown: string): Visible {
  const links: { text: string; target: string }[] = [];
  const odd: string[] = [];
  const read = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(read).join('');
    if (!isNode(value)) return '';
    if (value.type === 'br' || value.type === 'newline') return '\n';
    if (value.type === 'timestamp') {
      odd.push(value.type);
      return '';
    }
    const text = 'name' in value && value.type === 'twemoji' ? String(value.name) : read(value.content);
    if (value.type === 'link') links.push({ text, target: value.target ?? '' });
    if (!PLAIN.has(value.type) && !MARKUP.has(value.type)) odd.push(value.type);
    return text;
  };
  // The parser draws no lists: their marks are taken off, as the client does.
  const text = markdown
    .split('\n')
    .map(line => read(parse(line.replace(/^(?:- |\d+\. )/, ''), 'extended')))
    .join('\n');
  return { text, links, odd };
}
