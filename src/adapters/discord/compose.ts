import type { Action, Block, CommandOption, Line } from '../../core/document/document.ts';
import type { CommandIds, PressMode } from './command-id.ts';
import {
  type ActionRow,
  BUTTON_STYLE,
  type Button,
  type Child,
  COMPONENT,
  type Select,
} from './components.ts';
import { LIMITS } from './limits.ts';
import { codeBlock, inlineMarkup, labelText, lineMarkup, linkTarget } from './markup.ts';

/** A picture or file that goes along with a message, base64. */
export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

export interface Composed {
  readonly children: readonly Child[];
  readonly files: readonly AttachedFile[];
}

/** Components for these blocks, in order. Ids are taken from `ids`; `modeOf` says what pressing a command does. */
export function compose(
  blocks: readonly Block[],
  ids: CommandIds,
  modeOf: (line: string) => PressMode,
): Composed {
  const composer = new Composer(ids, modeOf);
  for (const [at, block] of blocks.entries()) composer.add(block, blocks[at - 1]);
  return { children: composer.children, files: composer.files };
}

class Composer {
  readonly children: Child[] = [];
  readonly files: AttachedFile[] = [];
  readonly #ids: CommandIds;
  readonly #modeOf: (line: string) => PressMode;

  constructor(ids: CommandIds, modeOf: (line: string) => PressMode) {
    this.#ids = ids;
    this.#modeOf = modeOf;
  }

  add(block: Block, before: Block | undefined): void {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'note':
      case 'list':
      case 'fields':
      case 'code':
        this.#text(textBlock(block), belongsTo(block, before));
        break;
      case 'entry':
        this.#entry(block, before);
        break;
      case 'image':
        this.#image(block);
        break;
      case 'actions':
        this.#actions(block.actions);
        break;
      case 'divider':
        this.children.push({ type: COMPONENT.separator, divider: true, spacing: 1 });
    }
  }

  /** `joined`: a line of its own in the display before, not a display of its own. */
  #text(content: string, joined = false): void {
    if (content.trim() === '') return;
    const last = this.children.at(-1);
    if (joined && last?.type === COMPONENT.text)
      this.children.splice(-1, 1, { ...last, content: `${last.content}\n${content}` });
    else this.children.push({ type: COMPONENT.text, content });
  }

  #entry(block: Extract<Block, { kind: 'entry' }>, before: Block | undefined): void {
    if (before && isRich(block)) this.children.push({ type: COMPONENT.separator, divider: true, spacing: 1 });
    const content = entryText(block);
    const url = block.imageUrl === undefined ? undefined : mediaUrl(block.imageUrl);
    if (url === undefined || content === '') this.#text(content);
    else
      this.children.push({
        type: COMPONENT.section,
        components: [{ type: COMPONENT.text, content }],
        accessory: { type: COMPONENT.thumbnail, media: { url } },
      });
    this.#actions(block.actions);
  }

  #image({ alt, source }: Extract<Block, { kind: 'image' }>): void {
    const description = alt.trim() === '' ? {} : { description: labelText(alt, LIMITS.altText) };
    const url = source.kind === 'url' ? mediaUrl(source.url) : this.#attach(source);
    if (url === undefined) this.#text(lineMarkup([{ kind: 'emphasis', text: alt }]));
    else this.children.push({ type: COMPONENT.gallery, items: [{ media: { url }, ...description }] });
  }

  #attach({ bytes, mediaType, name }: { bytes: Uint8Array; mediaType: string; name: string }): string {
    const safe = fileName(name, this.files);
    this.files.push({ name: safe, mediaType, base64: Buffer.from(bytes).toString('base64') });
    return `attachment://${safe}`;
  }

  /** Where one row is not enough, pages to open stand in one and what the bot does in the next. */
  #actions(actions: readonly Action[]): void {
    const crowded = actions.length > LIMITS.buttonsInRow;
    let row: Button[] = [];
    const close = (): void => {
      if (row.length > 0) this.children.push({ type: COMPONENT.row, components: row });
      row = [];
    };
    for (const action of actions) {
      if (action.kind === 'choice') {
        close();
        this.children.push(...this.#selects(action.label, action.options));
        continue;
      }
      const button = this.#button(action);
      if (!button) continue;
      if (crowded && row.some(other => 'url' in other !== 'url' in button)) close();
      row.push(button);
      if (row.length === LIMITS.buttonsInRow) close();
    }
    close();
  }

  /** A page whose address no button takes stands as a line of text. */
  #button(action: Exclude<Action, { kind: 'choice' }>): Button | undefined {
    const label = labelText(action.label, LIMITS.buttonLabel);
    if (action.kind === 'link') {
      const url = linkTarget(action.url);
      if (url !== undefined && url.length <= LIMITS.buttonUrl)
        return { type: COMPONENT.button, style: BUTTON_STYLE.link, label, url };
      this.#text(lineMarkup([{ kind: 'link', text: action.label, url: action.url }]));
      return undefined;
    }
    const style = BUTTON_STYLE[action.emphasis ?? 'secondary'];
    const custom_id = this.#ids.next(this.#modeOf(action.command), action.command);
    return { type: COMPONENT.button, style, label, custom_id };
  }

  #selects(label: string, options: readonly CommandOption[]): ActionRow[] {
    const rows: ActionRow[] = [];
    for (let at = 0; at < options.length; at += LIMITS.selectOptions) {
      const part = options.slice(at, at + LIMITS.selectOptions);
      const numbered = options.length > LIMITS.selectOptions ? ` (${at + 1}–${at + part.length})` : '';
      const select: Select = {
        type: COMPONENT.select,
        custom_id: this.#ids.next('reply'),
        placeholder: labelText(label, LIMITS.placeholder - numbered.length) + numbered,
        options: part.map(option => ({
          label: labelText(option.label, LIMITS.selectLabel),
          value: this.#ids.next(this.#modeOf(option.command), option.command),
        })),
      };
      rows.push({ type: COMPONENT.row, components: [select] });
    }
    return rows;
  }
}

/** Small print belongs to what is above it, and so does whatever a heading heads. */
function belongsTo(block: Block, before: Block | undefined): boolean {
  if (!before) return false;
  if (block.kind === 'note') return ['heading', 'paragraph', 'note'].includes(before.kind);
  return before.kind === 'heading';
}

/** Says more than a line: set apart from its neighbours. */
const isRich = (block: Extract<Block, { kind: 'entry' }>): boolean =>
  block.lines.length > 0 || block.actions.length > 0 || block.imageUrl !== undefined;

type TextBlock = Extract<Block, { kind: 'heading' | 'paragraph' | 'note' | 'list' | 'fields' | 'code' }>;

function textBlock(block: TextBlock): string {
  switch (block.kind) {
    case 'heading':
      return headingText(block.level, [{ kind: 'text', text: block.text }]);
    case 'paragraph':
      return lineMarkup(block.line);
    case 'note':
      return small(block.line);
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${(block.start ?? 1) + at}.` : '-'} ${lineMarkup(item)}`)
        .join('\n');
    case 'fields':
      return block.fields
        .map(({ label, value }) =>
          `${lineMarkup([{ kind: 'strong', text: label }])}  ${lineMarkup(value)}`.trim(),
        )
        .join('\n');
    case 'code':
      return codeBlock(block.text, block.language);
  }
}

/** Discord's own first heading is too loud for a box in a conversation. */
function headingText(level: 1 | 2 | 3, line: Line): string {
  const words = lineMarkup(line);
  return words === '' ? '' : `${level === 3 ? '###' : '##'} ${words}`;
}

/** Short facts, such as a count and what it counts, stay on one line. */
const SHORT = 16;
const unbroken = (line: Line): Line =>
  line.map(inline =>
    'text' in inline && inline.text.length <= SHORT && inline.text.trim() !== '·'
      ? { ...inline, text: inline.text.replaceAll(' ', '\u00a0') }
      : inline,
  );

function small(line: Line): string {
  const words = lineMarkup(line);
  return words === '' ? '' : `-# ${words}`;
}

function entryText(block: Extract<Block, { kind: 'entry' }>): string {
  const title = inlineMarkup(block.title).trim();
  const number = block.number === undefined ? '' : `${block.number}\\. `;
  const words = block.number === undefined ? lineMarkup([block.title]) : `${number}${title}`;
  // Emphasis inside stars would end them.
  const plain = block.title.kind === 'strong' || block.title.kind === 'emphasis' || title === '';
  const head = isRich(block) ? `### ${words}` : plain ? words : `**${words}**`;
  return [
    words.trim() === '' ? '' : head,
    ...block.lines.map(lineMarkup),
    ...block.meta.map(line => small(unbroken(line))),
  ]
    .filter(line => line !== '')
    .join('\n');
}

function mediaUrl(url: string): string | undefined {
  const target = linkTarget(url);
  return target !== undefined && target.length <= LIMITS.mediaUrl ? target : undefined;
}

/** Letters, digits and dots only, unique in its message. */
export function fileName(name: string, others: readonly { readonly name: string }[]): string {
  const safe = name.replace(/[^\w.-]+/g, '_').slice(-80) || 'file';
  return others.some(other => other.name === safe) ? `${others.length}-${safe}` : safe;
}
