import type { Action, Block, Line } from './document.ts';
import { note, paragraph, text } from './document.ts';
import { inlineText } from './plain-text.ts';
import { splitLine, splitText, withText } from './split-line.ts';

type FitsHead = (head: Block) => boolean;
type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

/**
 * The same said by smaller blocks, of which the first fits or is closer to fitting; undefined when the block can't be
 * made smaller. Every step shortens the first block or takes a level of structure away, so refining ends.
 * `force` says that nothing stands before the block: only then are links cut and structure given up.
 */
export function refineBlock(block: Block, fits: FitsHead, force: boolean): Block[] | undefined {
  switch (block.kind) {
    case 'heading': {
      const cut = splitText(block.text, head => fits({ ...block, text: head }));
      return cut && [{ ...block, text: cut[0] }, ...(cut[1] ? [{ ...block, text: cut[1] }] : [])];
    }
    case 'paragraph':
    case 'note': {
      const cut = splitLine(block.line, head => fits({ ...block, line: head }), force);
      return cut && [{ ...block, line: cut.head }, ...rest(cut.rest, block.kind)];
    }
    case 'list':
      return refineList(block, fits, force);
    case 'entry':
      return refineEntry(block, fits, force);
    case 'fields':
      return refineFields(block, fits, force);
    case 'code':
      return refineCode(block, fits);
    case 'actions':
      return refineActions(block, fits, force);
    case 'image':
    case 'divider':
      return undefined;
  }
}

const rest = (line: Line, kind: 'paragraph' | 'note'): Block[] =>
  line.length === 0 ? [] : [kind === 'note' ? note(...line) : paragraph(...line)];

/** How many of the first items fit together. */
function fitting<T>(items: readonly T[], fits: (head: readonly T[]) => boolean): number {
  let count = 0;
  while (count < items.length && fits(items.slice(0, count + 1))) count += 1;
  return count;
}

/** A line whose first words say `prefix` too, so that a cut can't leave the prefix alone. */
function prefixed(prefix: string, line: Line): Line {
  const [first, ...others] = line;
  return first ? [withText(first, prefix + inlineText(first)), ...others] : [text(prefix)];
}

function refineList(block: BlockOf<'list'>, fits: FitsHead, force: boolean): Block[] | undefined {
  const start = block.start ?? 1;
  const first = (items: readonly Line[]): Block => ({ ...block, items });
  const from = (count: number): Block[] => {
    const items = block.items.slice(count);
    return items.length === 0
      ? []
      : [{ ...block, ...(block.ordered ? { start: start + count } : {}), items }];
  };
  const count = fitting(block.items, items => fits(first(items)));
  if (count > 0) return [first(block.items.slice(0, count)), ...from(count)];
  const item = block.items[0];
  if (!item) return [];
  const cut = splitLine(item, head => fits(first([head])), false);
  if (cut && cut.head.length > 0) return [first([cut.head]), ...rest(cut.rest, 'paragraph'), ...from(1)];
  const mark = block.ordered ? `${start}. ` : '• ';
  return force ? [paragraph(...prefixed(mark, item)), ...from(1)] : undefined;
}

function refineFields(block: BlockOf<'fields'>, fits: FitsHead, force: boolean): Block[] | undefined {
  const first = (fields: typeof block.fields): Block => ({ ...block, fields });
  const from = (count: number): Block[] =>
    count < block.fields.length ? [first(block.fields.slice(count))] : [];
  const count = fitting(block.fields, fields => fits(first(fields)));
  if (count > 0) return [first(block.fields.slice(0, count)), ...from(count)];
  const field = block.fields[0];
  if (!field) return [];
  const cut = splitLine(field.value, value => fits(first([{ ...field, value }])), false);
  if (cut && cut.head.length > 0)
    return [first([{ ...field, value: cut.head }]), ...rest(cut.rest, 'paragraph'), ...from(1)];
  return force ? [paragraph(...prefixed(`${field.label}: `, field.value)), ...from(1)] : undefined;
}

function refineCode(block: BlockOf<'code'>, fits: FitsHead): Block[] | undefined {
  const [line = '', ...others] = block.text.split('\n');
  const first = (lines: readonly string[]): Block => ({ ...block, text: lines.join('\n') });
  const lines = [line, ...others];
  const count = fitting(lines, part => fits(first(part)));
  if (count > 0)
    return [first(lines.slice(0, count)), ...(count < lines.length ? [first(lines.slice(count))] : [])];
  const cut = splitText(line, head => fits(first([head])));
  return cut && [first([cut[0]]), first([...(cut[1] ? [cut[1]] : []), ...others])];
}

function refineActions(block: BlockOf<'actions'>, fits: FitsHead, force: boolean): Block[] | undefined {
  const these = (actions: readonly Action[]): Block[] => (actions.length > 0 ? [{ ...block, actions }] : []);
  const count = fitting(block.actions, actions => fits({ ...block, actions }));
  if (count > 0) return [...these(block.actions.slice(0, count)), ...these(block.actions.slice(count))];
  const [action, ...others] = block.actions;
  if (!action) return [];
  if (!force || action.kind !== 'choice' || action.options.length < 2) return undefined;
  const half = action.options.length >> 1;
  const halves = [action.options.slice(0, half), action.options.slice(half)];
  return these([...halves.map(options => ({ ...action, options })), ...others]);
}

/** Keeps the title with as much as goes with it; what follows stands in blocks of its own. */
function refineEntry(block: BlockOf<'entry'>, fits: FitsHead, force: boolean): Block[] | undefined {
  const said = [
    ...block.lines.map(line => ({ line, small: false })),
    ...block.meta.map(line => ({ line, small: true })),
  ];
  type Said = readonly (typeof said)[number][];
  const head = (part: Said): Block => ({
    ...block,
    lines: part.filter(one => !one.small).map(one => one.line),
    meta: part.filter(one => one.small).map(one => one.line),
    actions: [],
  });
  const alone = (part: Said): Block[] =>
    part.flatMap(one => rest(one.line, one.small ? 'note' : 'paragraph'));
  const actions: Block[] = block.actions.length > 0 ? [{ kind: 'actions', actions: block.actions }] : [];

  if (!fits(head([]))) {
    if (!force) return undefined;
    const { imageUrl, ...pictureless } = block;
    if (imageUrl !== undefined) return [pictureless];
    const title = block.number === undefined ? [block.title] : prefixed(`${block.number}. `, [block.title]);
    return [paragraph(...title), ...alone(said), ...actions];
  }
  const count = fitting(said, part => fits(head(part)));
  const before = said.slice(0, count);
  const overflow = said[count];
  if (!overflow) return [head(said), ...actions];
  const cut = splitLine(overflow.line, line => fits(head([...before, { ...overflow, line }])), false);
  const after = [...alone(said.slice(count + 1)), ...actions];
  if (!cut || cut.head.length === 0) return [head(before), ...alone([overflow]), ...after];
  return [
    head([...before, { ...overflow, line: cut.head }]),
    ...alone([{ ...overflow, line: cut.rest }]),
    ...after,
  ];
}
