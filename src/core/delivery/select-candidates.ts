import type { Paper } from '../papers/paper.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Day, InstantMs } from '../time.ts';
import type { Ledger } from './ledger.ts';
import type { PaperShelf } from './paper-shelf.ts';

const DAY_MS = 86_400_000;
/** A first edition has no last one to start from: it begins with the list of the day before somebody subscribed. */
const FIRST_LOOK_MS = DAY_MS;
/** What was listed longer ago is no news, however late it came into the archive. */
const NEWS_MS = 14 * DAY_MS;

/** What a subscription's next digest is made from. */
export interface Candidates {
  readonly papers: readonly Paper[];
  /** Where its last edition was planned; absent before the first. */
  readonly since?: InstantMs;
}

/**
 * The papers a digest considers for one subscription: those that came into the archive after its last concluded
 * edition and up to `cut`, and those that edition carried over. Nothing falls between two editions, however late a
 * paper was listed, and nothing is considered twice.
 */
export async function selectCandidates(
  subscription: Subscription,
  cut: number,
  now: InstantMs,
  ports: { readonly ledger: Ledger; readonly shelf: PaperShelf },
): Promise<Candidates> {
  const last = await ports.ledger.lastConcluded(subscription.id, 'digest');
  if (!last?.facts) {
    const listedSince = dayOf(Math.max(subscription.createdAt - FIRST_LOOK_MS, now - NEWS_MS));
    return { papers: await ports.shelf.select({ listedSince, addedUntil: cut }) };
  }
  const { cut: after, carriedOver } = last.facts;
  const since = last.plannedAt ?? last.dueAt;
  const oldest = dayOf(now - NEWS_MS);
  const isNews = (paper: Paper): boolean => (newsDay(paper) ?? '') >= oldest;
  const fresh = cut > after ? await ports.shelf.select({ addedAfter: after, addedUntil: cut }) : [];
  // The very list that other channels get, where it is theirs too.
  if (carriedOver.length === 0 && fresh.every(isNews)) return { papers: fresh, since };
  const carried = carriedOver.length > 0 ? await ports.shelf.select({ ids: carriedOver }) : [];
  const papers = new Map([...carried, ...fresh].map(paper => [paper.id, paper]));
  return { papers: [...papers.values()].filter(isNews), since };
}

/** The day a paper became news; nothing for one without any date, which never is. */
export const newsDay = (paper: Paper): Day | undefined => paper.listedOn ?? paper.publishedAt?.slice(0, 10);

export const dayOf = (at: InstantMs): Day => new Date(at).toISOString().slice(0, 10);
