import { digestDocument } from '../core/digest/digest-document.ts';
import { defineCommand } from './command.ts';
import { readTopic } from './read-topic.ts';

export const today = defineCommand(
  {
    name: 'today',
    summary: 'Show the day’s papers, best first',
    access: 'read',
    shareable: true,
    options: {
      topic: {
        kind: 'query',
        positional: true,
        completion: 'topics',
        summary: 'A named topic or any query',
        fallback: 'everything',
      },
      date: { kind: 'day', summary: 'A day such as 2026-01-07, or yesterday', fallback: 'the newest' },
      limit: { kind: 'integer', min: 1, max: 20, summary: 'At most this many papers', fallback: '8' },
    },
    examples: ['today', 'today agents date:yesterday', 'today "speculative decoding" limit:3'],
  },
  async ({ caller, options }, { catalogue, digests, subscriptionDefaults }) => {
    const typed = options.topic;
    const topics = typed === undefined ? undefined : { ...readTopic(typed, catalogue), text: typed };
    const digest = await digests.make({
      period: { kind: 'day', day: options.date ?? (await digests.newestDay()) },
      limit: options.limit ?? subscriptionDefaults.limit,
      minVotes: 0,
      channel: caller.channel,
      ...(topics && { topics }),
    });
    return { document: digestDocument(digest, 'compact'), data: digest };
  },
);
