import type { MissingSource } from '../digest/digest.ts';
import type { ChannelAddress, OutgoingMessage } from '../platform.ts';
import type { InstantMs } from '../time.ts';
import type {
  Edition,
  EditionCounts,
  EditionKey,
  EditionKind,
  EditionPart,
  EditionState,
  PartState,
} from './edition.ts';

/** Proof that a process holds an edition. Every write names it; a write with a lost lease changes nothing. */
export interface Lease {
  readonly editionId: string;
  readonly owner: string;
  readonly until: InstantMs;
}

export interface ClaimedEdition {
  readonly edition: Edition;
  /** Empty while nothing is frozen. */
  readonly parts: readonly EditionPart[];
  readonly lease: Lease;
}

/** What is frozen when an edition is planned. */
export interface EditionPlan {
  readonly messages: readonly OutgoingMessage[];
  readonly counts: EditionCounts;
  readonly missingSources: readonly MissingSource[];
}

/**
 * Knows what was sent: the truth that exactly-once delivery rests on. Every method is one transaction.
 * Methods that take a lease resolve to `false`, having changed nothing, when the lease is no longer held.
 * Rejects with Fault `storage` or `unreachable`.
 */
export interface Ledger {
  /** Opens an edition in state `due`; resolves to `false` when it already exists, whatever its state. */
  open(
    edition: EditionKey & { readonly id: string; readonly subscriptionIds: readonly string[] },
  ): Promise<boolean>;
  /** Takes up to `limit` open editions that nobody holds, earliest due first; no two processes ever get the same. */
  claim(owner: string, now: InstantMs, leaseMs: number, limit: number): Promise<ClaimedEdition[]>;
  /** Keeps a lease; resolves to the longer one, or nothing when it was lost. */
  renew(lease: Lease, now: InstantMs, leaseMs: number): Promise<Lease | undefined>;
  /** Freezes the edition: state `planned`, its parts unsent. */
  freeze(lease: Lease, plan: EditionPlan, at: InstantMs): Promise<EditionPart[] | undefined>;
  setPart(lease: Lease, index: number, state: PartState): Promise<boolean>;
  /** Hands the edition back (`due`, `planned`, `waiting`) or closes it, and ends the lease. */
  release(
    lease: Lease,
    state: EditionState,
    facts?: { readonly counts?: EditionCounts; readonly missingSources?: readonly MissingSource[] },
  ): Promise<boolean>;
  /** Ids among `paperIds` that the channel has seen: shown in a posted part, or in a part that may have been posted. */
  seen(channel: ChannelAddress, paperIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The channel's last edition of a kind that was sent or found empty: what the next one starts from. */
  lastConcluded(channel: ChannelAddress, kind: EditionKind): Promise<Edition | undefined>;
  /** Newest first. */
  history(channel: ChannelAddress, limit: number): Promise<Edition[]>;
  /** How many editions are in each state: for metrics and tests. */
  tally(): Promise<Readonly<Record<EditionState['kind'], number>>>;
  /** When the next waiting edition becomes claimable. */
  nextWake(): Promise<InstantMs | undefined>;
}
