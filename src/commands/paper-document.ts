import { type Action, type Block, type Document, type Line, link, text } from '../core/document/document.ts';
import type { Paper } from '../core/papers/paper.ts';
import { paperUrl } from '../core/papers/paper-id.ts';

const AUTHORS_SHOWN = 3;

/** `Ada Byron, Kurt Weil +12`, or the organisation, or nothing. */
export function byline(paper: Paper): string {
  const count = paper.authorCount ?? paper.authors.length;
  const named = paper.authors.slice(0, AUTHORS_SHOWN).join(', ');
  const more = count - Math.min(AUTHORS_SHOWN, paper.authors.length);
  const authors =
    named === '' ? (count > 0 ? `${count} authors` : '') : more > 0 ? `${named} +${more}` : named;
  return [paper.organization?.name ?? '', authors].filter(part => part !== '').join(' · ');
}

/** `7 Jan 2026 · 124 upvotes · 3 comments · code`: only what is known. */
export function factsLine(paper: Paper): string {
  const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  return [
    paper.listedOn ?? paper.publishedAt?.slice(0, 10),
    paper.upvotes === undefined ? undefined : plural(paper.upvotes, 'upvote'),
    paper.comments ? plural(paper.comments, 'comment') : undefined,
    paper.codeUrl ? (paper.codeStars ? `code (${plural(paper.codeStars, 'star')})` : 'code') : undefined,
  ]
    .filter(part => part !== undefined)
    .join(' · ');
}

/** What can be done with a paper wherever it is shown. */
export function paperActions(paper: Paper): Action[] {
  const url = paperUrl(paper.id) ?? paper.url;
  return [
    { kind: 'command', label: 'Abstract', command: `show ${paper.id}` },
    { kind: 'command', label: 'Save', command: `save ${paper.id}` },
    { kind: 'command', label: 'Similar', command: `similar ${paper.id}` },
    ...(url === undefined ? [] : [{ kind: 'link', label: 'Paper', url } as const]),
  ];
}

/** One paper of a list of answers. */
export function paperEntry(paper: Paper, number: number, why: readonly Line[] = []): Block {
  const names = byline(paper);
  return {
    kind: 'entry',
    paperId: paper.id,
    number,
    title: link(paper.title, paperUrl(paper.id) ?? paper.url),
    lines: [...(names === '' ? [] : [[text(names)]]), ...why],
    meta: [[text(factsLine(paper))]],
    actions: paperActions(paper),
  };
}

/** Everything that is known of one paper. */
export function paperDocument(paper: Paper): Document {
  const url = paperUrl(paper.id) ?? paper.url;
  const names = byline(paper);
  const links: Action[] = [
    ...(paper.codeUrl ? [{ kind: 'link', label: 'Code', url: paper.codeUrl } as const] : []),
    ...(paper.projectUrl ? [{ kind: 'link', label: 'Project', url: paper.projectUrl } as const] : []),
  ];
  return {
    summary: paper.title,
    blocks: [
      { kind: 'heading', level: 2, text: paper.title },
      ...(names === '' ? [] : [{ kind: 'paragraph', line: [text(names)] } as const]),
      ...paper.abstract
        .split('\n')
        .filter(each => each !== '')
        .map(each => ({ kind: 'paragraph', line: [text(each)] }) as const),
      {
        kind: 'note',
        line: [text([factsLine(paper), paper.categories?.join(' '), paper.id].filter(Boolean).join(' · '))],
      },
      ...(paper.keywords?.length ? [{ kind: 'note', line: [text(paper.keywords.join(', '))] } as const] : []),
      ...(url === undefined ? [] : [{ kind: 'paragraph', line: [link(url, url)] } as const]),
      { kind: 'actions', actions: [...paperActions(paper).slice(1), ...links] },
    ],
  };
}
