import { dayText } from '../core/digest/day-text.ts';
import {
  actionsFor,
  bylineOf,
  factsOf,
  fullEntry,
  keywordsOf,
  SEPARATOR,
  titleOf,
} from '../core/digest/digest-document.ts';
import { gistOf } from '../core/digest/gist.ts';
import {
  type Action,
  type Block,
  type Document,
  joinLines,
  note,
  paragraph,
  text,
} from '../core/document/document.ts';
import type { Paper } from '../core/papers/paper.ts';
import { paperUrl } from '../core/papers/paper-id.ts';
import type { Reason } from '../core/ranking/rank.ts';

/** One paper of a list of answers, `at` from 0; what a digest shows of it, too. */
export function paperEntry(paper: Paper, reasons: readonly Reason[], at: number): Block {
  const gist = gistOf(paper);
  return fullEntry({ paper, reasons, ...(gist !== undefined && { gist }) }, at);
}

/** Everything that is known of one paper. */
export function paperDocument(paper: Paper): Document {
  const facts = [datesOf(paper), ...factsOf({ paper, reasons: [] }).map(fact => [...fact])];
  const small = [paper.categories?.join(' '), paper.id]
    .filter(part => part !== undefined)
    .map(part => [text(part)]);
  return {
    summary: paper.title,
    blocks: [
      { kind: 'heading', level: 2, text: paper.title },
      ...lineBlocks(bylineOf(paper)),
      ...lineBlocks(joinLines(facts, SEPARATOR)),
      ...paper.abstract.split('\n').flatMap(each => (each === '' ? [] : [paragraph(text(each))])),
      ...(keywordsOf(paper).length > 0 ? [note(...keywordsOf(paper))] : []),
      note(...joinLines(small, SEPARATOR)),
      { kind: 'actions', actions: [...linksOf(paper), ...actionsFor(paper.id).slice(1)] },
    ],
  };
}

const lineBlocks = (line: ReturnType<typeof bylineOf>): Block[] =>
  line.length > 0 ? [paragraph(...line)] : [];

/** The day it was listed on, else the day it came out. */
function datesOf({ listedOn, publishedAt }: Paper): ReturnType<typeof bylineOf> {
  const day = listedOn ?? publishedAt?.slice(0, 10);
  return day === undefined ? [] : [text(dayText(day))];
}

/** The pages about a paper; arXiv asks to link its abstract page, never the PDF: https://info.arxiv.org/help/api/tou.html */
function linksOf(paper: Paper): Action[] {
  const pages: [string, string | undefined][] = [
    ['arXiv', paperUrl(paper.id)],
    ['Page', paper.url !== paperUrl(paper.id) ? paper.url : undefined],
    ['Code', paper.codeUrl],
    ['Project', paper.projectUrl],
  ];
  return pages.flatMap(([label, url]) => (url === undefined ? [] : [{ kind: 'link', label, url } as const]));
}

/** A title that leads to its page, after some words. */
export const titleAfter = (words: string, paper: Paper): Block => paragraph(text(words), titleOf(paper));
