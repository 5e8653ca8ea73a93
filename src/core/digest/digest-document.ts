import type { Action, Block, Document, Inline, Line } from '../document/document.ts';
import { emphasis, joinLines, link, note, paragraph, strong, text } from '../document/document.ts';
import type { Paper } from '../papers/paper.ts';
import { paperUrl } from '../papers/paper-id.ts';
import type { DigestStyle } from '../platform.ts';
import { countText, manyText } from './count-text.ts';
import { periodText, weekdayText } from './day-text.ts';
import type { Digest, DigestEntry } from './digest.ts';
import { type SaidReason, sayLeftOut, sayReasons } from './reason-text.ts';

/** What a list shows of a paper, whether a digest or a search found it. */
export type PaperEntry = Pick<DigestEntry, 'paper' | 'reasons' | 'gist'> &
  Partial<Pick<DigestEntry, 'folded'>>;

/** Between the facts of one line. */
export const SEPARATOR = ' · ';
const KEYWORDS_SHOWN = 5;
const KEYWORDS_LENGTH = 75;
const AUTHORS_SHOWN = 2;

/**
 * What a digest says, the same on every platform. `compact` is one post with a line a paper, `full` says all that is
 * known of each, `thread` is a short post with the papers as replies. Buttons are command lines.
 */
export function digestDocument(digest: Digest, style: DigestStyle): Document {
  const head: Block[] = [
    { kind: 'heading', level: 1, text: periodText(digest.period) },
    paragraph(...leadLine(digest)),
  ];
  const tail = closingNotes(digest);
  const summary = summaryOf(digest);
  if (digest.entries.length === 0) return { summary, blocks: [...head, ...tail] };
  switch (style) {
    case 'full':
      return { summary, blocks: [...head, ...digest.entries.map(fullEntry), ...tail] };
    case 'compact':
      return {
        summary,
        blocks: [
          ...head,
          ...digest.entries.map(compactEntry),
          ...tail,
          { kind: 'actions', actions: [readChoice(digest.entries)] },
        ],
      };
    case 'thread':
      return {
        summary,
        blocks: [...head, { kind: 'list', ordered: true, items: digest.entries.map(threadItem) }, ...tail],
        replies: digest.entries.map((entry, at) => ({
          summary: `${at + 1}. ${entry.paper.title}`,
          blocks: [fullEntry(entry, at)],
        })),
      };
  }
}

/** What notifications and screen readers get: the count, the day and the first titles. */
function summaryOf(digest: Digest): string {
  const { entries } = digest;
  if (entries.length === 0) return `${periodText(digest.period)}: ${emptySentence(digest)}`;
  const about = digest.topics === undefined ? '' : ` for ${digest.topics}`;
  const titles = entries.slice(0, 3).map(entry => entry.paper.title);
  const more = entries.length - titles.length;
  return `${manyText(entries.length, 'paper')} of ${periodText(digest.period)}${about}: ${titles.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function leadLine(digest: Digest): Line {
  const { considered, entries, topics } = digest;
  if (entries.length === 0) return [text(emptySentence(digest))];
  const shown =
    entries.length === considered
      ? manyText(considered, 'paper')
      : `${countText(entries.length)} of ${manyText(considered, 'paper')}`;
  return topics === undefined ? [text(shown)] : [text(`${shown} for `), strong(topics)];
}

/** Why there is nothing: no paper was listed, none could be read, or none was wanted; never one for the other. */
function emptySentence(digest: Digest): string {
  const { considered, missingSources, period, topics } = digest;
  if (considered > 0) {
    const papers = considered === 1 ? 'The only paper' : `None of the ${countText(considered)} papers`;
    const verb = considered === 1 ? 'is not' : 'is';
    return topics === undefined ? `${papers} ${verb} worth your while.` : `${papers} ${verb} for ${topics}.`;
  }
  if (missingSources.length > 0) return 'No paper could be read. That does not mean that there are none.';
  return period.kind === 'day'
    ? `No papers were listed on ${weekdayText(period.day)}.`
    : `No papers were listed from ${weekdayText(period.since)} to ${weekdayText(period.until)}.`;
}

/** How many were considered, why the others are not here, and which sources did not answer. */
function closingNotes(digest: Digest): Block[] {
  const leftOut = sayLeftOut(digest.leftOut);
  const notes = leftOut === '' ? [] : [note(text(`Left out: ${leftOut}.`))];
  if (digest.missingSources.length === 0) return notes;
  const sources: Line[] = digest.missingSources.map(missing => [
    strong(missing.source),
    text(` (${missing.reason})`),
  ]);
  return [...notes, note(text('Missing: '), ...joinLines(sources, ', '), text('.'))];
}

/** All that is known of a paper of a list, `at` from 0. */
export function fullEntry(entry: PaperEntry, at: number): Block {
  const { paper, gist, folded = [] } = entry;
  const also: Line[] = folded.map(other => [titleOf(other)]);
  return {
    kind: 'entry',
    paperId: paper.id,
    number: at + 1,
    title: titleOf(paper),
    lines: gist === undefined ? [] : [[text(gist)]],
    meta: [
      bylineOf(paper),
      joinLines(factsOf(entry), SEPARATOR),
      keywordsOf(paper),
      also.length === 0 ? [] : [text('also as '), ...joinLines(also, ', ')],
    ].filter(line => line.length > 0),
    ...(paper.thumbnailUrl === undefined ? {} : { imageUrl: paper.thumbnailUrl }),
    actions: actionsFor(paper.id),
  };
}

function compactEntry(entry: DigestEntry, at: number): Block {
  const { paper } = entry;
  const by: Line = paper.organization ? [text(paper.organization.name)] : bylineOf(paper);
  return {
    kind: 'entry',
    paperId: paper.id,
    number: at + 1,
    title: titleOf(paper),
    lines: [],
    meta: [joinLines([by, ...factsOf(entry)], SEPARATOR)],
    actions: [],
  };
}

function threadItem({ paper }: DigestEntry): Line {
  const votes = paper.upvotes === undefined ? [] : [text(SEPARATOR), text(manyText(paper.upvotes, 'upvote'))];
  return [titleOf(paper), ...votes];
}

/** The commands a paper offers wherever it is shown. */
export function actionsFor(paperId: string): Action[] {
  return [
    { kind: 'command', label: 'Abstract', command: `show ${paperId}` },
    { kind: 'command', label: 'Save', command: `save ${paperId}` },
    { kind: 'command', label: 'Up', command: `vote up ${paperId}` },
    { kind: 'command', label: 'Down', command: `vote down ${paperId}` },
    { kind: 'command', label: 'Similar', command: `similar ${paperId}` },
  ];
}

const readChoice = (entries: readonly DigestEntry[]): Action => ({
  kind: 'choice',
  label: 'Read an abstract',
  options: entries.map(({ paper }) => ({ label: paper.title, command: `show ${paper.id}` })),
});

/** A paper's title, leading to its page. */
export const titleOf = (paper: Paper): Inline => link(paper.title, paper.url ?? paperUrl(paper.id));

/** `Halcyon Lab · Mara Lindqvist, Tunde Bakare +12`; empty when nobody is known. */
export function bylineOf(paper: Paper): Line {
  const names = paper.authors.slice(0, AUTHORS_SHOWN);
  const count = paper.authorCount ?? paper.authors.length;
  const more = count - names.length;
  const authors =
    names.length === 0
      ? count > 0
        ? manyText(count, 'author')
        : ''
      : `${names.join(', ')}${more > 0 ? ` +${countText(more)}` : ''}`;
  const organization = paper.organization?.name ?? '';
  return joinLines(
    [organization, authors].filter(part => part !== '').map(part => [text(part)]),
    SEPARATOR,
  );
}

/** The first of its keywords, as many as a line holds; empty when it has none. */
export function keywordsOf({ keywords = [] }: Paper): Line {
  let shown = keywords.slice(0, KEYWORDS_SHOWN);
  while (shown.length > 1 && shown.join(', ').length > KEYWORDS_LENGTH) shown = shown.slice(0, -1);
  return shown.length === 0 ? [] : [text(shown.join(', '))];
}

/**
 * Why the paper is here and what else speaks for it, each thing once: what was asked for, the other reasons in their
 * order, then votes, comments and code where no reason has said them. The byline names the organisation already.
 */
export function factsOf({ paper, reasons }: PaperEntry): Line[] {
  const said = sayReasons(reasons, paper).filter(reason => reason.kind !== 'organization');
  const has = (...kinds: string[]): boolean => said.some(reason => kinds.includes(reason.kind));
  const asked = said.filter(reason => reason.kind === 'match');
  const others = said.filter(reason => reason.kind !== 'match');
  const facts = [...asked, ...others].map(reason => reasonLine(reason, paper));
  if (paper.upvotes !== undefined && !has('votes', 'rising'))
    facts.push([strong(manyText(paper.upvotes, 'upvote'))]);
  if (paper.comments !== undefined && paper.comments > 0)
    facts.push([text(manyText(paper.comments, 'comment'))]);
  if (!has('code')) facts.push(codeFact(paper));
  return facts.filter(fact => fact.length > 0);
}

function reasonLine({ kind, text: words, detail }: SaidReason, paper: Paper): Line {
  if (kind === 'code') return codeFact(paper);
  const accent = kind === 'votes' || kind === 'rising' ? strong : emphasis;
  return detail === undefined ? [accent(words)] : [accent(words), text(`, ${detail}`)];
}

function codeFact(paper: Paper): Line {
  if (paper.codeUrl === undefined && paper.codeStars === undefined) return [];
  const stars =
    paper.codeStars === undefined || paper.codeStars === 0 ? [] : [text(` ★ ${countText(paper.codeStars)}`)];
  return [link('code', paper.codeUrl), ...stars];
}
