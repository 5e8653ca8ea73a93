import type { Action, CommandOption } from '../../core/document/document.ts';
import { plainText, type SlackBlock, shorten } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import { inert, safeUrl } from './markup.ts';
import { richSection, richTextBlock } from './rich-text.ts';

/** `action_id` of what runs the command line it carries; a number behind it makes it unique in a message. */
export const RUN_ACTION = /^run-\d+$/;
/** `action_id` of a button that opens a page by itself and only wants to be acknowledged. */
export const OPEN_ACTION = /^open-\d+$/;

/** More than so many side by side are a wall: the rest goes behind the three dots. */
export const ABREAST = 4;

/** Numbers what can be pressed, from 0 in a message. */
export type NextId = () => number;

/**
 * What can be pressed, as rows of buttons, menus and the three dots; links whose address no button takes stand in rich
 * text. A command line longer than Slack carries is left out: it can still be typed.
 */
export function renderActions(actions: readonly Action[], nextId: NextId): SlackBlock[] {
  const buttons = actions.filter(isButton);
  const menus = actions.filter(action => action.kind === 'choice');
  const elements = [...abreast(buttons, nextId), ...menus.flatMap(menu => renderChoice(menu, nextId))];
  const longLinks = actions.flatMap(action => {
    const url = action.kind === 'link' ? safeUrl(action.url) : undefined;
    if (url === undefined || isButton(action)) return [];
    return [{ type: 'link', url, text: inert(action.label).trim() || 'link' }];
  });
  return [
    ...chunks(elements, LIMITS.actions).map(row => ({ type: 'actions', elements: row })),
    ...longLinks.flatMap(link => richTextBlock([richSection([link])])),
  ];
}

type Pressable = Exclude<Action, { kind: 'choice' }>;

function isButton(action: Action): action is Pressable {
  if (action.kind === 'command') return action.command.length <= LIMITS.button.value;
  return action.kind === 'link' && (safeUrl(action.url)?.length ?? Infinity) <= LIMITS.button.url;
}

function abreast(buttons: readonly Pressable[], nextId: NextId): SlackBlock[] {
  const hidden = buttons.length > ABREAST ? Math.min(buttons.length - 2, LIMITS.overflowOptions) : 0;
  const shown = buttons.slice(0, buttons.length - hidden);
  const behind = buttons.slice(shown.length);
  if (!behind.every(fitsOption)) return buttons.map(button => renderButton(button, nextId));
  return [...shown.map(button => renderButton(button, nextId)), ...overflow(behind, nextId)];
}

const fitsOption = (action: Pressable): boolean =>
  action.kind === 'link' || action.command.length <= LIMITS.option.value;

function renderButton(action: Pressable, nextId: NextId): SlackBlock {
  const text = label(action.label, LIMITS.button.text);
  if (action.kind === 'link')
    return { type: 'button', text, url: safeUrl(action.url), action_id: `open-${nextId()}` };
  return {
    type: 'button',
    text,
    value: action.command,
    action_id: `run-${nextId()}`,
    ...(action.emphasis === undefined ? {} : { style: action.emphasis }),
  };
}

function overflow(actions: readonly Pressable[], nextId: NextId): SlackBlock[] {
  if (actions.length === 0) return [];
  const options = actions.map(action =>
    action.kind === 'link'
      ? { text: label(action.label, LIMITS.option.text), value: 'open', url: safeUrl(action.url) }
      : renderOption(action),
  );
  return [{ type: 'overflow', options, action_id: `run-${nextId()}` }];
}

function renderChoice(
  { label: words, options }: Extract<Action, { kind: 'choice' }>,
  nextId: NextId,
): SlackBlock[] {
  const short = options.filter(option => option.command.length <= LIMITS.option.value);
  const long = options.filter(
    ({ command }) => command.length > LIMITS.option.value && command.length <= LIMITS.button.value,
  );
  return [
    ...chunks(short, LIMITS.selectOptions).map(part => ({
      type: 'static_select',
      placeholder: label(words, LIMITS.placeholder),
      options: part.map(renderOption),
      action_id: `run-${nextId()}`,
    })),
    ...long.map(option => renderButton({ kind: 'command', ...option }, nextId)),
  ];
}

const renderOption = (option: CommandOption): { text: SlackBlock; value: string } => ({
  text: label(option.label, LIMITS.option.text),
  value: option.command,
});

/** Never empty: Slack refuses a button without words. */
const label = (words: string, max: number): SlackBlock => plainText(shorten(inert(words).trim() || '…', max));

function chunks<T>(items: readonly T[], size: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  return rows;
}
