import type { Answer, CommandDesk, Reply } from '../../commands/command.ts';
import { type Action, type Document, note, text } from '../../core/document/document.ts';
import type { Log } from '../../core/log.ts';
import type { SlackApi } from './api.ts';
import { textAt } from './json-value.ts';
import type { People } from './people.ts';
import { answerPayloads } from './render.ts';
import type { SlackRequest } from './request.ts';
import { Responder, type ResponderPorts } from './respond.ts';
import { type FilePlace, picturesOf, uploadFile } from './upload-file.ts';
import { documentModal, waitingModal } from './views.ts';

export interface AnswerPorts extends ResponderPorts {
  readonly api: SlackApi;
  readonly log: Log;
  readonly desk: CommandDesk;
  readonly people: People;
}

/** Runs what a person typed or pressed and shows the answer where it belongs. Never rejects. */
export async function answerRequest(request: SlackRequest, ports: AnswerPorts): Promise<void> {
  try {
    if (request.from !== 'typed' && /^show\s/.test(request.line))
      await answerInModal('Abstract', request, ports);
    else if (request.from === 'modal') await answerInModal('Broadsheet', request, ports);
    else await answerInMessage(request, ports);
  } catch (error) {
    ports.log.error('answer-failed', {
      platform: 'slack',
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

async function run(request: SlackRequest, { desk, people }: AnswerPorts): Promise<Answer> {
  return desk.run({ kind: 'line', line: request.line || 'help' }, await people.caller(request));
}

async function answerInMessage(request: SlackRequest, ports: AnswerPorts): Promise<void> {
  const answer = await run(request, ports);
  const responder = new Responder(request, ports);
  const document = answer.kind === 'answered' ? answer.reply.document : answer.document;
  const audience = answer.kind === 'answered' ? answer.audience : 'caller';
  const hint = await inviteHint(request, answer, ports);
  const payloads = answerPayloads(
    hint ? { ...document, blocks: [...document.blocks, hint] } : document,
    share(answer),
  );
  // Paging turns the page of the answer it stands in.
  const replace = request.private && /^search\s/.test(request.line) && payloads.length === 1;
  for (const payload of payloads) {
    if (!(await responder.send(payload, audience, replace)))
      ports.log.warn('answer-not-shown', { platform: 'slack', workspace: request.workspace });
  }
  if (answer.kind !== 'answered') return;
  await sendFiles(request, answer.reply, answer.audience, ports);
}

/** What is shared goes into the channel, where the bot may put it; the rest into the person's conversation with it. */
async function sendFiles(
  { workspace, user, channel, thread }: SlackRequest,
  { document, files = [] }: Reply,
  audience: 'caller' | 'public',
  ports: AnswerPorts,
): Promise<void> {
  const places: FilePlace[] = [
    ...(audience === 'public' && channel !== undefined
      ? [{ kind: 'channel' as const, channel, ...(thread !== undefined && { thread }) }]
      : []),
    { kind: 'person', user },
  ];
  for (const file of [...picturesOf(document), ...files])
    for (const place of places) {
      const problem = await uploadFile(ports.api, workspace, place, file, ports);
      if (problem === undefined) break;
      ports.log.warn('file-not-sent', { platform: 'slack', to: place.kind, reason: problem });
    }
}

const share = (answer: Answer): Action[] =>
  answer.kind === 'answered' && answer.shareLine !== undefined
    ? [{ kind: 'command', label: 'Share', command: answer.shareLine }]
    : [];

/** A digest needs the bot in the channel; whoever subscribes learns of it now, not tomorrow. */
async function inviteHint(request: SlackRequest, answer: Answer, { api }: AnswerPorts) {
  const { channel, direct, workspace, line } = request;
  if (channel === undefined || direct || answer.kind !== 'answered' || !/^subscribe\b/i.test(line))
    return undefined;
  const info = await api.call(workspace, 'conversations.info', { channel });
  const outside =
    (info.kind === 'no' && info.error === 'channel_not_found') ||
    (info.kind === 'ok' &&
      (info.body['channel'] as { is_member?: unknown } | undefined)?.is_member === false);
  return outside
    ? note(text('Invite me to this channel so that I can post there: /invite @Broadsheet'))
    : undefined;
}

/** Opens a modal at once, within the life of the trigger, and fills it when the answer is there. */
async function answerInModal(title: string, request: SlackRequest, ports: AnswerPorts): Promise<void> {
  const { api } = ports;
  const { workspace, channel, triggerId, from } = request;
  const method = from === 'modal' ? 'views.push' : 'views.open';
  const [opened, answer] = await Promise.all([
    triggerId === undefined
      ? undefined
      : api.call(workspace, method, { trigger_id: triggerId, view: waitingModal(title, channel) }),
    run(request, ports),
  ]);
  const document: Document = answer.kind === 'answered' ? answer.reply.document : answer.document;
  const viewId = opened?.kind === 'ok' ? textAt(opened.body, 'view', 'id') : undefined;
  if (viewId !== undefined) {
    const view = documentModal(title, document, channel);
    const updated = await api.call(workspace, 'views.update', { view_id: viewId, view });
    if (updated.kind === 'ok') return;
  }
  const responder = new Responder(request, ports);
  for (const payload of answerPayloads(document, share(answer))) await responder.send(payload, 'caller');
}
