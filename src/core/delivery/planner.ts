import type { Platform } from '../platform.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { InstantMs } from '../time.ts';
import type { Edition, EditionFacts } from './edition.ts';
import type { EditionPlan } from './ledger.ts';

/** What became of planning an edition. */
export type PlannedEdition =
  | { readonly kind: 'plan'; readonly plan: EditionPlan }
  /** Nothing to post, and nobody wants to be told so; `reason` is for people. */
  | { readonly kind: 'empty'; readonly reason: string; readonly facts: EditionFacts }
  /** Nothing can be said yet: every source failed. To be tried again. */
  | { readonly kind: 'wait'; readonly reason: string };

/**
 * Decides what an edition says. `subscriptions` are those of the edition that are active, at least one.
 * Changes nothing. Rejects with Fault when storage can't be read.
 */
export type Planner = (
  edition: Edition,
  subscriptions: readonly Subscription[],
  platform: Platform,
  now: InstantMs,
) => Promise<PlannedEdition>;
