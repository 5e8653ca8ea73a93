import type { Document } from '../core/document/document.ts';
import { Fault, UsageError } from '../core/errors.ts';
import type { LogFields } from '../core/log.ts';
import { didYouMean } from '../core/suggest-spelling.ts';
import { checkOptions } from './check-options.ts';
import type { Answer, Caller, Command, Invocation, RawOptions } from './command.ts';
import { formatLine } from './format-line.ts';
import { readOptions, splitLine, wordsOf } from './parse-line.ts';
import { QUERY_KEYS } from './query-keys.ts';
import type { Services } from './services.ts';

/**
 * Finds the command, checks access and options, runs it. Never rejects: whatever happens is an {@link Answer} that can
 * be shown, with no stack trace and no secret in it.
 */
export async function dispatch(
  commands: ReadonlyMap<string, Command>,
  invocation: Invocation,
  caller: Caller,
  services: Services,
): Promise<Answer> {
  const startedAt = services.clock.now();
  // Only a command that is one: what somebody typed in its place goes into no log.
  let name = 'unknown';
  const facts = (): LogFields => ({
    command: name,
    platform: caller.channel.platform,
    tookMs: services.clock.now() - startedAt,
  });
  const reject = (message: string): Answer => {
    services.log.debug('command-rejected', facts());
    return rejected(message);
  };
  try {
    const { command, raw, shared } = resolve(commands, invocation);
    name = command.spec.name;
    const options = checkOptions(command.spec, raw, { today: services.today() });
    if (command.spec.access === 'manage' && !caller.mayManage) {
      return reject(`only people who manage this channel can use ${name}`);
    }
    const reply = await command.run({ caller, options }, services);
    services.log.info('command', facts());
    if (shared) return { kind: 'answered', reply, audience: 'public' };
    const shareLine = command.spec.shareable ? `share ${formatLine(command.spec, raw)}` : undefined;
    return { kind: 'answered', reply, audience: 'caller', ...(shareLine !== undefined && { shareLine }) };
  } catch (error) {
    if (error instanceof UsageError) return reject(error.message);
    const message =
      error instanceof Fault ? error.message : 'something went wrong on our side; nothing was changed';
    services.log.error('command-failed', {
      ...facts(),
      code: error instanceof Fault ? error.code : 'bug',
      reason: error instanceof Error ? error.message : String(error),
    });
    return { kind: 'failed', message, document: messageDocument('Not done', message) };
  }
}

interface Resolved {
  readonly command: Command;
  readonly raw: RawOptions;
  readonly shared: boolean;
}

/** `share LINE` is the same line, answered to the whole channel. */
function resolve(commands: ReadonlyMap<string, Command>, invocation: Invocation): Resolved {
  if (invocation.kind === 'options') {
    return { command: find(commands, invocation.name), raw: invocation.options, shared: false };
  }
  const words = invocation.kind === 'line' ? splitLine(invocation.line) : wordsOf(invocation.words);
  const shared = words[0]?.value === 'share';
  const [first, ...rest] = shared ? words.slice(1) : words;
  const command = find(commands, first?.value.toLowerCase() ?? 'help');
  if (shared && !command.spec.shareable)
    throw new UsageError(`the answer of ${command.spec.name} can't be shared`);
  return { command, raw: readOptions(command.spec, rest, QUERY_KEYS), shared };
}

function find(commands: ReadonlyMap<string, Command>, name: string): Command {
  const command = commands.get(name);
  if (command) return command;
  const listed = [...commands.values()].filter(each => !each.spec.hidden).map(each => each.spec.name);
  throw new UsageError(`unknown command ${name}${didYouMean(name, listed)}; see help`);
}

function rejected(message: string): Answer {
  return { kind: 'rejected', message, document: messageDocument('Not understood', message) };
}

function messageDocument(title: string, message: string): Document {
  return {
    summary: `${title}: ${message}`,
    blocks: [
      { kind: 'paragraph', line: [{ kind: 'strong', text: title }] },
      { kind: 'paragraph', line: [{ kind: 'text', text: message }] },
    ],
  };
}
