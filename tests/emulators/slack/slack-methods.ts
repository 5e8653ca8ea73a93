import { checkMessage, checkView } from './block-kit-check.ts';
import type { Json, SlackChannel, SlackState, SlackWorkspaceState } from './slack-state.ts';

/** What a method answers: a body with `ok`, or a wait. */
export type MethodAnswer = Json | { readonly retryAfter: number };

export interface Limits {
  /** Messages a channel takes in a second, after a burst of as many more. */
  readonly channelPerSecond: number;
  readonly workspacePerMinute: number;
}

const no = (error: string, more: Json = {}): Json => ({ ok: false, error, ...more });
const ok = (more: Json = {}): Json => ({ ok: true, ...more });

const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.unfurl': 'links:write',
  'users.info': 'users:read',
  'users.conversations': 'channels:read',
  'conversations.info': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
};

/** One call of the Web API by a workspace's bot. */
export function callMethod(
  state: SlackState,
  workspace: SlackWorkspaceState,
  method: string,
  args: Json,
  limits: Limits,
  address: string,
): MethodAnswer {
  const scope = SCOPES[method];
  if (workspace.revoked) return no('token_revoked');
  if (scope !== undefined && !workspace.scopes.has(scope)) return no('missing_scope', { needed: scope });
  switch (method) {
    case 'auth.test':
      return ok({ team_id: workspace.id, user_id: state.botUser, bot_id: 'B0BOT' });
    case 'chat.postMessage':
      return postMessage(state, workspace, args, limits);
    case 'chat.postEphemeral':
      return postEphemeral(state, args);
    case 'chat.unfurl':
      state.unfurls.push(args);
      return ok();
    case 'conversations.history':
    case 'conversations.replies':
      return history(state, method, args);
    case 'conversations.info':
      return conversation(state, args);
    case 'conversations.open':
      return ok({ channel: { id: state.directChannel(String(args['users'])).id } });
    case 'users.info': {
      const user = state.users.get(String(args['user']));
      return user
        ? ok({ user: { id: user.id, tz: user.tz, is_admin: user.admin, locale: 'en-GB' } })
        : no('user_not_found');
    }
    case 'users.conversations':
      return ok({
        channels: [...state.channels.values()]
          .filter(
            one =>
              one.id.startsWith('C') &&
              one.members.has(String(args['user'])) &&
              (!one.isPrivate || one.members.has(state.botUser)),
          )
          .map(({ id }) => ({ id })),
      });
    case 'views.open':
    case 'views.push':
    case 'views.update':
    case 'views.publish':
      return view(state, method, args);
    case 'files.getUploadURLExternal': {
      const id = state.newId('F');
      const alt = args['alt_txt'];
      const name = String(args['filename']);
      state.uploads.set(id, {
        name,
        alt: typeof alt === 'string' ? alt : undefined,
        bytes: Buffer.of(),
        channel: '',
      });
      return ok({ file_id: id, upload_url: `${address}/upload/${id}` });
    }
    case 'files.completeUploadExternal':
      return completeUpload(state, args);
    default:
      return no('unknown_method');
  }
}

function channelOf(state: SlackState, id: string): SlackChannel | undefined {
  return id.startsWith('U') ? state.directChannel(id) : state.channels.get(id);
}

function completeUpload(state: SlackState, args: Json): MethodAnswer {
  const channel = channelOf(state, String(args['channel_id']));
  if (!channel) return no('channel_not_found');
  if (!channel.members.has(state.botUser)) return no('not_in_channel');
  const files = typeof args['files'] === 'string' ? JSON.parse(args['files']) : args['files'];
  for (const { id } of files as { id: string }[]) {
    const upload = state.uploads.get(id);
    if (!upload || upload.bytes.length === 0) return no('file_not_found');
    state.uploads.set(id, { ...upload, channel: channel.id });
  }
  return ok({ files });
}

function postMessage(
  state: SlackState,
  workspace: SlackWorkspaceState,
  args: Json,
  limits: Limits,
): MethodAnswer {
  const channel = channelOf(state, String(args['channel']));
  if (!channel) return no('channel_not_found');
  if (channel.archived) return no('is_archived');
  if (!channel.members.has(state.botUser))
    return no(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
  const now = Date.now();
  channel.posts = channel.posts.filter(at => at > now - 5_000);
  workspace.posts = workspace.posts.filter(at => at > now - 60_000);
  if (channel.posts.length >= 5 * limits.channelPerSecond + 5) return { retryAfter: 1 };
  if (workspace.posts.length >= limits.workspacePerMinute) return { retryAfter: 2 };
  const problems = checkMessage(args);
  if (problems.length > 0) {
    state.refusedPayloads.push(...problems);
    return no('invalid_blocks', { response_metadata: { messages: problems } });
  }
  if (args['unfurl_links'] !== false || args['unfurl_media'] !== false)
    state.refusedPayloads.push('it would unfurl');
  channel.posts.push(now);
  workspace.posts.push(now);
  const message = {
    ...args,
    channel: channel.id,
    text: String(args['text']),
    ts: state.nextTs(),
    bot_id: 'B0BOT',
  };
  channel.messages.push(message);
  return ok({ channel: channel.id, ts: message.ts, message });
}

function postEphemeral(state: SlackState, args: Json): Json {
  const channel = channelOf(state, String(args['channel']));
  if (!channel) return no('channel_not_found');
  if (!channel.members.has(state.botUser)) return no('not_in_channel');
  const problems = checkMessage(args);
  state.refusedPayloads.push(...problems);
  if (problems.length > 0) return no('invalid_blocks', { response_metadata: { messages: problems } });
  state.ephemerals.push({ channel: channel.id, user: String(args['user']), payload: args });
  return ok({ message_ts: state.nextTs() });
}

function history(state: SlackState, method: string, args: Json): Json {
  const channel = state.channels.get(String(args['channel']));
  if (!channel) return no('channel_not_found');
  const thread = method === 'conversations.replies' ? String(args['ts']) : undefined;
  const found = channel.messages
    .filter(one =>
      thread === undefined ? one.thread_ts === undefined : one.thread_ts === thread || one.ts === thread,
    )
    .filter(one => Number(one.ts) >= Number(args['oldest'] ?? 0))
    .toReversed();
  const from = Number(args['cursor'] ?? 0);
  const page = found.slice(from, from + Math.min(Number(args['limit'] ?? 100), 15));
  const next = from + page.length < found.length ? String(from + page.length) : '';
  const withMetadata = String(args['include_all_metadata']) === 'true';
  return ok({
    messages: page.map(({ metadata, ...one }) => (withMetadata ? { ...one, metadata } : one)),
    response_metadata: { next_cursor: next },
  });
}

function conversation(state: SlackState, args: Json): Json {
  const channel = state.channels.get(String(args['channel']));
  const member = channel?.members.has(state.botUser) === true;
  if (!channel || (channel.isPrivate && !member)) return no('channel_not_found');
  return ok({ channel: { id: channel.id, is_member: member, is_archived: channel.archived } });
}

function view(state: SlackState, method: string, args: Json): Json {
  const given = args['view'] as Json;
  const problems = checkView(given);
  state.refusedPayloads.push(...problems);
  if (problems.length > 0) return no('invalid_arguments', { response_metadata: { messages: problems } });
  if (method === 'views.publish') {
    state.views.set(`home ${String(args['user_id'])}`, given);
    return ok({ view: { id: 'V0HOME' } });
  }
  if (method === 'views.update' && !state.views.has(String(args['view_id']))) return no('not_found');
  const id = method === 'views.update' ? String(args['view_id']) : state.newId('V');
  state.views.set(id, given);
  return ok({ view: { id } });
}
