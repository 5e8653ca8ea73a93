import { type Block, code, text } from '../core/document/document.ts';
import { defineCommand } from './command.ts';
import { subscriptionBlocks } from './subscription-document.ts';

export const list = defineCommand(
  {
    name: 'list',
    summary: 'Show what this channel is subscribed to',
    access: 'read',
    shareable: true,
    options: {},
    examples: ['list'],
  },
  async ({ caller }, { subscriptions }) => {
    const here = await subscriptions.ofChannel(caller.channel);
    const dues = await Promise.all(here.map(each => subscriptions.nextDue(each.id)));
    if (here.length === 0) {
      return {
        document: {
          summary: 'This channel has no subscription',
          blocks: [
            {
              kind: 'paragraph',
              line: [
                text('This channel has no subscription. Start one: '),
                code('subscribe topic:agents at:09:00'),
              ],
            },
          ],
        },
        data: [],
      };
    }
    return {
      document: {
        summary: `This channel gets: ${here.flatMap(each => (each.topics.length > 0 ? each.topics : ['everything'])).join(', ')}`,
        blocks: [
          { kind: 'heading', level: 2, text: 'Subscribed here' },
          ...here.flatMap((each, at): Block[] => [
            ...(at > 0 ? [{ kind: 'divider' } as const] : []),
            ...subscriptionBlocks(each, dues[at]),
          ]),
        ],
      },
      data: here.map((subscription, at) => ({ subscription, nextDueAt: dues[at] })),
    };
  },
);
