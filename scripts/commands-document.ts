import { COMMANDS } from '../src/commands/catalogue.ts';
import type { CommandSpec, OptionSpec } from '../src/commands/command.ts';
import { usageOf } from '../src/commands/help.ts';

const INTRODUCTION = `# Commands

Generated from the declarations in \`src/commands\` by \`npm run docs\`.

On Discord each command is a subcommand of \`/papers\` with options that complete as you type. On Slack and in the
terminal (\`broadsheet papers …\`) it is one line: words, then \`key:value\` or \`--key value\` in any order. Quotes of any
kind hold words together. Answers are private until you share them; an error names what was wrong and changes nothing.
`;

/** docs/commands.md */
export function commandsDocument(): string {
  const specs = [...COMMANDS.values()].map(command => command.spec).filter(spec => !spec.hidden);
  return `${[INTRODUCTION, ...specs.map(section)].join('\n')}`;
}

function section(spec: CommandSpec): string {
  const options = Object.entries(spec.options);
  const access = spec.access === 'manage' ? ' For people who manage the channel.' : '';
  return [
    `## ${spec.name}`,
    '',
    `${spec.summary}.${access}`,
    '',
    '```',
    usageOf(spec),
    '```',
    '',
    ...(options.length > 0
      ? [
          '| option | takes | when left out |',
          '|---|---|---|',
          ...options.map(([name, option]) => row(name, option)),
          '',
        ]
      : []),
    'For example:',
    '',
    '```',
    ...spec.examples.map(example => `/papers ${example}`),
    '```',
    '',
  ].join('\n');
}

function row(name: string, option: OptionSpec): string {
  const takes = option.choices
    ? `${option.summary}: ${option.choices.map(each => `\`${each}\``).join(', ')}`
    : option.summary;
  const range = option.max === undefined ? '' : ` (${option.min ?? 0}–${option.max})`;
  return `| \`${name}\` | ${`${takes}${range}`.replaceAll('|', '\\|')} | ${option.required ? 'required' : (option.fallback ?? '')} |`;
}
