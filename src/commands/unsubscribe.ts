import { text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { chatSubscriptionId, removeTopics } from '../core/subscriptions/change-subscription.ts';
import type { Subscription } from '../core/subscriptions/subscription.ts';
import { defineCommand, type Reply } from './command.ts';
import type { Services } from './services.ts';
import { queriesLine, subscriptionDocument } from './subscription-document.ts';

export const unsubscribe = defineCommand(
  {
    name: 'unsubscribe',
    summary: 'Take topics away from this channel’s digest, or end it with all',
    access: 'manage',
    options: {
      topics: {
        kind: 'query',
        required: true,
        positional: true,
        completion: 'subscribed-topics',
        summary: 'Topics as list shows them, or all',
      },
    },
    examples: ['unsubscribe "speculative decoding"', 'unsubscribe all'],
  },
  async ({ caller, options }, services) => {
    const existing = await services.subscriptions.get(chatSubscriptionId(caller.channel));
    if (!existing) throw new UsageError(await nothingToEnd(services, caller.channel));
    if (/^(all|everything)$/i.test(options.topics.trim())) return end(existing, services);
    const unwanted = parseQuery(options.topics, { catalogue: services.catalogue });
    const now = services.clock.now();
    const { left, removed, missing } = removeTopics(existing, unwanted, now);
    if (missing.length > 0) {
      const has = existing.topics.length > 0 ? existing.topics.join(', ') : 'everything';
      throw new UsageError(`this channel is not subscribed to ${missing.join(', ')}; it has ${has}`);
    }
    if (!left) return end(existing, services);
    const due = (await services.subscriptions.nextDue(existing.id)) ?? now;
    await services.subscriptions.put(left, due);
    return {
      document: subscriptionDocument(`Unsubscribed from ${removed.join(', ')}`, left, due),
      data: { subscription: left, nextDueAt: due },
    };
  },
);

async function end(subscription: Subscription, services: Services): Promise<Reply> {
  await services.subscriptions.remove(subscription.id);
  const topics = subscription.topics.length > 0 ? queriesLine(subscription.topics) : [text('everything')];
  return {
    document: {
      summary: 'Unsubscribed; this channel gets no digest any more',
      blocks: [
        { kind: 'heading', level: 2, text: 'Unsubscribed' },
        {
          kind: 'paragraph',
          line: [text('This channel gets no digest any more. It had: '), ...topics, text('.')],
        },
      ],
    },
    data: { subscription: null, removed: subscription.topics },
  };
}

async function nothingToEnd(services: Services, channel: Subscription['channel']): Promise<string> {
  const declared = await services.subscriptions.ofChannel(channel);
  return declared.length > 0
    ? "this channel's subscription is declared in the configuration and can only be changed there"
    : 'this channel has no subscription';
}
