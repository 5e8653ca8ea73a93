import { allBlocks } from '../../core/document/all-blocks.ts';
import type { Document } from '../../core/document/document.ts';
import type { SlackApi } from './api.ts';
import { shorten } from './block-kit.ts';
import { describeRefusal } from './errors.ts';
import { textAt } from './json-value.ts';
import { LIMITS } from './limits.ts';
import { inert } from './markup.ts';

/** A file to show: an export, or a picture with the words for who does not see it. */
export interface SlackFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly alt?: string;
}

/** Where a file goes: a channel that the bot is in, or the conversation of a person with the bot. */
export type FilePlace =
  | { readonly kind: 'channel'; readonly channel: string; readonly thread?: string }
  | { readonly kind: 'person'; readonly user: string };

/** The pictures of a document that have no address: they go as files of their own. */
export const picturesOf = (document: Document): SlackFile[] =>
  allBlocks(document).flatMap(block =>
    block.kind === 'image' && block.source.kind === 'bytes' ? [{ ...block.source, alt: block.alt }] : [],
  );

/**
 * Puts a file into a conversation, in Slack's three steps: https://docs.slack.dev/messaging/working-with-files.
 * Resolves to what went wrong.
 */
export async function uploadFile(
  api: SlackApi,
  workspace: string,
  place: FilePlace,
  { name, mediaType, bytes, alt }: SlackFile,
  { fetch, timeoutMs }: { readonly fetch: typeof globalThis.fetch; readonly timeoutMs: number },
): Promise<string | undefined> {
  const opened =
    place.kind === 'person'
      ? await api.call(workspace, 'conversations.open', { users: place.user })
      : undefined;
  if (opened && opened.kind !== 'ok') return describeRefusal(opened);
  const asked = await api.call(workspace, 'files.getUploadURLExternal', {
    filename: name,
    length: bytes.length,
    ...(alt !== undefined && { alt_txt: shorten(inert(alt), LIMITS.fileAltText) }),
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
  const thread = place.kind === 'channel' && place.thread !== undefined ? { thread_ts: place.thread } : {};
  const done = await api.call(workspace, 'files.completeUploadExternal', {
    files: [{ id: textAt(asked.body, 'file_id'), title: name }],
    channel_id: place.kind === 'channel' ? place.channel : textAt(opened?.body, 'channel', 'id'),
    ...thread,
  });
  return done.kind === 'ok' ? undefined : describeRefusal(done);
}
