import { allBlocks } from '../../core/document/all-blocks.ts';
import type { Action, Block, Document } from '../../core/document/document.ts';
import { documentPaperIds } from '../../core/document/document-paper-ids.ts';
import { plainText as readableText } from '../../core/document/plain-text.ts';
import { splitDocument } from '../../core/document/split-document.ts';
import type { OutgoingMessage } from '../../core/platform.ts';
import { jsonBytes, type SlackBlock, type SlackPayload, shorten } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import { escapeMrkdwn, inert } from './markup.ts';
import { ABREAST, type NextId } from './render-actions.ts';
import { renderBlock } from './render-block.ts';

/** What a container of blocks takes. */
interface Room {
  readonly blocks: number;
  readonly bytes: number;
}
const MESSAGE: Room = { blocks: LIMITS.message.blocks, bytes: LIMITS.message.blockBytes };
/** Views have room for a line of ours beside the document. */
const VIEW: Room = { blocks: LIMITS.view.blocks - 5, bytes: LIMITS.view.bytes - 10_000 };

/** The messages of a document exactly as they are sent, apart from the channel, the thread and the metadata. */
export const slackPayloads = (document: Document): SlackPayload[] =>
  renderSlack(document).map(({ payload }) => payload);

/** A digest or notice as messages; papers of the thread style answer the message that lists them. */
export function renderSlack(document: Document): (OutgoingMessage & { readonly payload: SlackPayload })[] {
  const { replies = [], ...head } = document;
  const messages = parts(head, MESSAGE).map(part => message(part));
  const under = messages.length - 1;
  const answers = replies.flatMap(reply =>
    parts(flattened(reply), MESSAGE).map(part => ({ ...message(part), under })),
  );
  const all = [...messages, ...answers];
  // A title that fits nowhere as an entry is a paragraph: its paper counts as shown all the same.
  const missing = documentPaperIds(document).filter(id => !all.some(({ paperIds }) => paperIds.includes(id)));
  return all.map((one, at) => (at === 0 ? { ...one, paperIds: [...one.paperIds, ...missing] } : one));
}

/** An answer to one person, who gets everything in one place: replies follow what they answer. */
export function answerPayloads(document: Document, actions: readonly Action[] = []): SlackPayload[] {
  const { summary, blocks } = flattened(document);
  return slackPayloads({ summary, blocks: withActions(blocks, actions) });
}

/** In the row that ends the answer where there is room, else in one of their own. */
function withActions(blocks: readonly Block[], actions: readonly Action[]): readonly Block[] {
  if (actions.length === 0) return blocks;
  const last = blocks.at(-1);
  return last?.kind === 'actions' && last.actions.length + actions.length <= ABREAST
    ? [...blocks.slice(0, -1), { ...last, actions: [...last.actions, ...actions] }]
    : [...blocks, { kind: 'actions', actions }];
}

/** What of a document fits into a modal or a home tab: everything, but for the longest. */
export function viewBlocks(document: Document): readonly SlackBlock[] {
  const [first] = parts(flattened(document), VIEW);
  return first === undefined ? [] : renderBlocks(first.blocks);
}

/** The same without pictures, for when Slack can't fetch one; undefined when there is none. */
export function withoutPictures(payload: SlackPayload): SlackPayload | undefined {
  const blocks = payload.blocks.flatMap(block => {
    if (block.type === 'image') return [];
    if (block['accessory'] === undefined) return [block];
    const { accessory: _, ...rest } = block;
    return [rest];
  });
  const changed =
    blocks.length < payload.blocks.length || blocks.some((block, at) => block !== payload.blocks[at]);
  return changed ? { ...payload, blocks } : undefined;
}

const flattened = (document: Document): Document => ({
  summary: document.summary,
  blocks: allBlocks(document),
});

function parts(document: Document, room: Room): Document[] {
  const sizes = new WeakMap<Block, { blocks: number; bytes: number; tooLong: boolean }>();
  const sizeOf = (block: Block) => {
    const known = sizes.get(block);
    if (known) return known;
    const rendered = renderBlock(block, numbersFrom(100));
    const size = {
      blocks: rendered.length,
      bytes: rendered.reduce((sum, one) => sum + jsonBytes(one) + 1, 0),
      tooLong: rendered.some(one => one.type === 'rich_text' && longestText(one) > LIMITS.richText),
    };
    sizes.set(block, size);
    return size;
  };
  return splitDocument(document, blocks => {
    const all = blocks.map(sizeOf);
    const sum = (pick: (size: { blocks: number; bytes: number }) => number): number =>
      all.reduce((total, size) => total + pick(size), 0);
    return (
      sum(size => size.blocks) <= room.blocks &&
      sum(size => size.bytes) <= room.bytes &&
      all.every(size => !size.tooLong)
    );
  });
}

/** Of the texts of a rich text block, the longest section's. */
function longestText({ elements }: SlackBlock): number {
  const lengthOf = (part: unknown): number => {
    const { text, elements: inner } = part as { text?: unknown; elements?: unknown };
    if (Array.isArray(inner)) return inner.reduce((sum: number, one) => sum + lengthOf(one), 0);
    return typeof text === 'string' ? text.length : 0;
  };
  return Array.isArray(elements) ? Math.max(0, ...elements.map(lengthOf)) : 0;
}

function message(document: Document): OutgoingMessage & { readonly payload: SlackPayload } {
  const blocks = renderBlocks(document.blocks);
  const payload: SlackPayload = {
    text: fallbackText(document),
    blocks: blocks.length > 0 ? blocks : [{ type: 'divider' }],
    unfurl_links: false,
    unfurl_media: false,
  };
  return { payload, paperIds: documentPaperIds(document) };
}

function renderBlocks(blocks: readonly Block[]): SlackBlock[] {
  const nextId = numbersFrom(0);
  return blocks.flatMap(block => renderBlock(block, nextId));
}

function numbersFrom(first: number): NextId {
  let next = first;
  return () => next++;
}

function fallbackText(document: Document): string {
  const said = inert(document.summary).trim() || inert(readableText(document)).trim() || 'Broadsheet';
  // Escaping makes five characters of one at most.
  const text = shorten(said, LIMITS.message.text);
  const escaped = escapeMrkdwn(text);
  return escaped.length <= LIMITS.message.text
    ? escaped
    : escapeMrkdwn(shorten(text, Math.floor(LIMITS.message.text / 5)));
}
