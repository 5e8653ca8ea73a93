import { type Block, code, type Document, type Line, text } from '../core/document/document.ts';
import { describePause } from '../core/subscriptions/describe-pause.ts';
import { describeMoment, describeSchedule } from '../core/subscriptions/describe-schedule.ts';
import type { Subscription } from '../core/subscriptions/subscription.ts';
import type { InstantMs } from '../core/time.ts';

/** Names separated by commas, each shown as it would be typed. */
export function queriesLine(queries: readonly string[]): Line {
  return queries.flatMap((query, at) => (at === 0 ? [code(query)] : [text(', '), code(query)]));
}

/** A whole subscription, as every command that touches one shows it. */
export function subscriptionBlocks(subscription: Subscription, nextDueAt: InstantMs | undefined): Block[] {
  const { topics, exclusions, schedule, limit, minVotes, style, recap, whenEmpty, origin } = subscription;
  const pause = describePause(subscription);
  const papers = [
    `at most ${limit}`,
    ...(minVotes > 0 ? [`from ${minVotes} votes`] : []),
    ...(whenEmpty === 'say' ? ['says so when there is nothing'] : []),
  ].join(', ');
  const fields: { label: string; value: Line }[] = [
    { label: 'Topics', value: topics.length > 0 ? queriesLine(topics) : [text('everything')] },
    ...(exclusions.length > 0 ? [{ label: 'Without', value: queriesLine(exclusions) }] : []),
    { label: 'When', value: [text(describeSchedule(schedule))] },
    { label: 'Next', value: nextLine(pause, nextDueAt, schedule.tz) },
    { label: 'Papers', value: [text(papers)] },
    { label: 'Style', value: [text(recap === 'off' ? style : `${style}, with a recap every ${recap}`)] },
    ...(origin === 'configuration'
      ? [{ label: 'Declared', value: [text('in the configuration; it can only be changed there')] }]
      : []),
  ];
  return [{ kind: 'fields', fields }];
}

function nextLine(pause: string | undefined, nextDueAt: InstantMs | undefined, tz: string): Line {
  if (pause !== undefined) return [text(pause)];
  if (nextDueAt === undefined) return [text('not planned')];
  return [{ kind: 'time', at: nextDueAt, fallback: describeMoment(nextDueAt, tz) }];
}

/** A heading, then the subscription. */
export function subscriptionDocument(
  title: string,
  subscription: Subscription,
  nextDueAt: InstantMs | undefined,
  notes: readonly string[] = [],
): Document {
  const topics = subscription.topics.length > 0 ? subscription.topics.join(', ') : 'everything';
  return {
    summary: `${title}: ${topics}, ${describeSchedule(subscription.schedule)}`,
    blocks: [
      { kind: 'heading', level: 2, text: title },
      ...subscriptionBlocks(subscription, nextDueAt),
      ...notes.map((each): Block => ({ kind: 'note', line: [text(each)] })),
    ],
  };
}
