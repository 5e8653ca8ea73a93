import type { Paper } from '../papers/paper.ts';
import { paperUrl } from '../papers/paper-id.ts';

/** BibTeX, a `@misc` entry a paper as arXiv itself recommends: https://info.arxiv.org/help/hypertex/bibstyles */
export function toBibtex(papers: readonly Paper[]): string {
  const keys = new Map<string, number>();
  return papers.map(paper => `${bibtexEntry(paper, uniqueKey(paper, keys))}\n`).join('\n');
}

function bibtexEntry(paper: Paper, key: string): string {
  const arxiv = paper.id.startsWith('arxiv:') ? paper.id.slice('arxiv:'.length) : undefined;
  const primary = paper.categories?.[0];
  const fields: [string, string | undefined][] = [
    // Double braces keep the author's own capitals.
    ['title', `{${escapeTex(paper.title)}}`],
    ['author', paper.authors.length > 0 ? paper.authors.map(escapeTex).join(' and ') : undefined],
    ['year', paper.publishedAt?.slice(0, 4)],
    ['eprint', arxiv],
    ['archivePrefix', arxiv && 'arXiv'],
    ['primaryClass', arxiv && primary],
    ['url', paperUrl(paper.id) ?? paper.url],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name.padEnd(13)} = {${value}}`] : []));
  return `@misc{${key},\n${lines.join(',\n')}\n}`;
}

/** `vaswani2017attention`, with a letter behind when another paper has it already. */
function uniqueKey(paper: Paper, used: Map<string, number>): string {
  const ascii = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]/g, '')
      .toLowerCase();
  const surname = ascii(paper.authors[0]?.split(/\s+/).at(-1) ?? '') || 'anonymous';
  const word =
    paper.title
      .split(/\s+/)
      .map(ascii)
      .find(each => each.length > 3) ?? '';
  const key = `${surname}${paper.publishedAt?.slice(0, 4) ?? ''}${word}`;
  const count = used.get(key) ?? 0;
  used.set(key, count + 1);
  return count === 0 ? key : `${key}${String.fromCharCode(96 + (count % 26) + 1)}${count > 25 ? count : ''}`;
}

const TEX_SPECIALS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escapeTex(text: string): string {
  return text.replace(/[\\{}#$%&_~^]/g, char => TEX_SPECIALS[char] ?? char);
}

/** A Markdown list of links; nothing in a title formats or links. */
export function toMarkdownList(papers: readonly Paper[]): string {
  return papers
    .map(paper => {
      const title = paper.title.replace(/[\\`*_{}[\]()<>#+\-.!|~]/g, char => `\\${char}`);
      const url = paperUrl(paper.id) ?? paper.url;
      return `- ${url ? `[${title}](<${url}>)` : title}\n`;
    })
    .join('');
}
