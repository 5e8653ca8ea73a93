/**
 * Block Kit's rules as Slack documents them, written down apart from the code that is checked with them:
 * https://docs.slack.dev/reference/block-kit. Whatever is not known here is a problem, too.
 */
type Json = Readonly<Record<string, unknown>>;
type Surface = 'message' | 'modal' | 'home';

const MESSAGE_BLOCKS = ['actions', 'context', 'divider', 'header', 'image', 'rich_text', 'section'];
const VIEW_BLOCKS = [...MESSAGE_BLOCKS, 'input'];
const SECTION_ACCESSORIES = [
  'button',
  'image',
  'overflow',
  'static_select',
  'external_select',
  'multi_static_select',
  'conversations_select',
];
const ACTION_ELEMENTS = ['button', 'overflow', 'static_select', 'external_select', 'conversations_select'];
const INPUT_ELEMENTS = [
  'plain_text_input',
  'static_select',
  'external_select',
  'multi_static_select',
  'multi_external_select',
  'conversations_select',
  'timepicker',
  'checkboxes',
  'radio_buttons',
];
/** Slack cuts the title of a menu's option and refuses more. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  actions: ['type', 'elements', 'block_id'],
  context: ['type', 'elements', 'block_id'],
  divider: ['type', 'block_id'],
  header: ['type', 'text', 'block_id'],
  image: ['type', 'image_url', 'alt_text', 'title', 'block_id'],
  rich_text: ['type', 'elements', 'block_id'],
  section: ['type', 'text', 'fields', 'accessory', 'block_id', 'expand'],
  input: ['type', 'label', 'element', 'hint', 'optional', 'block_id', 'dispatch_action'],
  button: ['type', 'text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
  overflow: ['type', 'options', 'action_id', 'confirm'],
  static_select: ['type', 'placeholder', 'options', 'initial_option', 'action_id', 'confirm'],
  multi_static_select: [
    'type',
    'placeholder',
    'options',
    'initial_options',
    'action_id',
    'max_selected_items',
  ],
  external_select: ['type', 'placeholder', 'initial_option', 'min_query_length', 'action_id'],
  multi_external_select: [
    'type',
    'placeholder',
    'initial_options',
    'min_query_length',
    'action_id',
    'max_selected_items',
  ],
  conversations_select: [
    'type',
    'placeholder',
    'initial_conversation',
    'default_to_current_conversation',
    'filter',
    'action_id',
    'response_url_enabled',
  ],
  timepicker: ['type', 'initial_time', 'placeholder', 'action_id', 'timezone'],
  plain_text_input: [
    'type',
    'action_id',
    'initial_value',
    'multiline',
    'min_length',
    'max_length',
    'placeholder',
    'focus_on_load',
  ],
  checkboxes: ['type', 'options', 'initial_options', 'action_id'],
  radio_buttons: ['type', 'options', 'initial_option', 'action_id'],
};

/** What is wrong with a message's `text` and `blocks`, as `pointer: reason`; empty when Slack would take it. */
export function checkMessage(payload: Json): string[] {
  const check = new BlockKitCheck('message');
  check.text(payload['text'], 40_000, '/text');
  if (payload['blocks'] !== undefined) {
    check.blocks(payload['blocks'], 50);
    check.total(payload['blocks']);
  }
  return check.problems;
}

/** The same for a modal or a home tab. */
export function checkView(view: Json): string[] {
  const home = view['type'] === 'home';
  const check = new BlockKitCheck(home ? 'home' : 'modal');
  check.only(
    view,
    [
      'type',
      'title',
      'submit',
      'close',
      'blocks',
      'private_metadata',
      'callback_id',
      'clear_on_close',
      'notify_on_close',
      'external_id',
    ],
    '',
  );
  if (!home) check.plain(view['title'], 24, '/title');
  for (const key of ['submit', 'close']) if (view[key] !== undefined) check.plain(view[key], 24, `/${key}`);
  if (view['private_metadata'] !== undefined) check.text(view['private_metadata'], 3000, '/private_metadata');
  if (view['callback_id'] !== undefined) check.text(view['callback_id'], 255, '/callback_id');
  check.blocks(view['blocks'], 100);
  if (JSON.stringify(view).length > 250_000) check.problems.push('/: more than 250 kB');
  const hasInput = Array.isArray(view['blocks']) && view['blocks'].some(block => block.type === 'input');
  if (!home && hasInput && view['submit'] === undefined)
    check.problems.push('/submit: is needed with inputs');
  return check.problems;
}

class BlockKitCheck {
  readonly problems: string[] = [];
  readonly #surface: Surface;
  readonly #ids = new Set<string>();

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  total(blocks: unknown): void {
    const json = JSON.stringify(blocks);
    if (json.length > 13_200) this.problems.push(`/blocks: msg_blocks_too_long (${json.length})`);
  }

  text(value: unknown, max: number, at: string, min = 1): void {
    if (typeof value !== 'string') this.problems.push(`${at}: must be a string`);
    else if (value.length < min) this.problems.push(`${at}: must be more than ${min - 1} characters`);
    else if (value.length > max) this.problems.push(`${at}: must be less than ${max + 1} characters`);
    else if (/\p{Surrogate}/u.test(value)) this.problems.push(`${at}: half a character`);
  }

  only(value: Json, keys: readonly string[], at: string): void {
    for (const key of Object.keys(value))
      if (!keys.includes(key)) this.problems.push(`${at}/${key}: not supported`);
  }

  plain(value: unknown, max: number, at: string): void {
    this.#textObject(value, ['plain_text'], max, at);
  }

  #textObject(value: unknown, types: readonly string[], max: number, at: string): void {
    const object = this.#object(value, at);
    if (!object) return;
    const type = String(object['type']);
    if (!types.includes(type)) this.problems.push(`${at}/type: ${type} is not supported here`);
    this.only(object, type === 'mrkdwn' ? ['type', 'text', 'verbatim'] : ['type', 'text', 'emoji'], at);
    this.text(object['text'], max, `${at}/text`);
    if (typeof object['text'] === 'string' && object['text'].trim() === '')
      this.problems.push(`${at}/text: no_text`);
  }

  #object(value: unknown, at: string): Json | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    this.problems.push(`${at}: must be an object`);
    return undefined;
  }

  #list(value: unknown, max: number, at: string, each: (item: Json, at: string) => void): void {
    if (!Array.isArray(value) || value.length === 0) this.problems.push(`${at}: must have an item`);
    else {
      if (value.length > max) this.problems.push(`${at}: no more than ${max} items allowed`);
      for (const [index, item] of value.entries()) {
        const object = this.#object(item, `${at}/${index}`);
        if (object) each(object, `${at}/${index}`);
      }
    }
  }

  #web(value: unknown, max: number, at: string): void {
    this.text(value, max, at);
    if (typeof value === 'string' && !/^https?:\/\/[\x21-\x7e]+$/.test(value))
      this.problems.push(`${at}: is no URL`);
  }

  #id(value: unknown, at: string): void {
    this.text(value, 255, at);
    if (this.#ids.has(`${at.split('/').at(-1)} ${String(value)}`))
      this.problems.push(`${at}: ${String(value)} is there twice`);
    this.#ids.add(`${at.split('/').at(-1)} ${String(value)}`);
  }

  blocks(value: unknown, max: number): void {
    this.#list(value, max, '/blocks', (block, at) => {
      const type = String(block['type']);
      const allowed = this.#surface === 'message' ? MESSAGE_BLOCKS : VIEW_BLOCKS;
      if (!allowed.includes(type)) this.problems.push(`${at}/type: unsupported type: ${type}`);
      this.only(block, KEYS[type] ?? [], at);
      if (block['block_id'] !== undefined) this.#id(block['block_id'], `${at}/block_id`);
      this.#block(type, block, at);
    });
  }

  #block(type: string, block: Json, at: string): void {
    switch (type) {
      case 'header':
        this.plain(block['text'], 150, `${at}/text`);
        return;
      case 'section':
        this.#section(block, at);
        return;
      case 'context':
        this.#list(block['elements'], 10, `${at}/elements`, (element, place) => {
          if (element['type'] === 'image') this.#picture(element, place);
          else this.#textObject(element, ['plain_text', 'mrkdwn'], 2000, place);
        });
        return;
      case 'actions':
        this.#list(block['elements'], 25, `${at}/elements`, (element, place) =>
          this.#element(element, ACTION_ELEMENTS, place),
        );
        return;
      case 'image':
        this.#picture(block, at);
        return;
      case 'rich_text':
        this.#list(block['elements'], 1000, `${at}/elements`, (element, place) => this.#rich(element, place));
        return;
      case 'input': {
        this.plain(block['label'], 2000, `${at}/label`);
        if (block['hint'] !== undefined) this.plain(block['hint'], 2000, `${at}/hint`);
        const element = this.#object(block['element'], `${at}/element`);
        if (element) this.#element(element, INPUT_ELEMENTS, `${at}/element`);
      }
    }
  }

  #section(block: Json, at: string): void {
    if (block['text'] === undefined && block['fields'] === undefined)
      this.problems.push(`${at}: needs text or fields`);
    if (block['text'] !== undefined)
      this.#textObject(block['text'], ['plain_text', 'mrkdwn'], 3000, `${at}/text`);
    if (block['fields'] !== undefined)
      this.#list(block['fields'], 10, `${at}/fields`, (field, place) =>
        this.#textObject(field, ['plain_text', 'mrkdwn'], 2000, place),
      );
    if (block['accessory'] === undefined) return;
    const accessory = this.#object(block['accessory'], `${at}/accessory`);
    if (accessory) this.#element(accessory, SECTION_ACCESSORIES, `${at}/accessory`);
  }

  #picture(picture: Json, at: string): void {
    this.only(picture, KEYS['image'] ?? [], at);
    this.#web(picture['image_url'], 3000, `${at}/image_url`);
    this.text(picture['alt_text'], 2000, `${at}/alt_text`);
  }

  #element(element: Json, allowed: readonly string[], at: string): void {
    const type = String(element['type']);
    if (!allowed.includes(type)) this.problems.push(`${at}/type: unsupported element ${type}`);
    if (type === 'image') {
      this.#picture(element, at);
      return;
    }
    this.only(element, KEYS[type] ?? [], at);
    this.#id(element['action_id'], `${at}/action_id`);
    if (element['placeholder'] !== undefined) this.plain(element['placeholder'], 150, `${at}/placeholder`);
    if (type === 'button') this.#button(element, at);
    else if (type === 'timepicker') {
      if (!/^"([01]\d|2[0-3]):[0-5]\d"$/.test(JSON.stringify(element['initial_time'] ?? '09:00')))
        this.problems.push(`${at}/initial_time: is no HH:mm`);
    } else if (/^(overflow|static_select|multi_static_select|checkboxes|radio_buttons)$/.test(type))
      this.#options(type, element, at);
    else if (element['initial_option'] !== undefined || element['initial_options'] !== undefined)
      for (const option of [element['initial_option'], element['initial_options']].flat())
        if (option !== undefined) this.#option(option as Json, false, `${at}/initial`);
  }

  #button(element: Json, at: string): void {
    this.plain(element['text'], 75, `${at}/text`);
    if (element['value'] !== undefined) this.text(element['value'], 2000, `${at}/value`);
    if (element['url'] !== undefined) this.#web(element['url'], 3000, `${at}/url`);
    if (element['style'] !== undefined && element['style'] !== 'primary' && element['style'] !== 'danger')
      this.problems.push(`${at}/style: unknown`);
  }

  #options(type: string, element: Json, at: string): void {
    const max = type === 'overflow' ? 5 : type.endsWith('select') ? 100 : 10;
    const all: unknown[] = [];
    this.#list(element['options'], max, `${at}/options`, (option, place) => {
      all.push(JSON.stringify(option));
      this.#option(option, type === 'overflow', place);
    });
    for (const initial of [element['initial_option'], element['initial_options']].flat())
      if (initial !== undefined && !all.includes(JSON.stringify(initial)))
        this.problems.push(`${at}/initial: is none of the options`);
  }

  #option(option: Json, mayLink: boolean, at: string): void {
    this.only(option, ['text', 'value', 'description', ...(mayLink ? ['url'] : [])], at);
    this.plain(option['text'], 75, `${at}/text`);
    this.text(option['value'], 150, `${at}/value`);
    if (option['url'] !== undefined) this.#web(option['url'], 3000, `${at}/url`);
  }

  #rich(element: Json, at: string): void {
    switch (element['type']) {
      case 'rich_text_section':
        this.only(element, ['type', 'elements'], at);
        this.#list(element['elements'], 1000, `${at}/elements`, (inner, place) => this.#run(inner, place));
        return;
      case 'rich_text_preformatted':
        this.only(element, ['type', 'elements', 'border', 'language'], at);
        this.#list(element['elements'], 1000, `${at}/elements`, (inner, place) => this.#run(inner, place));
        return;
      case 'rich_text_list':
        this.only(element, ['type', 'elements', 'style', 'indent', 'offset', 'border'], at);
        if (!['ordered', 'bullet'].includes(String(element['style'])))
          this.problems.push(`${at}/style: unknown`);
        this.#list(element['elements'], 1000, `${at}/elements`, (inner, place) => {
          if (inner['type'] !== 'rich_text_section') this.problems.push(`${place}: must be a section`);
          this.#rich(inner, place);
        });
        return;
      default:
        this.problems.push(`${at}/type: unsupported ${String(element['type'])}`);
    }
  }

  #run(element: Json, at: string): void {
    const style = element['style'];
    if (style !== undefined) this.only(style as Json, ['bold', 'italic', 'strike', 'code'], `${at}/style`);
    switch (element['type']) {
      case 'text':
        this.only(element, ['type', 'text', 'style'], at);
        this.text(element['text'], 12_000, `${at}/text`);
        return;
      case 'link':
        this.only(element, ['type', 'url', 'text', 'style', 'unsafe'], at);
        this.#web(element['url'], 12_000, `${at}/url`);
        this.text(element['text'], 12_000, `${at}/text`);
        return;
      case 'date':
        this.only(element, ['type', 'timestamp', 'format', 'fallback', 'url', 'style'], at);
        if (!Number.isInteger(element['timestamp']))
          this.problems.push(`${at}/timestamp: must be whole seconds`);
        this.text(element['format'], 100, `${at}/format`);
        return;
      default:
        this.problems.push(`${at}/type: unsupported ${String(element['type'])}`);
    }
  }
}
