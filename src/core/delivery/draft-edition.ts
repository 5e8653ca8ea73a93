import { buildDigest } from '../digest/build-digest.ts';
import type { Digest, DigestPeriod } from '../digest/digest.ts';
import { digestDocument } from '../digest/digest-document.ts';
import type { Document } from '../document/document.ts';
import { UsageError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Paper } from '../papers/paper.ts';
import type { ParseQueryOptions } from '../query/parse-query.ts';
import type { RankingContexts } from '../ranking/ranking-desk.ts';
import type { SourceRunLog } from '../sources/source-run-log.ts';
import { localDay } from '../subscriptions/local-day.ts';
import { type RecapKind, recapPeriod } from '../subscriptions/recap.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { InstantMs } from '../time.ts';
import type { EditionFacts, EditionKind } from './edition.ts';
import type { Ledger } from './ledger.ts';
import { mergeDigests } from './merge-digests.ts';
import type { PaperShelf } from './paper-shelf.ts';
import { dayOf, newsDay, selectCandidates } from './select-candidates.ts';
import { sourceHealth } from './source-health.ts';
import { subscriptionQuery } from './subscription-query.ts';

export interface DraftPorts {
  readonly ledger: Ledger;
  readonly shelf: PaperShelf;
  readonly runs: SourceRunLog;
  /** Names of the configured sources. */
  readonly sources: readonly string[];
  readonly catalogue: ParseQueryOptions['catalogue'];
  readonly log: Log;
  readonly ranking: RankingContexts;
}

/** What an edition would say now. Nothing is decided by it. */
export interface EditionDraft {
  readonly digest: Digest;
  readonly document: Document;
  readonly facts: EditionFacts;
  /** Why this is no time to post: every source failed, or no topic could be read. */
  readonly hindrance?: string;
}

const RECAP_TITLES: Record<RecapKind, string> = {
  'week-recap': 'The week in review',
  'month-recap': 'The month in review',
};

/** The time of day moves a ranking only so often, so that channels with the same wishes get the same. */
const RANKING_STEP_MS = 600_000;

/** Papers short of votes get another look while votes usually still come. */
const VOTES_COME_IN_MS = 3 * 86_400_000;

/**
 * Drafts one edition for the subscriptions of one channel, at least one: each is served by its own rules, and what
 * they choose is one merged digest. Rejects with Fault when storage can't be read.
 */
export async function draftEdition(
  edition: { readonly kind: EditionKind; readonly dueAt: InstantMs },
  subscriptions: readonly [Subscription, ...Subscription[]],
  now: InstantMs,
  ports: DraftPorts,
): Promise<EditionDraft> {
  const cut = await ports.shelf.cut(now);
  const health = await sourceHealth(ports.runs, ports.sources);
  const served = await Promise.all(
    subscriptions.map(subscription => candidatesOf(subscription, edition, cut, now, ports)),
  );
  const seen = edition.kind === 'digest' ? await seenOf(served, subscriptions[0], ports.ledger) : undefined;
  const { channel } = subscriptions[0];
  const ranking = await ports.ranking.contextFor(channel, now - (now % RANKING_STEP_MS));
  const unread: string[] = [];
  const digests = served.flatMap(({ subscription, papers, period }) => {
    const query = readQuery(subscription, ports, unread);
    if (query === 'unreadable') return [];
    const { topics, exclusions, limit, minVotes } = subscription;
    const wishes = {
      period,
      today: localDay(now, subscription.schedule.tz),
      limit,
      minVotes,
      missingSources: edition.kind === 'digest' ? health.missing : [],
    };
    const build = () =>
      buildDigest(papers, { ...wishes, ranking, ...(query && { topics: query }), ...(seen && { seen }) });
    // What its own votes or what it has seen decide is this channel's alone.
    const shared = !seen?.size && !ranking.taste;
    const key = JSON.stringify([wishes, ranking.now, topics, exclusions]);
    return [shared ? ports.shelf.digest(papers, key, build) : build()];
  });
  const [first = emptyDigest(served[0]?.period), ...others] = digests;
  const digest = mergeDigests([first, ...others]);
  const hindrance =
    digests.length === 0
      ? unread.join('; ')
      : edition.kind === 'digest' && health.allFailed
        ? `no source could be read: ${health.missing.map(({ source, reason }) => `${source} (${reason})`).join(', ')}`
        : undefined;
  return {
    digest,
    document: documentOf(edition.kind, digest, subscriptions[0]),
    facts: { ...factsOf(digest, now), cut },
    ...(hindrance === undefined ? {} : { hindrance }),
  };
}

interface Served {
  readonly subscription: Subscription;
  readonly papers: readonly Paper[];
  readonly period: DigestPeriod;
}

async function candidatesOf(
  subscription: Subscription,
  { kind, dueAt }: { readonly kind: EditionKind; readonly dueAt: InstantMs },
  cut: number,
  now: InstantMs,
  ports: DraftPorts,
): Promise<Served> {
  const { tz } = subscription.schedule;
  if (kind !== 'digest') {
    const { since, until } = recapPeriod(kind, dueAt, tz);
    const papers = await ports.shelf.select({ listedSince: since, listedUntil: until });
    return { subscription, papers, period: { kind: 'since', since, until } };
  }
  const { papers, since } = await selectCandidates(subscription, cut, now, ports);
  const oldest = papers.reduce((day, paper) => minimum(day, newsDay(paper)), localDay(now, tz));
  const period: DigestPeriod = {
    kind: 'since',
    since: since === undefined ? oldest : localDay(since, tz),
    until: localDay(now, tz),
  };
  return { subscription, papers, period };
}

const minimum = (a: string, b: string | undefined): string => (b !== undefined && b < a ? b : a);

function seenOf(
  served: readonly Served[],
  { channel }: Subscription,
  ledger: Ledger,
): Promise<ReadonlySet<string>> {
  const ids = new Set(served.flatMap(({ papers }) => papers.map(paper => paper.id)));
  return ids.size === 0 ? Promise.resolve(new Set()) : ledger.seen(channel, [...ids]);
}

function readQuery(
  subscription: Subscription,
  ports: DraftPorts,
  unread: string[],
): ReturnType<typeof subscriptionQuery> | 'unreadable' {
  try {
    return subscriptionQuery(subscription, ports);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    ports.log.warn('topics-unreadable', { subscription: subscription.id, reason: error.message });
    unread.push(error.message);
    return 'unreadable';
  }
}

const emptyDigest = (period: DigestPeriod | undefined): Digest => ({
  period: period ?? { kind: 'day', day: '1970-01-01' },
  entries: [],
  considered: 0,
  leftOut: [],
  missingSources: [],
});

function documentOf(kind: EditionKind, digest: Digest, { style }: Subscription): Document {
  const document = digestDocument(digest, style);
  if (kind === 'digest') return document;
  const title = RECAP_TITLES[kind];
  return {
    ...document,
    summary: `${title}, ${document.summary}`,
    blocks: document.blocks.map((block, at) =>
      at === 0 && block.kind === 'heading' ? { ...block, text: `${title}, ${block.text}` } : block,
    ),
  };
}

function factsOf(digest: Digest, now: InstantMs): Omit<EditionFacts, 'cut'> {
  const unmatched = digest.leftOut.filter(
    ({ why }) => why === 'no-topic' || why === 'excluded' || why === 'seen',
  );
  const young = dayOf(now - VOTES_COME_IN_MS);
  return {
    counts: {
      considered: digest.considered,
      matched: digest.considered - unmatched.length,
      chosen: digest.entries.length,
    },
    missingSources: digest.missingSources,
    carriedOver: digest.leftOut.flatMap(({ paper, why }) =>
      why === 'too-few-votes' && (newsDay(paper) ?? '') >= young ? [paper.id] : [],
    ),
  };
}
