import {
  type AutocompleteInteraction,
  ComponentType,
  type Interaction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Answer, Caller, CommandDesk, Invocation } from '../../commands/command.ts';
import { formatLine } from '../../commands/format-line.ts';
import type { Action, Block, Document } from '../../core/document/document.ts';
import { inlineText } from '../../core/document/plain-text.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import { type PressMode, readCommandId } from './command-id.ts';
import { LIMITS } from './limits.ts';
import { labelText } from './markup.ts';
import { lineKey, rememberLines } from './post.ts';
import { type DiscordPayload, renderAnswer } from './render.ts';
import { callerOf, typedCommand } from './request.ts';
import { Responder, type ResponderPorts } from './responder.ts';

export interface AnswerPorts extends ResponderPorts {
  readonly desk: CommandDesk;
  readonly store: KeyedStore;
}

const COMMAND = 'papers';
const FORM = 'form';
const FIELD = 'line';
/** Choices that come later than this would be too late on a slow way. */
const CHOICES_MS = 2_000;

/**
 * Answers one interaction of any kind. It is acknowledged before anything is done, so that its deadline does not wait
 * for the work, and the work is done only once it was: what was answered by another process, or too late, changes nothing.
 */
export async function answerInteraction(interaction: Interaction, ports: AnswerPorts): Promise<void> {
  const responder = new Responder(ports, interaction);
  try {
    await answerWith(responder, interaction, ports);
  } finally {
    responder.drop();
  }
}

async function answerWith(responder: Responder, interaction: Interaction, ports: AnswerPorts): Promise<void> {
  if (interaction.isAutocomplete()) return offerChoices(interaction, responder, ports);
  const caller = callerOf(interaction);
  if (interaction.isChatInputCommand()) {
    const typed = interaction.commandName === COMMAND ? typedCommand(interaction) : undefined;
    return typed && answerPrivately({ kind: 'options', ...typed }, caller, responder, ports);
  }
  if (interaction.isModalSubmit() && interaction.customId === FORM) {
    const line = fieldOf(interaction).replace(/\s+/g, ' ');
    return answerPrivately({ kind: 'line', line }, caller, responder, ports);
  }
  if (interaction.isButton() || interaction.isStringSelectMenu())
    return answerPress(interaction, caller, responder, ports);
}

async function answerPrivately(
  invocation: Invocation,
  caller: Caller,
  responder: Responder,
  ports: AnswerPorts,
): Promise<void> {
  if (!(await responder.acknowledge({ kind: 'private' }))) return;
  await ports.queue.turn();
  const answer = await ports.desk.run(invocation, caller);
  await responder.fill(await payloadsOf(answer, invocation, ports), 'private');
}

async function answerPress(
  interaction: MessageComponentInteraction,
  caller: Caller,
  responder: Responder,
  ports: AnswerPorts,
): Promise<void> {
  const pressed = await readPress(interaction, ports.store);
  if (!pressed) return;
  const { mode, line = '' } = pressed;
  if (mode === 'edit') {
    await responder.acknowledge({ kind: 'form', form: formFor(line) });
    return;
  }
  const kind = { reply: 'private', turn: 'update', share: 'public' } as const;
  if (!(await responder.acknowledge({ kind: kind[mode] }))) return;
  await ports.queue.turn();
  const invocation: Invocation = { kind: 'line', line };
  const answer: Answer = line === '' ? EXPIRED : await ports.desk.run(invocation, caller);
  const payloads = await payloadsOf(answer, invocation, ports);
  if (mode === 'reply') await responder.fill(payloads, 'private');
  else if (mode === 'turn' && answer.kind === 'answered') await responder.fill(payloads, 'private');
  else if (mode === 'share' && answer.kind === 'answered')
    await responder.fill(payloads, answer.audience === 'public' ? 'public' : 'private');
  else if (mode === 'share') await responder.withdraw(payloads);
  else await responder.add(payloads);
}

async function readPress(
  interaction: MessageComponentInteraction,
  store: KeyedStore,
): Promise<{ readonly mode: PressMode; readonly line?: string } | undefined> {
  const id = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : interaction.customId;
  const read = readCommandId(id);
  if (!read || 'line' in read) return read;
  const line = await store.get(lineKey(read.hash));
  return { mode: read.mode === 'edit' ? 'reply' : read.mode, ...(typeof line === 'string' ? { line } : {}) };
}

const EXPIRED: Answer = {
  kind: 'rejected',
  message: 'this button is too old',
  document: {
    summary: 'This button is too old',
    blocks: [
      {
        kind: 'paragraph',
        line: [
          { kind: 'text', text: 'This button is too old: what it stood for is forgotten. Use /papers.' },
        ],
      },
    ],
  },
};

/** What an answer looks like, with the buttons to share it, or to correct what was typed. */
async function payloadsOf(
  answer: Answer,
  invocation: Invocation,
  { desk, store }: AnswerPorts,
): Promise<readonly DiscordPayload[]> {
  const line = lineOf(invocation, desk);
  const payloads = answer.kind === 'answered' ? answered(answer, line) : notDone(answer, line);
  await Promise.all(payloads.map(payload => rememberLines(store, payload.lines)));
  return payloads;
}

function answered(
  { audience, reply, shareLine }: Extract<Answer, { kind: 'answered' }>,
  line: string,
): readonly DiscordPayload[] {
  const document = withAction(withMenu(reply.document), shareAction(shareLine));
  const render = (modeOf: (pressed: string) => PressMode): readonly DiscordPayload[] =>
    renderAnswer(document, { modeOf, files: reply.files ?? [] });
  const payloads = render(audience === 'public' ? () => 'reply' : modeIn(line));
  // A page can be turned in place only where it is all of the answer.
  return payloads.length === 1 ? payloads : render(pressed => (isShare(pressed) ? 'share' : 'reply'));
}

const notDone = (answer: Exclude<Answer, { kind: 'answered' }>, line: string): readonly DiscordPayload[] =>
  renderAnswer(withAction(answer.document, answer === EXPIRED ? undefined : correctAction(line)), {
    accent: 'warning',
    modeOf: () => 'edit',
  });

/** One menu that opens a paper of a list, instead of a row of buttons for each: a page is one message. */
function withMenu(document: Document): Document {
  const entries = document.blocks.flatMap(block => (block.kind === 'entry' ? [block] : []));
  const options = entries.flatMap(({ title, actions: [first] }) =>
    first?.kind === 'command' ? [{ label: inlineText(title), command: first.command }] : [],
  );
  if (options.length < 2) return document;
  const last = document.blocks.findLastIndex(block => block.kind === 'entry');
  const blocks = document.blocks.map(block => (block.kind === 'entry' ? { ...block, actions: [] } : block));
  const menu: Block = { kind: 'actions', actions: [{ kind: 'choice', label: 'Open a paper', options }] };
  return { ...document, blocks: [...blocks.slice(0, last + 1), menu, ...blocks.slice(last + 1)] };
}

/** The same command again turns the page of its own answer. */
const modeIn =
  (line: string) =>
  (pressed: string): PressMode => {
    if (isShare(pressed)) return 'share';
    return pressed.split(' ', 1)[0] === line.split(' ', 1)[0] ? 'turn' : 'reply';
  };

const isShare = (line: string): boolean => line.startsWith('share ');

const shareAction = (line: string | undefined): Action | undefined =>
  line === undefined ? undefined : { kind: 'command', label: 'Share', command: line };

/** Discord forgets what somebody typed; a form gives it back. */
const correctAction = (line: string): Action | undefined =>
  line.includes(' ') ? { kind: 'command', label: 'Correct it', command: line } : undefined;

function withAction(document: Document, action: Action | undefined): Document {
  if (!action) return document;
  const last = document.blocks.at(-1);
  if (last?.kind !== 'actions')
    return { ...document, blocks: [...document.blocks, { kind: 'actions', actions: [action] }] };
  const actions = [...last.actions, action];
  return { ...document, blocks: [...document.blocks.slice(0, -1), { ...last, actions }] };
}

function lineOf(invocation: Invocation, desk: CommandDesk): string {
  if (invocation.kind === 'line') return invocation.line;
  if (invocation.kind === 'words') return invocation.words.join(' ');
  const spec = desk.specs.find(each => each.name === invocation.name);
  return spec ? formatLine(spec, invocation.options) : invocation.name;
}

const formFor = (line: string): unknown => ({
  custom_id: FORM,
  title: 'Correct the command',
  components: [
    {
      type: ComponentType.Label,
      label: '/papers …',
      description: 'Words first, then key:value in any order',
      component: {
        type: ComponentType.TextInput,
        custom_id: FIELD,
        style: 2,
        required: true,
        max_length: 4000,
        value: line.slice(0, 4000),
      },
    },
  ],
});

const fieldOf = (interaction: ModalSubmitInteraction): string => interaction.fields.getTextInputValue(FIELD);

async function offerChoices(
  interaction: AutocompleteInteraction,
  responder: Responder,
  { desk, clock }: AnswerPorts,
): Promise<void> {
  const typed = interaction.commandName === COMMAND ? typedCommand(interaction) : undefined;
  if (!typed) return;
  const { name: option, value } = interaction.options.getFocused(true);
  const done = new AbortController();
  const found = await Promise.race([
    desk.complete({ command: typed.name, option, typed: value }, callerOf(interaction)),
    clock.sleep(CHOICES_MS, done.signal).then(
      () => [],
      () => [],
    ),
  ]);
  done.abort();
  const choices = found
    .filter(choice => choice.value !== '' && choice.value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices)
    .map(({ label, value: chosen }) => ({ name: labelText(label, LIMITS.choiceName), value: chosen }));
  await responder.acknowledge({ kind: 'choices', choices });
}
