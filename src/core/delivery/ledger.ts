import type { ChannelAddress, OutgoingMessage } from '../platform.ts';
import type { InstantMs } from '../time.ts';
import type {
  Edition,
  EditionFacts,
  EditionKey,
  EditionKind,
  EditionPart,
  EditionState,
  PartState,
} from './edition.ts';

/**
 * Proof that a process holds an edition. Every write names it; a write with a lost lease changes nothing. It is lost
 * once the edition was claimed again, even by the same owner, was released, or the lease was renewed: the renewed one
 * counts. One that ran out and that nobody took still counts.
 */
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

/** What is frozen when an edition is planned. At least one message. */
export interface EditionPlan {
  readonly messages: readonly OutgoingMessage[];
  readonly facts: EditionFacts;
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
  /**
   * Takes up to `limit` open editions of a platform that nobody holds, earliest due first; no two processes ever get
   * the same. Editions of one channel and kind go strictly one after another: only the earliest open one can be
   * taken, so while it waits or is held, the later ones wait too. A waiting one can be taken from its `until` on.
   */
  claim(
    claimant: { readonly platform: string; readonly owner: string },
    now: InstantMs,
    leaseMs: number,
    limit: number,
  ): Promise<ClaimedEdition[]>;
  /** Keeps a lease for `leaseMs` from now (0 ends it at once); resolves to the new one, or nothing when it was lost. */
  renew(lease: Lease, now: InstantMs, leaseMs: number): Promise<Lease | undefined>;
  /** Freezes the edition: state `planned`, its parts unsent; resolves to them, or nothing when the lease was lost. */
  freeze(lease: Lease, plan: EditionPlan, at: InstantMs): Promise<EditionPart[] | undefined>;
  setPart(lease: Lease, index: number, state: PartState): Promise<boolean>;
  /** Hands the edition back (`due`, `planned`, `waiting`) or closes it, and ends the lease. `facts` replace those known. */
  release(lease: Lease, state: EditionState, facts?: EditionFacts): Promise<boolean>;
  /** Ids among `paperIds` that the channel has seen: shown in a posted part, or in a part that may have been posted. */
  seen(channel: ChannelAddress, paperIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * The last edition of a kind that served the subscription and was `sent` or found `empty`, by due moment: what its
   * next one starts from. Its facts are there.
   */
  lastConcluded(subscriptionId: string, kind: EditionKind): Promise<Edition | undefined>;
  /** Newest first. */
  history(channel: ChannelAddress, limit: number): Promise<Edition[]>;
  /** The parts of an edition in sending order; empty while nothing is frozen. */
  parts(editionId: string): Promise<EditionPart[]>;
  /** How many editions are in each state: for metrics and tests. */
  tally(): Promise<Readonly<Record<EditionState['kind'], number>>>;
}
