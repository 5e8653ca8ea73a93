import type { Reply } from '../../commands/command.ts';
import type { SlackApi } from './api.ts';
import { describeRefusal } from './errors.ts';
import { textAt } from './json-value.ts';

type ReplyFile = NonNullable<Reply['files']>[number];

/**
 * Puts a file into the conversation of a person with the bot, in Slack's three steps:
 * https://docs.slack.dev/messaging/working-with-files. Resolves to what went wrong.
 */
export async function uploadFile(
  api: SlackApi,
  workspace: string,
  user: string,
  { name, mediaType, bytes }: ReplyFile,
  { fetch, timeoutMs }: { readonly fetch: typeof globalThis.fetch; readonly timeoutMs: number },
): Promise<string | undefined> {
  const opened = await api.call(workspace, 'conversations.open', { users: user });
  if (opened.kind !== 'ok') return describeRefusal(opened);
  const asked = await api.call(workspace, 'files.getUploadURLExternal', {
    filename: name,
    length: bytes.length,
  });
  if (asked.kind !== 'ok') return describeRefusal(asked);
  const url = textAt(asked.body, 'upload_url');
  if (url === undefined) return 'Slack gave no address to upload to';
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': mediaType },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) return `the upload was answered with HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const done = await api.call(workspace, 'files.completeUploadExternal', {
    files: [{ id: textAt(asked.body, 'file_id'), title: name }],
    channel_id: textAt(opened.body, 'channel', 'id'),
  });
  return done.kind === 'ok' ? undefined : describeRefusal(done);
}
