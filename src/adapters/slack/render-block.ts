import type { Block, Line } from '../../core/document/document.ts';
import { plainText, type SlackBlock, shorten } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import { escapeMrkdwn, inert, isPlainInMrkdwn, safeUrl } from './markup.ts';
import { mrkdwn, mrkdwnLine } from './mrkdwn.ts';
import { type NextId, renderActions } from './render-actions.ts';
import { richElements, richSection, richTextBlock, stackedLines } from './rich-text.ts';

type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** One block of a document in Block Kit; none when it says nothing. */
export function renderBlock(block: Block, nextId: NextId): SlackBlock[] {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block);
    case 'paragraph':
      return richTextBlock([richSection(richElements(block.line))]);
    case 'note':
      return renderSmallPrint([block.line]);
    case 'list':
      return renderList(block);
    case 'entry':
      return [
        ...renderTitle(block),
        ...renderSmallPrint(block.meta),
        ...renderActions(block.actions, nextId),
      ];
    case 'fields':
      return renderFields(block);
    case 'code': {
      const text = block.text.split('\n').map(inert).join('\n');
      return text.trim() === ''
        ? []
        : richTextBlock([{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }]);
    }
    case 'image':
      return renderImage(block);
    case 'actions':
      return renderActions(block.actions, nextId);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function renderHeading({ text: given, level }: BlockOf<'heading'>): SlackBlock[] {
  const text = inert(given);
  if (text.trim() === '') return [];
  if (level < 3 && text.length <= LIMITS.headerText) return [{ type: 'header', text: plainText(text) }];
  return richTextBlock([richSection(richElements([{ kind: 'strong', text }]))]);
}

function renderList({ items, ordered, start = 1 }: BlockOf<'list'>): SlackBlock[] {
  const elements = items.map(item => richSection(orBlank(richElements(item))));
  return richTextBlock([
    {
      type: 'rich_text_list',
      style: ordered ? 'ordered' : 'bullet',
      ...(ordered && start > 1 ? { offset: start - 1 } : {}),
      elements,
    },
  ]);
}

/** An item that says nothing still has its number. */
const orBlank = (elements: SlackBlock[]): SlackBlock[] =>
  elements.length > 0 ? elements : [{ type: 'text', text: ' ' }];

/** A picture stands beside its title in a section, which only mrkdwn can link from. */
function renderTitle(entry: BlockOf<'entry'>): SlackBlock[] {
  const { number, title, lines, imageUrl } = entry;
  const mark: Line = number === undefined ? [] : [{ kind: 'text', text: `${number}. ` }];
  const picture =
    imageUrl === undefined ? undefined : pictureOf(imageUrl, inert(title.kind === 'time' ? '' : title.text));
  const text = picture && sectionText(number, entry);
  if (picture && text !== undefined) return [{ type: 'section', text: mrkdwn(text), accessory: picture }];
  return richTextBlock([
    richSection(
      stackedLines([
        [...richElements(mark), ...richElements([title], { bold: true })],
        ...lines.map(line => richElements(line)),
      ]),
    ),
  ]);
}

function sectionText(number: number | undefined, { title, lines }: BlockOf<'entry'>): string | undefined {
  const shown = mrkdwnLine([title]);
  const others = lines.map(mrkdwnLine);
  if (shown === undefined || shown.trim() === '' || others.some(line => line === undefined)) return undefined;
  if (title.kind === 'time' || inert(title.text).trim() !== inert(title.text)) return undefined;
  // An asterisk in the address could end the bold.
  if (title.kind === 'link' && title.url.includes('*')) return undefined;
  const text = [`${number === undefined ? '' : `${number}. `}*${shown}*`, ...others].join('\n');
  return text.length <= LIMITS.sectionText ? text : undefined;
}

function pictureOf(address: string, title: string): SlackBlock | undefined {
  const url = safeUrl(address);
  if (url === undefined || url.length > LIMITS.imageUrl) return undefined;
  return { type: 'image', image_url: url, alt_text: shorten(title.trim() || 'picture', 200) };
}

/** Lines that mrkdwn shows right stand close together; others are literal, and in rich text where they link. */
function renderSmallPrint(lines: readonly Line[]): SlackBlock[] {
  const said = lines.filter(line => richElements(line).some(({ text }) => text !== ' '));
  if (said.length === 0) return [];
  const texts = said.map(mrkdwnLine);
  const together = texts.join('\n');
  if (texts.every(text => text !== undefined) && together.length <= LIMITS.contextText)
    return [context(mrkdwn(together))];
  return said.flatMap((line, at) => {
    const own = texts[at];
    if (own !== undefined && own.length <= LIMITS.contextText) return [context(mrkdwn(own))];
    const literal = line.every(({ kind }) => kind !== 'link' && kind !== 'time')
      ? line.map(inline => (inline.kind === 'time' ? '' : inert(inline.text))).join('')
      : '';
    if (literal.trim() !== '' && literal.length <= LIMITS.contextText) return [context(plainText(literal))];
    return richTextBlock([richSection(richElements(line))]);
  });
}

const context = (element: SlackBlock): SlackBlock => ({ type: 'context', elements: [element] });

/** Two columns where mrkdwn shows every value right, else one line a field. */
function renderFields({ fields }: BlockOf<'fields'>): SlackBlock[] {
  const texts = fields.map(({ label, value }) => {
    const name = inert(label).trim();
    const text = mrkdwnLine(value);
    return name === '' || text === undefined || !isPlainInMrkdwn(name)
      ? undefined
      : `*${escapeMrkdwn(name)}*\n${text}`;
  });
  if (texts.every(text => text !== undefined && text.length <= LIMITS.fieldText)) {
    const sections: SlackBlock[] = [];
    for (let at = 0; at < texts.length; at += LIMITS.sectionFields)
      sections.push({
        type: 'section',
        fields: texts.slice(at, at + LIMITS.sectionFields).map(text => mrkdwn(text ?? '')),
      });
    return sections;
  }
  return richTextBlock([
    richSection(
      stackedLines(
        fields.map(({ label, value }) => [
          ...richElements([{ kind: 'strong', text: `${label}: ` }]),
          ...richElements(value),
        ]),
      ),
    ),
  ]);
}

/** A picture that has no address goes as a file of its own; its words stand where it would. */
function renderImage({ alt, source }: BlockOf<'image'>): SlackBlock[] {
  const words = inert(alt).trim();
  if (source.kind === 'bytes') return renderSmallPrint([[{ kind: 'text', text: words || source.name }]]);
  const picture = pictureOf(source.url, words);
  if (picture) return [{ ...picture, alt_text: shorten(words || 'picture', LIMITS.altText) }];
  return richTextBlock([
    richSection(richElements([{ kind: 'link', text: words || 'picture', url: source.url }])),
  ]);
}
