import type { Document } from './document/document.ts';

/** Where a digest goes: one channel of one workspace on one platform. All three are the platform's own ids. */
export interface ChannelAddress {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
}

/** Someone on a platform. */
export interface Person {
  readonly platform: string;
  readonly workspace: string;
  readonly id: string;
}

export const DIGEST_STYLES = ['compact', 'full', 'thread'] as const;
export type DigestStyle = (typeof DIGEST_STYLES)[number];

/**
 * One message as a platform will get it, frozen: `payload` is JSON that only its platform understands.
 * `under` is the index of the earlier message of the same edition that it answers, for threads.
 */
export interface OutgoingMessage {
  readonly payload: unknown;
  readonly under?: number;
  /** Ids of the papers it shows: what the channel has seen once it is posted. */
  readonly paperIds: readonly string[];
}

/** One message on its way. `key` is stable over every retry, at most 25 characters of `[a-z0-9]`. */
export interface PostRequest {
  readonly channel: ChannelAddress;
  readonly key: string;
  readonly payload: unknown;
  /** Id of the posted message that this one answers. */
  readonly under?: string;
  readonly signal: AbortSignal;
}

/** What became of a message. An adapter maps every answer of its platform to one of these and never throws. */
export type PostOutcome =
  | { readonly kind: 'posted'; readonly messageId: string }
  /** Not posted; asked to wait, with this channel only or with the whole platform. */
  | {
      readonly kind: 'rate-limited';
      readonly scope: 'channel' | 'platform';
      readonly retryAfterMs: number;
    }
  /** Certainly not posted; worth another try. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** Sent, but no answer that can be trusted: it may be there. Ask {@link Platform.findPosted} before trying again. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** This message will never be taken; the channel is fine. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing can be posted here until somebody does something: the subscription pauses. */
  | { readonly kind: 'gone'; readonly what: 'channel' | 'workspace' | 'permission'; readonly reason: string };

/** What a look into the channel found: key → message id. `unreadable` where the platform does not let us look. */
export type FindOutcome =
  | { readonly kind: 'found'; readonly messageIds: ReadonlyMap<string, string> }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The half of a platform that delivery needs. */
export interface Platform {
  readonly name: string;
  /** How many posts a second the platform takes from this bot in all: delivery keeps under it. */
  readonly postsPerSecond: number;
  /**
   * So long after the bot gave up waiting for an answer, a post has been taken or dropped: only then does a look into
   * the channel that finds nothing mean that nothing is there.
   */
  readonly settleMs: number;
  /** Pure: the same document gives the same messages, each inside the platform's limits, in sending order. */
  render(document: Document): readonly OutgoingMessage[];
  post(request: PostRequest): Promise<PostOutcome>;
  /** Looks for messages with these keys posted in the channel since `sinceMs`. */
  findPosted(
    channel: ChannelAddress,
    keys: readonly string[],
    options: { readonly sinceMs: number; readonly under?: string; readonly signal: AbortSignal },
  ): Promise<FindOutcome>;
  /** Tells a person in private, as well as the platform lets us; resolves to whether it arrived. */
  tell(person: Person, document: Document): Promise<boolean>;
}
