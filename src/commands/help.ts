import { type Block, code, type Line, text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { didYouMean } from '../core/suggest-spelling.ts';
import type { Command, CommandSpec, OptionSpec } from './command.ts';
import { defineCommand } from './command.ts';

/** `subscribe <topics> [at] [days]`: what is required in angle brackets. */
export function usageOf(spec: CommandSpec): string {
  const options = Object.entries(spec.options).map(([name, option]) => {
    const shown = option.choices
      ? `${name}:${option.choices.join('|')}`
      : option.positional
        ? name
        : `${name}:…`;
    return option.required ? `<${shown}>` : `[${shown}]`;
  });
  return [spec.name, ...options].join(' ');
}

function optionLine(name: string, option: OptionSpec): Line {
  const fallback = option.fallback === undefined ? '' : ` (${option.fallback})`;
  return [code(name), text(` ${option.summary}${fallback}`)];
}

/** Help about all commands given, or one of them. They are passed in since help is one of them itself. */
export function helpCommand(others: () => Iterable<Command>): Command {
  return defineCommand(
    {
      name: 'help',
      summary: 'Show the commands, or how one is used',
      access: 'read',
      shareable: true,
      options: {
        command: { kind: 'text', positional: true, completion: 'commands', summary: 'A command’s name' },
      },
      examples: ['help', 'help subscribe'],
    },
    async ({ options }) => {
      const specs = [...others()].map(({ spec }) => spec).filter(spec => !spec.hidden);
      if (options.command === undefined)
        return { document: overview(specs), data: specs.map(spec => usageOf(spec)) };
      const name = options.command.toLowerCase();
      const spec = specs.find(each => each.name === name);
      if (!spec)
        throw new UsageError(
          `unknown command ${name}${didYouMean(
            name,
            specs.map(each => each.name),
          )}`,
        );
      return { document: details(spec), data: { usage: usageOf(spec), examples: spec.examples } };
    },
  );
}

function overview(specs: readonly CommandSpec[]): { summary: string; blocks: Block[] } {
  return {
    summary: 'What Broadsheet can do here',
    blocks: [
      { kind: 'heading', level: 2, text: 'Broadsheet' },
      { kind: 'paragraph', line: [text('The day’s research papers, ranked for this channel.')] },
      { kind: 'list', ordered: false, items: specs.map(spec => [code(spec.name), text(` ${spec.summary}`)]) },
      { kind: 'note', line: [code('help subscribe'), text(' says more about one of them.')] },
    ],
  };
}

function details(spec: CommandSpec): { summary: string; blocks: Block[] } {
  const options = Object.entries(spec.options);
  return {
    summary: `${spec.name}: ${spec.summary}`,
    blocks: [
      { kind: 'heading', level: 2, text: spec.name },
      { kind: 'paragraph', line: [text(`${spec.summary}.`)] },
      { kind: 'code', text: usageOf(spec) },
      ...(options.length > 0
        ? [
            {
              kind: 'list',
              ordered: false,
              items: options.map(([name, option]) => optionLine(name, option)),
            } as const,
          ]
        : []),
      { kind: 'paragraph', line: [text('For example')] },
      { kind: 'code', text: spec.examples.join('\n') },
    ],
  };
}
