import { isJson, listAt, textAt, valueAt } from './json-value.ts';
import { typedText } from './markup.ts';

/** Something a person typed or pressed, and where an answer may go. */
export interface SlackRequest {
  readonly workspace: string;
  readonly user: string;
  /** The conversation it came from; absent in the home tab. */
  readonly channel?: string;
  readonly line: string;
  /** `typed` as a slash command, a mention or a direct message; `pressed` in a message, a modal or the home tab. */
  readonly from: 'typed' | 'message' | 'modal' | 'home';
  /** It stands in a message that only this person sees, which an answer may replace. */
  readonly private: boolean;
  readonly direct: boolean;
  readonly thread?: string;
  readonly triggerId?: string;
  readonly responseUrl?: string;
}

/** `/papers LINE`; undefined when Slack left out who or where. */
export function readSlashCommand(body: unknown): SlackRequest | undefined {
  const workspace = textAt(body, 'team_id');
  const user = textAt(body, 'user_id');
  const channel = textAt(body, 'channel_id');
  if (workspace === undefined || user === undefined || channel === undefined) return undefined;
  return {
    workspace,
    user,
    channel,
    line: typedText(textAt(body, 'text') ?? ''),
    from: 'typed',
    private: false,
    direct: isDirect(channel),
    ...reachedBy(body),
  };
}

/** A button, a menu's option or an entry behind the three dots: the command line is its value. */
export function readPress(body: unknown): SlackRequest | undefined {
  const workspace = workspaceOf(body);
  const user = textAt(body, 'user', 'id');
  const action = listAt(body, 'actions')[0];
  const line = textAt(action, 'value') ?? textAt(action, 'selected_option', 'value');
  if (workspace === undefined || user === undefined || line === undefined) return undefined;
  const view = textAt(body, 'view', 'type');
  const channel =
    textAt(body, 'channel', 'id') ?? textAt(body, 'container', 'channel_id') ?? channelOfView(body);
  const thread = textAt(body, 'container', 'thread_ts');
  return {
    workspace,
    user,
    ...(channel === undefined ? {} : { channel }),
    line,
    from: view === 'home' ? 'home' : view === undefined ? 'message' : 'modal',
    private: valueAt(body, 'container', 'is_ephemeral') === true,
    direct: channel !== undefined && isDirect(channel),
    ...(thread === undefined ? {} : { thread }),
    ...reachedBy(body),
  };
}

/** A mention of the bot or a direct message to it; undefined for what people did not type, such as joins and edits. */
export function readMessage(body: unknown): SlackRequest | undefined {
  const event = valueAt(body, 'event');
  const workspace = textAt(body, 'team_id');
  const user = textAt(event, 'user');
  const channel = textAt(event, 'channel');
  if (workspace === undefined || user === undefined || channel === undefined) return undefined;
  if (textAt(event, 'subtype') !== undefined || textAt(event, 'bot_id') !== undefined) return undefined;
  const thread = textAt(event, 'thread_ts');
  return {
    workspace,
    user,
    channel,
    line: typedText(textAt(event, 'text') ?? '').replace(/^\/?papers\b\s*/i, ''),
    from: 'typed',
    private: false,
    direct: isDirect(channel),
    ...(thread === undefined ? {} : { thread }),
  };
}

/** The team a payload is about: of an org-wide install the one the person is in. */
export const workspaceOf = (body: unknown): string | undefined =>
  textAt(body, 'team', 'id') ?? textAt(body, 'user', 'team_id') ?? textAt(body, 'team_id');

/** What tells this delivery from every other, and a repeated one from none: events by id, the rest by trigger. */
export function deliveryKey(body: unknown): string | undefined {
  return textAt(body, 'event_id') ?? textAt(body, 'trigger_id');
}

/** A modal remembers the conversation it was opened from. */
function channelOfView(body: unknown): string | undefined {
  const kept = textAt(body, 'view', 'private_metadata');
  if (kept === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(kept);
    return isJson(parsed) ? textAt(parsed, 'channel') : undefined;
  } catch {
    return undefined;
  }
}

const isDirect = (channel: string): boolean => channel.startsWith('D');

function reachedBy(body: unknown): Pick<SlackRequest, 'triggerId' | 'responseUrl'> {
  const triggerId = textAt(body, 'trigger_id');
  const responseUrl = textAt(body, 'response_url');
  return { ...(triggerId && { triggerId }), ...(responseUrl && { responseUrl }) };
}
