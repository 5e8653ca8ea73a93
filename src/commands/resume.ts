import { text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { nextDueMoment } from '../core/subscriptions/subscription-moments.ts';
import { defineCommand } from './command.ts';
import { subscriptionDocument } from './subscription-document.ts';

export const resume = defineCommand(
  {
    name: 'resume',
    summary: 'Let this channel’s digests come again',
    access: 'manage',
    options: {},
    examples: ['resume'],
  },
  async ({ caller }, { subscriptions, clock }) => {
    const here = await subscriptions.ofChannel(caller.channel);
    if (here.length === 0) throw new UsageError('this channel has no subscription');
    const now = clock.now();
    const resumed = await subscriptions.resume(
      caller.channel,
      ['asked', 'channel-gone', 'workspace-gone', 'no-permission'],
      now,
    );
    const [first] = resumed;
    if (!first) {
      const said = 'This channel was not paused.';
      return {
        document: { summary: said, blocks: [{ kind: 'paragraph', line: [text(said)] }] },
        data: { resumed: 0 },
      };
    }
    // A long pause must not end in a digest that was due weeks ago.
    for (const each of resumed) await subscriptions.put(each, nextDueMoment(each, now));
    return {
      document: subscriptionDocument('Resumed', first, nextDueMoment(first, now)),
      data: { resumed: resumed.length },
    };
  },
);
