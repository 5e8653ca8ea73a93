/**
 * Blocks as a person reads them: an independent reading of rich text, of mrkdwn and of plain text, taken from Slack's
 * documentation (https://docs.slack.dev/messaging/formatting-message-text). It takes every mark for formatting that could
 * be one, so that what reads right here reads right in Slack.
 */
type Json = Readonly<Record<string, unknown>>;

export interface ShownLink {
  readonly text: string;
  readonly url: string;
}

export interface Reading {
  /** One visible line each. */
  readonly lines: readonly string[];
  readonly links: readonly ShownLink[];
  /** Everything that would notify somebody: mentions of people, groups, channels and everyone. */
  readonly pings: readonly string[];
  /** What pressing things sends or opens. */
  readonly presses: readonly string[];
  /** Emoji written between colons where Slack would draw them. */
  readonly emoji: readonly string[];
}

export function readBlocks(blocks: readonly Json[]): Reading {
  const reader = new Reader();
  for (const block of blocks) reader.block(block);
  return reader;
}

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

class Reader implements Reading {
  readonly lines: string[] = [];
  readonly links: ShownLink[] = [];
  readonly pings: string[] = [];
  readonly presses: string[] = [];
  readonly emoji: string[] = [];

  block(block: Json): void {
    switch (block['type']) {
      case 'rich_text':
        for (const element of block['elements'] as Json[]) this.#rich(element);
        return;
      case 'actions':
        for (const element of block['elements'] as Json[]) this.#press(element);
        return;
      case 'section':
      case 'header':
      case 'context':
        for (const object of [block['text'], block['fields'], block['elements']].flat())
          if (object !== undefined) this.#object(object as Json);
        if (block['accessory'] !== undefined) this.#press(block['accessory'] as Json);
        return;
      case 'image':
        this.lines.push(String(block['alt_text']));
    }
  }

  #object(object: Json): void {
    const text = String(object['text'] ?? object['alt_text']);
    if (object['type'] !== 'mrkdwn') {
      if (object['emoji'] !== false) this.emoji.push(...(text.match(/:[^\s:]+:/g) ?? []));
      this.lines.push(...text.split('\n'));
    } else for (const line of text.split('\n')) this.lines.push(this.mrkdwn(line));
  }

  #press(element: Json): void {
    const options = (element['options'] ?? []) as Json[];
    for (const { url, value } of [element, ...options]) {
      if (typeof url === 'string') this.presses.push(url);
      else if (typeof value === 'string') this.presses.push(value);
    }
  }

  #rich(element: Json): void {
    const inner = element['elements'] as Json[];
    if (element['type'] === 'rich_text_list') {
      for (const item of inner) this.#rich(item);
      return;
    }
    let shown = '';
    for (const run of inner) {
      if (run['type'] === 'link') this.links.push({ text: String(run['text']), url: String(run['url']) });
      if (['user', 'usergroup', 'broadcast', 'channel', 'team'].includes(String(run['type'])))
        this.pings.push(JSON.stringify(run));
      if (run['type'] === 'emoji') this.emoji.push(JSON.stringify(run));
      shown += String(run['type'] === 'date' ? run['fallback'] : (run['text'] ?? ''));
    }
    this.lines.push(...shown.split('\n'));
  }

  /** One line of mrkdwn → what is seen of it. */
  mrkdwn(line: string): string {
    let shown = '';
    let rest = /^\s*(>|&gt;)/.test(line) ? line.replace(/^\s*(>|&gt;)/, '') : line;
    while (rest !== '') {
      const control = /^<([^<>]*)>/.exec(rest);
      if (control) {
        shown += this.#control(control[1] ?? '');
        rest = rest.slice(control[0].length);
        continue;
      }
      // What stands between angle brackets is one sign: no mark in it counts.
      const marked = /^([*_~`])((?:<[^<>]*>|[^*_~`<])+)\1/.exec(rest);
      if (marked) {
        shown += this.mrkdwn(marked[2] ?? '');
        rest = rest.slice(marked[0].length);
        continue;
      }
      const text = /^[^<*_~`]+/.exec(rest)?.[0] ?? rest.slice(0, 1);
      this.emoji.push(...(text.match(/:[^\s:]+:/g) ?? []));
      shown += decode(text);
      rest = rest.slice(text.length);
    }
    return shown;
  }

  #control(inside: string): string {
    const bar = inside.indexOf('|');
    const [target, label] = bar < 0 ? [inside, inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
    if (/^[@#!]/.test(target) && !target.startsWith('!date^')) {
      this.pings.push(inside);
      return label;
    }
    if (target.startsWith('!date^')) return decode(label);
    const text = this.mrkdwn(label);
    this.links.push({ text, url: decode(target) });
    return text;
  }
}
