import type { ChannelAddress, FindOutcome, Platform } from '../../core/platform.ts';
import type { ApiAnswer, SlackApi } from './api.ts';
import { describeRefusal } from './errors.ts';
import { isJson, listAt, textAt } from './json-value.ts';
import { keyOf } from './message-mark.ts';

/** Slack gives fewer to some apps, whatever is asked for. */
const PAGE = 200;
/** A channel with more traffic since the edition was planned is not read to its end. */
const MAX_PAGES = 20;

/**
 * Reads the channel, or the thread, back to `sinceMs` for messages marked with these keys. Where the scope for reading
 * is missing, or the channel can't be read, the outcome is `unreadable`: what may have been posted is then not posted
 * again, since a digest twice is worse than none.
 */
export async function findPosted(
  api: SlackApi,
  { workspace, channel }: ChannelAddress,
  keys: readonly string[],
  { sinceMs, under, signal }: Parameters<Platform['findPosted']>[2],
): Promise<FindOutcome> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    if (signal.aborted) return { kind: 'unavailable', reason: 'stopped while looking' };
    const answer = await api.call(
      workspace,
      under === undefined ? 'conversations.history' : 'conversations.replies',
      {
        channel,
        ...(under === undefined ? {} : { ts: under }),
        oldest: (sinceMs / 1000).toFixed(6),
        limit: PAGE,
        include_all_metadata: true,
        ...(cursor === undefined ? {} : { cursor }),
      },
    );
    if (answer.kind !== 'ok') return notRead(answer);
    for (const message of listAt(answer.body, 'messages').filter(isJson)) {
      const key = keyOf(message);
      const ts = textAt(message, 'ts');
      if (key !== undefined && ts !== undefined && keys.includes(key)) found.set(key, ts);
    }
    cursor = textAt(answer.body, 'response_metadata', 'next_cursor');
    if (found.size === keys.length || cursor === undefined) return { kind: 'found', messageIds: found };
  }
  return { kind: 'unreadable', reason: `more than ${MAX_PAGES} pages of messages since it was planned` };
}

function notRead(answer: Exclude<ApiAnswer, { kind: 'ok' }>): FindOutcome {
  if (answer.kind === 'rate-limited') return answer;
  const reason = describeRefusal(answer);
  return answer.kind === 'no' ? { kind: 'unreadable', reason } : { kind: 'unavailable', reason };
}
