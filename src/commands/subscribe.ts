import { DIGEST_STYLES } from '../core/platform.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import type { Query } from '../core/query/query.ts';
import { applyWish, chatSubscriptionId } from '../core/subscriptions/change-subscription.ts';
import { nextDueMoment } from '../core/subscriptions/subscription-moments.ts';
import { defineCommand } from './command.ts';
import type { Services } from './services.ts';
import { subscriptionDocument } from './subscription-document.ts';

const EVERYTHING = /^(everything|all|\*)$/i;

export const subscribe = defineCommand(
  {
    name: 'subscribe',
    summary: 'Bring a daily digest of these topics to this channel',
    access: 'manage',
    options: {
      topics: {
        kind: 'query',
        required: true,
        positional: true,
        completion: 'topics',
        summary: 'Topics, comma between them, minus to leave out; or everything',
      },
      at: { kind: 'time', summary: 'Time of day, such as 09:00', fallback: '09:00' },
      days: { kind: 'days', summary: 'weekdays, daily, or a list such as mon,wed,fri', fallback: 'weekdays' },
      cron: { kind: 'cron', summary: 'The same in cron’s five fields; replaces at and days' },
      tz: { kind: 'zone', completion: 'zones', summary: 'IANA zone, such as Europe/Berlin' },
      limit: { kind: 'integer', min: 1, max: 50, summary: 'At most this many papers', fallback: '8' },
      min_votes: { kind: 'integer', min: 0, summary: 'Only papers with this many votes', fallback: '0' },
      style: { kind: 'choice', choices: DIGEST_STYLES, summary: 'How the digest looks', fallback: 'compact' },
      recap: {
        kind: 'choice',
        choices: ['off', 'week', 'month'],
        summary: 'A look back with settled votes',
        fallback: 'off',
      },
      empty: {
        kind: 'choice',
        choices: ['silent', 'say'],
        summary: 'What to do when nothing is worth posting',
        fallback: 'silent',
      },
    },
    examples: [
      'subscribe topic:quantization, "speculative decoding" at:09:00 tz:Europe/Berlin',
      'subscribe "rl agents", -survey days:mon,thu limit:5',
      'subscribe everything min_votes:20 cron:"30 8 * * 1-5"',
    ],
  },
  async ({ caller, options }, services) => {
    const everything = EVERYTHING.test(options.topics.trim());
    const topics = everything ? undefined : parseQuery(options.topics, { catalogue: services.catalogue });
    const existing = await services.subscriptions.get(chatSubscriptionId(caller.channel));
    const now = services.clock.now();
    const subscription = applyWish(
      caller.channel,
      existing,
      {
        ...(topics && { topics }),
        ...(options.at !== undefined && { atMinute: options.at }),
        ...(options.days && { days: options.days }),
        ...(options.cron !== undefined && { cron: options.cron }),
        ...zoneWish(options.tz, existing !== undefined, caller.tz),
        ...(options.limit !== undefined && { limit: options.limit }),
        ...(options.min_votes !== undefined && { minVotes: options.min_votes }),
        ...(options.style && { style: options.style }),
        ...(options.recap && { recap: options.recap }),
        ...(options.empty && { whenEmpty: options.empty }),
        owner: caller.person.id,
      },
      services.subscriptionDefaults,
      now,
    );
    const due = nextDueMoment(subscription, now);
    await services.subscriptions.put(subscription, due);
    return {
      document: subscriptionDocument(
        existing ? 'Subscription changed' : 'Subscribed',
        subscription,
        due,
        hints(topics, services),
      ),
      data: { subscription, nextDueAt: due },
    };
  },
);

/** A new subscription starts in the zone of who typed it, where the platform tells. */
function zoneWish(
  typed: string | undefined,
  exists: boolean,
  own: string | undefined,
): { readonly tz?: string } {
  const tz = typed ?? (exists ? undefined : own);
  return tz === undefined ? {} : { tz };
}

/** Points from plain words to the named topic of the same name, which catches synonyms and acronyms. */
function hints(topics: Query | undefined, { catalogue }: Services): string[] {
  if (!topics) return [];
  const parts = topics.kind === 'any' ? topics.of : [topics];
  return parts.flatMap(part => {
    const words = plainWords(part);
    const topic = words === undefined ? undefined : catalogue.find(words);
    return topic ? [`topic:${topic.name} finds ${topic.label} by its other names too.`] : [];
  });
}

function plainWords(query: Query): string | undefined {
  if (query.kind === 'word' || query.kind === 'phrase')
    return query.field === undefined ? query.text : undefined;
  if (query.kind !== 'all') return undefined;
  const words = query.of.map(plainWords);
  return words.every(word => word !== undefined) ? words.join(' ') : undefined;
}
