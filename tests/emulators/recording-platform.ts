import type { Block, Document } from '../../src/core/document/document.ts';
import { plainText } from '../../src/core/document/plain-text.ts';
import type { FindOutcome, OutgoingMessage, Platform, PostOutcome } from '../../src/core/platform.ts';

const NAME = 'recording';
export interface RecordingPlatformOptions {
  readonly postsPerSecond: number;
  readonly settleMs: number;
  /** Milliseconds of the bot's clock in one of the server's; 1 when absent. */
  readonly factor?: number;
  /** Blocks in one message; 3 when absent, so that a digest takes several. */
  readonly blocksPerMessage?: number;
}

/** The port to a {@link RecordingServer}, as an adapter of a real platform would be written. */
export function recordingPlatform(
  address: string,
  { postsPerSecond, settleMs, factor = 1, blocksPerMessage = 3 }: RecordingPlatformOptions,
): Platform {
  const ask = (path: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
    fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body), ...(signal ? { signal } : {}) });
  return {
    name: NAME,
    postsPerSecond,
    settleMs,
    render: document => render(document, blocksPerMessage),
    post: async ({ channel, key, payload, under, signal }) => {
      try {
        const outcome = await readPost(
          await ask('/post', { channel: channel.channel, key, payload, under, sentAt: Date.now() }, signal),
        );
        return outcome.kind === 'rate-limited'
          ? { ...outcome, retryAfterMs: Math.ceil(outcome.retryAfterMs * factor) }
          : outcome;
      } catch (error) {
        return readError(error);
      }
    },
    findPosted: async (channel, keys, { signal }): Promise<FindOutcome> => {
      try {
        const response = await ask('/find', { channel: channel.channel, keys }, signal);
        const { found } = (await response.json()) as { found: [string, string][] };
        return { kind: 'found', messageIds: new Map(found) };
      } catch (error) {
        return { kind: 'unavailable', reason: String(error) };
      }
    },
    tell: async (person, document) => {
      const response = await ask('/tell', { person: person.id, summary: document.summary });
      return response.ok;
    },
  };
}

async function readPost(response: Response): Promise<PostOutcome> {
  if (response.status === 200) {
    const { id } = (await response.json()) as { id: string };
    return { kind: 'posted', messageId: id };
  }
  if (response.status === 429) {
    const { scope, retryAfterMs } = (await response.json()) as {
      scope: 'channel' | 'platform';
      retryAfterMs: number;
    };
    return { kind: 'rate-limited', scope, retryAfterMs };
  }
  if (response.status === 404) {
    const { gone } = (await response.json()) as { gone: 'channel' | 'workspace' | 'permission' };
    return { kind: 'gone', what: gone, reason: `unknown ${gone}` };
  }
  await response.arrayBuffer();
  return { kind: 'unknown', reason: `HTTP ${response.status}` };
}

/** Only a connection that was never made says for certain that nothing was posted. */
function readError(error: unknown): PostOutcome {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause && 'code' in cause ? String(cause.code) : '';
  const reason = `${String(error)} ${code}`.trim();
  return code === 'ECONNREFUSED' ? { kind: 'unavailable', reason } : { kind: 'unknown', reason };
}

function render(document: Document, size: number): readonly OutgoingMessage[] {
  const head: OutgoingMessage[] = [];
  for (let at = 0; at < document.blocks.length; at += size)
    head.push(message({ ...document, blocks: document.blocks.slice(at, at + size), replies: [] }));
  return [...head, ...(document.replies ?? []).map(reply => ({ ...message(reply), under: 0 }))];
}

function message(document: Document): OutgoingMessage {
  const paperIds = document.blocks.flatMap((block: Block) =>
    block.kind === 'entry' && block.paperId !== undefined ? [block.paperId] : [],
  );
  return { payload: { text: plainText(document), paperIds }, paperIds };
}
