import { Pace } from '../../core/delivery/pace.ts';
import type { ChannelAddress, PostOutcome, PostRequest } from '../../core/platform.ts';
import type { Clock } from '../../core/time.ts';
import type { ApiAnswer, SlackApi } from './api.ts';
import type { SlackPayload } from './block-kit.ts';
import { postOutcome } from './errors.ts';
import { metadataOf } from './message-mark.ts';
import { withoutPictures } from './render.ts';

/** Posts a second: Slack shows no more than about one in a channel, and takes some hundreds a minute in a workspace. */
export interface Pacing {
  readonly channelPerSecond: number;
  readonly workspacePerSecond: number;
}
export const PACING: Pacing = { channelPerSecond: 1, workspacePerSecond: 4 };

/** A pace that was slowed to nothing comes back in so long. */
const RECOVERY_MS = 60_000;
/** Channels that are quiet are forgotten beyond so many. */
const REMEMBERED = 5_000;

/** One pace a channel and one a workspace, each made when it is first needed. */
export class Paces {
  readonly #clock: Clock;
  readonly #pacing: Pacing;
  readonly #paces = new Map<string, Pace>();

  constructor(clock: Clock, pacing: Pacing) {
    this.#clock = clock;
    this.#pacing = pacing;
  }

  /** Waits for a slot of both. Rejects with the signal's reason when aborted. */
  async take({ workspace, channel }: ChannelAddress, signal: AbortSignal): Promise<void> {
    await this.#pace(`${workspace} ${channel}`, this.#pacing.channelPerSecond).take(signal);
    await this.#pace(workspace, this.#pacing.workspacePerSecond).take(signal);
  }

  #pace(name: string, rate: number): Pace {
    const pace = this.#paces.get(name) ?? new Pace(this.#clock, rate, RECOVERY_MS);
    this.#paces.delete(name);
    this.#paces.set(name, pace);
    const oldest = this.#paces.size > REMEMBERED ? this.#paces.keys().next().value : undefined;
    if (oldest !== undefined) this.#paces.delete(oldest);
    return pace;
  }
}

/** Posts one message of an edition, marked so that it can be found again. Never rejects. */
export async function postMessage(
  { channel, key, payload, under, signal }: PostRequest,
  api: SlackApi,
  paces: Paces,
): Promise<PostOutcome> {
  try {
    await paces.take(channel, signal);
  } catch {
    return { kind: 'unavailable', reason: 'stopped before it was sent' };
  }
  const send = (content: SlackPayload): Promise<ApiAnswer> =>
    api.call(channel.workspace, 'chat.postMessage', {
      channel: channel.channel,
      ...content,
      ...metadataOf(key),
      ...(under === undefined ? {} : { thread_ts: under }),
    });
  // What the ledger froze is what renderSlack made.
  const content = payload as SlackPayload;
  const answer = await send(content);
  const plain = isAboutPictures(answer) ? withoutPictures(content) : undefined;
  return postOutcome(plain ? await send(plain) : answer);
}

/** Slack fetches pictures before it takes a message, and refuses the message when it can't. */
const isAboutPictures = (answer: ApiAnswer): boolean =>
  answer.kind === 'no' && (answer.error === 'invalid_blocks' || answer.error === 'invalid_attachments');
