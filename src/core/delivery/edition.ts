import type { MissingSource } from '../digest/digest.ts';
import type { ChannelAddress, OutgoingMessage } from '../platform.ts';
import type { InstantMs } from '../time.ts';

export type EditionKind = 'digest' | 'week-recap' | 'month-recap';

/** One digest for one channel and one scheduled moment; this triple exists once. */
export interface EditionKey {
  readonly channel: ChannelAddress;
  readonly kind: EditionKind;
  /** The scheduled moment. */
  readonly dueAt: InstantMs;
}

/** Where an edition stands. `due`, `planned` and `waiting` are open: some process will claim them. The others are final. */
export type EditionState =
  /** Its moment has come; nothing is decided. */
  | { readonly kind: 'due' }
  /** Frozen: what it says will not change; parts are on their way. */
  | { readonly kind: 'planned' }
  | {
      readonly kind: 'waiting';
      readonly until: InstantMs;
      readonly attempts: number;
      readonly reason: string;
    }
  | { readonly kind: 'sent'; readonly at: InstantMs }
  /** Nothing was worth posting, or nothing matched; `reason` is for people. */
  | { readonly kind: 'empty'; readonly at: InstantMs; readonly reason: string }
  /** Too late: the papers move into the next edition. */
  | { readonly kind: 'missed'; readonly at: InstantMs; readonly reason: string }
  /** The platform refused for good; papers not posted move into the next edition. */
  | { readonly kind: 'failed'; readonly at: InstantMs; readonly reason: string };

/** What the digest was made of, for `status`. */
export interface EditionCounts {
  readonly considered: number;
  readonly matched: number;
  readonly chosen: number;
}

/** What is known once an edition was planned. */
export interface EditionFacts {
  readonly counts: EditionCounts;
  readonly missingSources: readonly MissingSource[];
  /**
   * The archive's sequence number up to which papers were considered: the next edition of the same subscriptions
   * starts after it.
   */
  readonly cut: number;
  /** Papers before the cut that the next edition considers once more: refused by the platform, or short of votes so far. */
  readonly carriedOver: readonly string[];
}

/** How far one message of an edition has come. `attempted` without an answer must be looked for before it is sent again. */
export type PartState =
  | { readonly kind: 'unsent' }
  | { readonly kind: 'attempted'; readonly at: InstantMs }
  | { readonly kind: 'posted'; readonly at: InstantMs; readonly messageId: string }
  | { readonly kind: 'refused'; readonly at: InstantMs; readonly reason: string };

export interface EditionPart {
  /** From 0, in sending order. */
  readonly index: number;
  /** {@link partKey} of its edition and index: what a platform is asked about. */
  readonly key: string;
  readonly message: OutgoingMessage;
  readonly state: PartState;
}

/** The key of a part: stable, unique over all editions, at most 25 characters of `[a-z0-9]`. */
export const partKey = (editionId: string, index: number): string =>
  `${editionId}p${index.toString(36).padStart(2, '0')}`;

export interface Edition extends EditionKey {
  /** At most 22 characters of `[a-z0-9]`, never the same twice. */
  readonly id: string;
  /** The subscriptions it serves. */
  readonly subscriptionIds: readonly string[];
  readonly state: EditionState;
  readonly facts?: EditionFacts;
  /** When it was frozen. */
  readonly plannedAt?: InstantMs;
}
