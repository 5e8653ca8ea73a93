import type { ChannelAddress, DigestStyle } from '../platform.ts';
import { alternativesOf } from '../query/alternatives.ts';
import { formatQuery } from '../query/format-query.ts';
import type { Query } from '../query/query.ts';
import type { InstantMs } from '../time.ts';
import type { Schedule, Subscription, Weekday } from './subscription.ts';

/** What a person asked for; what is absent stays as it was, or takes the default. */
export interface SubscriptionWish {
  /** Its bare negatives become exclusions of the whole. Absent wants everything. */
  readonly topics?: Query;
  readonly atMinute?: number;
  readonly days?: readonly Weekday[];
  readonly cron?: string;
  readonly tz?: string;
  readonly limit?: number;
  readonly minVotes?: number;
  readonly style?: DigestStyle;
  readonly whenEmpty?: Subscription['whenEmpty'];
  readonly recap?: Subscription['recap'];
  readonly owner?: string;
}

/** What a new subscription has when nobody said otherwise. */
export interface SubscriptionDefaults {
  readonly schedule: Schedule;
  readonly limit: number;
  readonly minVotes: number;
  readonly style: DigestStyle;
  readonly whenEmpty: Subscription['whenEmpty'];
}

/** The id of the one subscription of a channel that people type. */
export function chatSubscriptionId({ platform, workspace, channel }: ChannelAddress): string {
  return `chat:${platform}:${workspace}:${channel}`;
}

/** Topics and exclusions of a typed query: `moe, agents, -survey` is two topics without surveys. */
export function splitTopics(query: Query): { readonly topics: string[]; readonly exclusions: string[] } {
  const topics: string[] = [];
  const exclusions: string[] = [];
  for (const part of alternativesOf(query)) {
    if (part.kind === 'not') exclusions.push(formatQuery(part.of));
    else topics.push(formatQuery(part));
  }
  return { topics, exclusions };
}

/**
 * The subscription after the wish: topics are added, everything else given replaces what was. A pause that a person asked
 * for stays; one that a platform caused ends, since somebody is here again.
 */
export function applyWish(
  channel: ChannelAddress,
  existing: Subscription | undefined,
  wish: SubscriptionWish,
  defaults: SubscriptionDefaults,
  now: InstantMs,
): Subscription {
  const typed = wish.topics ? splitTopics(wish.topics) : { topics: [], exclusions: [] };
  // Wanting everything takes the place of wanting some things, and the other way round.
  const before = wish.topics && typed.topics.length > 0 ? (existing?.topics ?? []) : [];
  const topics =
    typed.topics.length === 0 && wish.topics ? (existing?.topics ?? []) : [...before, ...typed.topics];
  const owner = existing?.owner ?? wish.owner;
  const keepsPause = existing?.state.kind === 'paused' && existing.state.reason === 'asked';
  return {
    id: existing?.id ?? chatSubscriptionId(channel),
    channel,
    origin: 'chat',
    topics: distinct(topics),
    exclusions: distinct([...(existing?.exclusions ?? []), ...typed.exclusions]),
    schedule: scheduleOf(existing?.schedule ?? defaults.schedule, wish),
    limit: wish.limit ?? existing?.limit ?? defaults.limit,
    minVotes: wish.minVotes ?? existing?.minVotes ?? defaults.minVotes,
    style: wish.style ?? existing?.style ?? defaults.style,
    whenEmpty: wish.whenEmpty ?? existing?.whenEmpty ?? defaults.whenEmpty,
    recap: wish.recap ?? existing?.recap ?? 'off',
    ...(owner === undefined ? {} : { owner }),
    state: keepsPause ? existing.state : { kind: 'active' },
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
}

/** What is left after unsubscribing. `left` is absent when no topic remains: the subscription ends. */
export interface TopicsRemoved {
  readonly left?: Subscription;
  readonly removed: readonly string[];
  /** Asked to be removed, but not there. */
  readonly missing: readonly string[];
}

/** Takes topics and exclusions away; compared as formatted, without case. */
export function removeTopics(subscription: Subscription, unwanted: Query, now: InstantMs): TopicsRemoved {
  const { topics, exclusions } = splitTopics(unwanted);
  const asked = [
    ...topics.map(text => ({ text, from: 'topics' as const })),
    ...exclusions.map(text => ({ text, from: 'exclusions' as const })),
  ];
  const has = ({ text, from }: (typeof asked)[number]): boolean =>
    subscription[from].some(each => same(each, text));
  const without = (from: 'topics' | 'exclusions'): string[] =>
    subscription[from].filter(each => !asked.some(one => one.from === from && same(one.text, each)));
  const removed = asked.filter(has).map(shown);
  const missing = asked.filter(one => !has(one)).map(shown);
  const left = without('topics');
  const ends = subscription.topics.length > 0 && left.length === 0;
  return {
    ...(ends
      ? {}
      : { left: { ...subscription, topics: left, exclusions: without('exclusions'), updatedAt: now } }),
    removed,
    missing,
  };
}

const shown = ({ text, from }: { readonly text: string; readonly from: 'topics' | 'exclusions' }): string =>
  from === 'topics' ? text : `-${text}`;
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
/** Each once, as it was first written. */
function distinct(texts: readonly string[]): string[] {
  return texts.filter((text, at) => texts.findIndex(each => same(each, text)) === at);
}

function scheduleOf(before: Schedule, wish: SubscriptionWish): Schedule {
  const tz = wish.tz ?? before.tz;
  if (wish.cron !== undefined) return { kind: 'cron', expression: wish.cron, tz };
  if (wish.atMinute === undefined && wish.days === undefined) return { ...before, tz };
  const weekly = before.kind === 'weekly' ? before : undefined;
  return {
    kind: 'weekly',
    atMinute: wish.atMinute ?? weekly?.atMinute ?? 9 * 60,
    days: wish.days ?? weekly?.days ?? [1, 2, 3, 4, 5],
    tz,
  };
}
