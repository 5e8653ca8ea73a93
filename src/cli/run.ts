import { parseArgs } from 'node:util';
import { Fault, UsageError } from '../core/errors.ts';
import { didYouMean } from '../core/suggest-spelling.ts';
import { VERBS } from './catalogue.ts';
import type { ExitCode, Flag, Terminal, Verb, VerbInput } from './verb.ts';

const COMMON: Readonly<Record<string, Flag>> = {
  help: { type: 'boolean', short: 'h', summary: 'show this' },
  debug: { type: 'boolean', summary: 'show where an error came from' },
};

function overview(): string {
  const width = Math.max(...Object.keys(VERBS).map(name => name.length));
  const lines = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Broadsheet: the day's research papers, ranked for your channel.",
    '',
    'Usage: broadsheet VERB [options]',
    '',
    ...lines,
    '',
    'broadsheet VERB --help says more; broadsheet --version tells the version.',
    '',
  ].join('\n');
}

function verbHelp(name: string, verb: Verb): string {
  const flags = Object.entries({ ...verb.flags, ...COMMON }).map(([flag, { value, summary }]) => ({
    left: `--${flag}${value ? ` ${value}` : ''}`,
    summary,
  }));
  const width = Math.max(...flags.map(flag => flag.left.length));
  return [
    `Usage: broadsheet ${name}${verb.usage ? ` ${verb.usage}` : ''}`,
    '',
    `${VERBS[name]?.summary ?? ''}`,
    '',
    ...flags.map(flag => `  ${flag.left.padEnd(width)}  ${flag.summary}`),
    '',
  ].join('\n');
}

/** Checks the words against the verb's flags; throws UsageError that names the first that is wrong. */
function readArguments(name: string, verb: Verb, words: readonly string[]): VerbInput {
  const flags = { ...verb.flags, ...COMMON };
  if (verb.freeWords) return readFreeWords(words);
  const options = Object.fromEntries(
    Object.entries(flags).map(([flag, { type, short, multiple }]) => [
      flag,
      { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = flags[token.name];
    if (!flag) {
      const meant = didYouMean(token.name, Object.keys(flags)).replace('mean ', 'mean --');
      throw new UsageError(`unknown flag ${token.rawName} of ${name}${meant}`);
    }
    if (flag.type === 'string' && (token.value === undefined || token.value === '')) {
      throw new UsageError(
        `${token.rawName} needs a value${flag.value ? `: ${token.rawName} ${flag.value}` : ''}`,
      );
    }
    if (flag.type === 'boolean' && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value`);
  }
  const { values, positionals } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: true,
  });
  return { positionals, flags: values };
}

/** Everything is a word of the line, but for `--help` alone. */
function readFreeWords(words: readonly string[]): VerbInput {
  const help = words.length === 1 && (words[0] === '--help' || words[0] === '-h');
  const debug = words.includes('--debug');
  return { positionals: words.filter(word => word !== '--debug'), flags: { help, debug } };
}

/** Runs one command line; every error becomes a message on stderr and an exit code, never a stack trace without `--debug`. */
export async function run(words: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  const [name, ...rest] = words;
  try {
    if (name === undefined) {
      await terminal.stderr.write(overview());
      return 2;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      await terminal.stdout.write(overview());
      return 0;
    }
    if (name === '--version' || name === '-v') {
      await terminal.stdout.write(`${version}\n`);
      return 0;
    }
    const entry = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    if (!entry)
      throw new UsageError(
        `unknown verb ${name}${didYouMean(name, Object.keys(VERBS))}; see broadsheet --help`,
      );
    const verb = await entry.load();
    const input = readArguments(name, verb, rest);
    if (input.flags['help'] === true) {
      await terminal.stdout.write(verbHelp(name, verb));
      return 0;
    }
    return await verb.run(input, terminal);
  } catch (error) {
    await terminal.stderr.write(`${describeError(error)}\n`);
    if (rest.includes('--debug') && error instanceof Error)
      await terminal.stderr.write(`${error.stack ?? ''}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function describeError(error: unknown): string {
  if (error instanceof UsageError || error instanceof Fault) return `broadsheet: ${error.message}`;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `broadsheet: this is a bug: ${what} (run again with --debug to see where)`;
}
