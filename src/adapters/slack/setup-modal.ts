import type { Choice } from '../../commands/command.ts';
import { DIGEST_STYLES } from '../../core/platform.ts';
import { plainText, type SlackBlock, shorten } from './block-kit.ts';
import { isJson, type Json, listAt, textAt, valueAt } from './json-value.ts';
import { LIMITS } from './limits.ts';

export const SETUP_VIEW = 'setup';
/** `action_id` of the button that opens the modal. */
export const SETUP_ACTION = 'setup';
/** `action_id`s of the menus that are filled while somebody types: of what they complete. */
export const TOPICS_MENU = 'setup-topics';
export const ZONE_MENU = 'setup-zone';

const DAYS: readonly (readonly [value: string, label: string])[] = [
  ['weekdays', 'Monday to Friday'],
  ['daily', 'Every day'],
  ['mon', 'Mondays'],
  ['mon,thu', 'Mondays and Thursdays'],
  ['fri', 'Fridays'],
];
const STYLES: Readonly<Record<(typeof DIGEST_STYLES)[number], string>> = {
  compact: 'Compact: a line a paper',
  full: 'Full: what each paper does, with buttons',
  thread: 'Thread: a short list, the papers as replies',
};

/** The form for a channel's subscription. `tz` is the person's own zone. */
export function setupModal(tz: string | undefined, channel: string | undefined): Json {
  return {
    type: 'modal',
    callback_id: SETUP_VIEW,
    title: plainText('New subscription'),
    submit: plainText('Subscribe'),
    close: plainText('Cancel'),
    blocks: [
      input('channel', 'Channel', {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(channel === undefined
          ? { default_to_current_conversation: true }
          : { initial_conversation: channel }),
      }),
      input(
        'topics',
        'Topics',
        {
          type: 'multi_external_select',
          action_id: TOPICS_MENU,
          min_query_length: 0,
          placeholder: plainText('Start typing: agents, quantization, speech …'),
        },
        true,
      ),
      input(
        'query',
        'Or any query',
        {
          type: 'plain_text_input',
          max_length: 1000,
          placeholder: plainText('"speculative decoding", author:"Ada Byron"'),
        },
        true,
      ),
      input('at', 'Time', { type: 'timepicker', initial_time: '09:00' }),
      input('days', 'Days', select(DAYS)),
      input(
        'tz',
        'Time zone',
        {
          type: 'external_select',
          action_id: ZONE_MENU,
          min_query_length: 0,
          placeholder: plainText('Europe/Berlin'),
          ...(tz === undefined ? {} : { initial_option: option(tz, tz) }),
        },
        true,
      ),
      input('style', 'Style', select(DIGEST_STYLES.map(style => [style, STYLES[style]] as const))),
    ],
  };
}

const option = (value: string, label: string) => ({
  text: { type: 'plain_text' as const, text: shorten(label, LIMITS.option.text), emoji: false },
  value,
});

/** What is offered while somebody types, as a menu takes it. */
export const menuOptions = (choices: readonly Choice[]) =>
  choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.option.value)
    .slice(0, LIMITS.selectOptions)
    .map(({ label, value }) => option(value, label.trim() || value));

function select(choices: readonly (readonly [value: string, label: string])[]): SlackBlock {
  const options = choices.map(([value, label]) => option(value, label));
  return { type: 'static_select', options, initial_option: options[0] };
}

const input = (id: string, label: string, element: Json, optional = false): SlackBlock => ({
  type: 'input',
  block_id: id,
  label: plainText(label),
  element: { action_id: id, ...element },
  ...(optional ? { optional: true } : {}),
});

/** What was filled in: the channel, and the options of `subscribe`. */
export interface SetupWish {
  readonly channel: string | undefined;
  readonly options: Readonly<Record<string, string>>;
}

export function readSetup(view: unknown): SetupWish {
  const state = valueAt(view, 'state', 'values');
  const field = (id: string): unknown => {
    const block = valueAt(state, id);
    return isJson(block) ? Object.values(block)[0] : undefined;
  };
  const chosen = (id: string): string | undefined => textAt(field(id), 'selected_option', 'value');
  const topics = listAt(field('topics'), 'selected_options').flatMap(one => textAt(one, 'value') ?? []);
  const query = textAt(field('query'), 'value');
  const wanted = [...topics, ...(query === undefined ? [] : [query])].join(', ');
  const at = textAt(field('at'), 'selected_time');
  const [days, tz, style] = [chosen('days'), chosen('tz'), chosen('style')];
  return {
    channel: textAt(field('channel'), 'selected_conversation'),
    options: {
      topics: wanted || 'everything',
      ...(at && { at }),
      ...(days && { days }),
      ...(tz && { tz }),
      ...(style && { style }),
    },
  };
}
