import stringWidth from 'string-width';
import { allBlocks } from '../../core/document/all-blocks.ts';
import type { Action, Block, CommandOption, Document, Inline, Line } from '../../core/document/document.ts';
import { inlineText } from '../../core/document/plain-text.ts';
import { inert, type Style, safeUrl, styled } from './markup.ts';
import type { TerminalLook } from './terminal-look.ts';
import { hardWrapRuns, type Run, wrapEvenly, wrapRuns } from './wrap.ts';

const PLAIN: Style = {};
const DIM: Style = { dim: true };
const BOLD: Style = { bold: true };

/**
 * A document for a terminal, ending in a line break. No line is wider than `look.width`, and nothing that a text holds
 * reaches the terminal as a command. Replies follow what they answer.
 */
export function renderTerminal(document: Document, look: TerminalLook): string {
  return new TerminalWriter(document, look).write();
}

/** What a command line is typed after in a shell. */
const COMMAND_PREFIX = 'broadsheet papers ';

class TerminalWriter {
  readonly #blocks: readonly Block[];
  readonly #look: TerminalLook;
  /** Columns of the numbers before titles, so that all titles of a document stand in one line. */
  readonly #gutter: number;

  constructor(document: Document, look: TerminalLook) {
    this.#blocks = allBlocks(document);
    this.#look = look;
    const numbers = this.#blocks.map(block =>
      block.kind === 'entry' ? String(block.number ?? '').length : 0,
    );
    const widest = Math.max(0, ...numbers);
    this.#gutter = widest === 0 ? 0 : widest + 3;
  }

  write(): string {
    const lines: string[] = [];
    let before: Block | undefined;
    for (const block of this.#blocks) {
      const own = this.#block(block);
      if (own.length === 0) continue;
      if (before && !this.#standsClose(before, block)) lines.push('');
      lines.push(...own);
      before = block;
    }
    return `${lines.join('\n')}\n`;
  }

  /** No empty line between a heading and what it heads, small print, and papers of a line each. */
  #standsClose(before: Block, block: Block): boolean {
    if (before.kind === 'heading') return before.level > 1 || block.kind === 'paragraph';
    if (before.kind === 'note') return block.kind === 'note';
    const brief = (one: Block): boolean => one.kind === 'entry' && one.lines.length === 0;
    return this.#look.links && brief(before) && brief(block);
  }

  #block(block: Block): string[] {
    switch (block.kind) {
      case 'heading':
        return [
          ...this.#wrap([{ text: inert(block.text), style: BOLD }]),
          ...(block.level === 1 ? this.#rule() : []),
        ];
      case 'paragraph':
        return this.#wrap(this.#runs(block.line, PLAIN));
      case 'note':
        return this.#wrap(this.#runs(block.line, DIM));
      case 'list':
        return this.#list(block);
      case 'entry':
        return this.#entry(block);
      case 'fields':
        return this.#fields(block);
      case 'code':
        return block.text
          .split('\n')
          .flatMap(line => this.#hang('  ', [{ text: inert(line), style: PLAIN }], hardWrapRuns));
      case 'image':
        return this.#wrap(this.#imageRuns(block));
      case 'actions':
        return block.actions.flatMap(action => this.#action(action));
      case 'divider':
        return this.#rule();
    }
  }

  #list({ items, ordered, start = 1 }: Extract<Block, { kind: 'list' }>): string[] {
    const marks = items.map((_, at) => (ordered ? `${start + at}.` : '•'));
    const widest = Math.max(0, ...marks.map(mark => mark.length));
    return items.flatMap((item, at) =>
      this.#hang(`${(marks[at] ?? '').padStart(widest + 1)} `, this.#runs(item, PLAIN)),
    );
  }

  #entry({ number, title, lines, meta }: Extract<Block, { kind: 'entry' }>): string[] {
    const mark = number === undefined ? '' : `${String(number).padStart(this.#gutter - 2)}  `;
    const indent = ' '.repeat(this.#gutter);
    const url = title.kind === 'link' ? safeUrl(title.url) : undefined;
    const style = url === undefined ? BOLD : { ...BOLD, url };
    return [
      ...this.#hang(mark.padEnd(this.#gutter), [{ text: inert(inlineText(title)), style }], wrapEvenly),
      ...lines.flatMap(line => this.#hang(indent, this.#runs(line, PLAIN, 'below'))),
      ...meta.flatMap(line => this.#hang(indent, this.#runs(line, DIM, 'below'))),
      ...this.#addresses([[title], ...lines, ...meta]).flatMap(address =>
        this.#hang(indent, [{ text: address, style: DIM }]),
      ),
    ];
  }

  /** What the links in these lines lead to, each once, for terminals that can't hide it behind their words. */
  #addresses(lines: readonly Line[]): string[] {
    if (this.#look.links) return [];
    const urls = lines.flat().flatMap(inline => (inline.kind === 'link' ? (safeUrl(inline.url) ?? []) : []));
    return [...new Set(urls)];
  }

  #fields({ fields }: Extract<Block, { kind: 'fields' }>): string[] {
    const labels = fields.map(field => inert(field.label));
    const widest = Math.max(0, ...labels.map(label => stringWidth(label)));
    const column = Math.min(widest + 2, this.#look.width >> 1);
    return fields.flatMap((field, at) => {
      const label = labels[at] ?? '';
      const value = this.#runs(field.value, PLAIN);
      if (stringWidth(label) + 2 <= column)
        return this.#hang(label + ' '.repeat(column - stringWidth(label)), value);
      return [
        ...this.#wrap([{ text: label, style: DIM }]),
        ...this.#hang(' '.repeat(Math.min(column, 4)), value),
      ];
    });
  }

  #imageRuns({ alt, source }: Extract<Block, { kind: 'image' }>): Run[] {
    const words = `[${inert(alt) || 'picture'}]`;
    if (source.kind === 'bytes') return [{ text: `${words} ${inert(source.name)}`, style: DIM }];
    return this.#linkRuns(words, source.url, DIM);
  }

  #action(action: Action): string[] {
    switch (action.kind) {
      case 'link':
        return this.#wrap(this.#linkRuns(inert(action.label), action.url, PLAIN));
      case 'command':
        return this.#wrap(this.#commandRuns(action.label, action.command));
      case 'choice':
        return [
          ...this.#wrap([{ text: inert(action.label), style: DIM }]),
          ...action.options.flatMap(option => this.#option(option)),
        ];
    }
  }

  /** The command first, so that labels stand in one line, where there is room for that. */
  #option({ label, command }: CommandOption): string[] {
    const typed = `  ${COMMAND_PREFIX}${inert(command)}  `;
    if (stringWidth(typed) > this.#look.width / 2) return this.#hang('  ', this.#commandRuns(label, command));
    return this.#hang(typed, [{ text: inert(label), style: DIM }], wrapRuns, PLAIN);
  }

  #commandRuns(label: string, command: string): Run[] {
    return [
      { text: `${inert(label)}  `, style: DIM },
      { text: `${COMMAND_PREFIX}${inert(command)}`, style: PLAIN },
    ];
  }

  #runs(line: Line, base: Style, addresses: 'beside' | 'below' = 'beside'): Run[] {
    return line.flatMap(inline => this.#inlineRuns(inline, base, addresses));
  }

  #inlineRuns(inline: Inline, base: Style, addresses: 'beside' | 'below'): Run[] {
    switch (inline.kind) {
      case 'text':
        return [{ text: inert(inline.text), style: base }];
      case 'strong':
        return [{ text: inert(inline.text), style: BOLD }];
      case 'emphasis':
        return [{ text: inert(inline.text), style: { accent: true } }];
      case 'code':
        return [{ text: inert(inline.text), style: { ...base, accent: true } }];
      case 'time':
        return [{ text: inert(inline.fallback), style: base }];
      case 'link':
        if (addresses === 'below' && !this.#look.links) return [{ text: inert(inline.text), style: base }];
        return this.#linkRuns(inert(inline.text), inline.url, base);
    }
  }

  #linkRuns(words: string, address: string, base: Style): Run[] {
    const url = safeUrl(address);
    if (url === undefined) return [{ text: words, style: base }];
    if (this.#look.links) return [{ text: words, style: { ...base, url } }];
    return [{ text: words === url ? words : `${words} (${url})`, style: base }];
  }

  #rule(): string[] {
    return this.#wrap([{ text: '─'.repeat(this.#look.width), style: DIM }]);
  }

  #wrap(runs: readonly Run[]): string[] {
    return wrapRuns(runs, this.#look.width, this.#look);
  }

  /** Wrapped text after `mark`, its further lines under its first. */
  #hang(mark: string, runs: readonly Run[], wrap = wrapRuns, markStyle = DIM): string[] {
    const width = stringWidth(mark);
    const shown = mark.trim() === '' ? mark : styled(mark, markStyle, this.#look);
    return wrap(runs, this.#look.width - width, this.#look).map(
      (line, at) => (at === 0 ? shown : ' '.repeat(width)) + line,
    );
  }
}
