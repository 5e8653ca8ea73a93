import { UsageError } from '../core/errors.ts';
import { defineCommand } from './command.ts';

export const preview = defineCommand(
  {
    name: 'preview',
    summary: 'Show what this channel’s next digest would say now',
    access: 'read',
    options: {},
    examples: ['preview'],
  },
  async ({ caller }, { digests }) => {
    const document = await digests.preview(caller.channel);
    if (!document) throw new UsageError('this channel has no subscription, so there is nothing to preview');
    return { document, data: document };
  },
);
