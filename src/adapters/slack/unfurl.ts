import type { CommandDesk } from '../../commands/command.ts';
import type { SlackApi } from './api.ts';
import type { SlackBlock } from './block-kit.ts';
import { listAt, textAt, valueAt } from './json-value.ts';
import type { People } from './people.ts';
import { answerPayloads } from './render.ts';
import { workspaceOf } from './request.ts';

/** More cards than this under one message are a wall. */
const MAX_CARDS = 3;

/** Puts a card under links to papers that the archive knows, in channels the bot is in. */
export async function unfurlPapers(
  body: unknown,
  { api, desk, people }: { readonly api: SlackApi; readonly desk: CommandDesk; readonly people: People },
): Promise<void> {
  const event = valueAt(body, 'event');
  const workspace = workspaceOf(body);
  const [user, channel, ts] = [textAt(event, 'user'), textAt(event, 'channel'), textAt(event, 'message_ts')];
  if (valueAt(event, 'is_bot_user_member') !== true) return;
  if (workspace === undefined || user === undefined || channel === undefined || ts === undefined) return;
  const caller = await people.caller({ workspace, user, channel, direct: false });
  const unfurls: Record<string, { blocks: readonly SlackBlock[] }> = {};
  for (const link of listAt(event, 'links').slice(0, MAX_CARDS)) {
    const url = textAt(link, 'url');
    if (url === undefined) continue;
    const answer = await desk.run({ kind: 'options', name: 'show', options: { id: url } }, caller);
    if (answer.kind !== 'answered') continue;
    const [card] = answerPayloads(answer.reply.document);
    if (card) unfurls[url] = { blocks: card.blocks };
  }
  if (Object.keys(unfurls).length > 0) await api.call(workspace, 'chat.unfurl', { channel, ts, unfurls });
}
