import type { Block, Document } from '../../core/document/document.ts';
import { documentPaperIds } from '../../core/document/document-paper-ids.ts';
import { splitDocument } from '../../core/document/split-document.ts';
import type { OutgoingMessage } from '../../core/platform.ts';
import { CommandIds, type LongLines, type PressMode } from './command-id.ts';
import { type Child, COMPONENT, FLAG, type MessageBody } from './components.ts';
import { type AttachedFile, type Composed, compose, fileName } from './compose.ts';
import { LIMITS } from './limits.ts';
import { labelText, lineMarkup } from './markup.ts';

/** The stripe at the side of a message: ink on newsprint for papers, amber for what was not done. */
const ACCENT = { papers: 0x5b7c99, warning: 0xc98a2b } as const;

/** One message as the ledger keeps it: what is sent, and what has to be known to send it and to answer its buttons. */
export interface DiscordPayload {
  readonly body: MessageBody;
  /** Name of the forum post that it may start. */
  readonly title: string;
  /** Name of the thread that it stands in. */
  readonly thread?: string;
  readonly lines?: LongLines;
  readonly files?: readonly AttachedFile[];
}

export interface RenderOptions {
  readonly accent?: keyof typeof ACCENT;
  readonly modeOf?: (line: string) => PressMode;
  /** Shown at the end of the last message. */
  readonly files?: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }[];
}

/** A document as messages of components, in sending order; its replies go into a thread under the last of its own. */
export function renderDiscord(document: Document): readonly OutgoingMessage[] {
  const { replies = [], ...own } = document;
  const head = splitDocument(own, fits).map(part => outgoing(part));
  const under = head.length - 1;
  const thread = labelText(titleOf(own), LIMITS.threadName);
  return [
    ...head,
    ...replies
      .flatMap(reply => splitDocument(reply, fits))
      .map(part => ({ ...outgoing(part, thread), under })),
  ];
}

/** The bodies that would be posted for a document, without the nonce each gets on its way. */
export function discordPayloads(document: Document): readonly MessageBody[] {
  return renderDiscord(document).map(message => (message.payload as DiscordPayload).body);
}

/** An answer to a person: its messages, replies included, in order. */
export function renderAnswer(document: Document, options: RenderOptions): readonly DiscordPayload[] {
  const parts = flatten(document).flatMap(one => splitDocument(one, fits));
  return parts.map((part, at) =>
    payload(part, at === parts.length - 1 ? options : { ...options, files: [] }),
  );
}

function flatten({ replies = [], ...own }: Document): Document[] {
  return [own, ...replies.flatMap(flatten)];
}

const outgoing = (part: Document, thread?: string): OutgoingMessage => ({
  payload: { ...payload(part, {}), ...(thread === undefined ? {} : { thread }) },
  paperIds: documentPaperIds(part),
});

function payload(part: Document, options: RenderOptions): DiscordPayload {
  const ids = new CommandIds();
  const composed = compose(part.blocks, ids, options.modeOf ?? (() => 'reply'));
  const attached = (options.files ?? []).map(({ name, mediaType, bytes }) => ({
    name: fileName(name, composed.files),
    mediaType,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const files = [...composed.files, ...attached];
  const said: readonly Child[] =
    composed.children.length > 0
      ? composed.children
      : [{ type: COMPONENT.text, content: lineMarkup([{ kind: 'text', text: part.summary }]) || '…' }];
  const children = [
    ...said,
    ...attached.map(file => ({ type: COMPONENT.file, file: { url: `attachment://${file.name}` } })),
  ];
  return {
    body: {
      flags: FLAG.componentsV2,
      components: [
        { type: COMPONENT.container, accent_color: ACCENT[options.accent ?? 'papers'], components: children },
      ],
      allowed_mentions: { parse: [] },
    },
    title: labelText(titleOf(part), LIMITS.threadName),
    ...(Object.keys(ids.long).length > 0 ? { lines: ids.long } : {}),
    ...(files.length > 0 ? { files } : {}),
  };
}

/** Its heading, and where in a longer one it stands. */
function titleOf({ blocks, summary }: Document): string {
  const [first] = blocks;
  return first?.kind === 'heading' ? first.text : summary;
}

/** Room for the container and for a file that an answer brings along. */
const COMPONENTS = LIMITS.components - 2;

function fits(blocks: readonly Block[]): boolean {
  const { children, files }: Composed = compose(blocks, new CommandIds(), () => 'reply');
  const texts = children.flatMap(textsOf);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + LIMITS.displayBytes, 0);
  const count = children.reduce((sum, child) => sum + countOf(child), 0);
  return (
    count <= COMPONENTS && length <= LIMITS.text && bytes <= LIMITS.textBytes && files.length < LIMITS.files
  );
}

function textsOf(child: Child): string[] {
  if (child.type === COMPONENT.text) return [child.content];
  return child.type === COMPONENT.section ? child.components.map(one => one.content) : [];
}

function countOf(child: Child): number {
  if (child.type === COMPONENT.section) return 2 + child.components.length;
  return child.type === COMPONENT.row ? 1 + child.components.length : 1;
}
